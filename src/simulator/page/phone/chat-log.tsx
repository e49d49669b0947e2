import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks';
import type { ChatEntry, LineAction } from '../../chats.js';
import type { Member } from '../../persona.js';
import { dayOf, words } from '../words.js';
import { Entry, type EntryDeeds } from './entry.js';

/** One phone's screen, newest at the bottom and in view. */
export function ChatLog(props: {
  readonly entries: readonly ChatEntry[];
  readonly label: string;
  readonly botName: string;
  readonly isTyping: boolean;
  /** Only the phone that is looked at reads new messages out. */
  readonly isShown: boolean;
  /** The text size: another one makes the chat longer or shorter. */
  readonly letters: string;
  /** Of a group chat: who is in it, and whose phone this is. */
  readonly members?: readonly Member[];
  readonly speakerId?: string | undefined;
  readonly tap: (action: LineAction) => void;
  readonly deeds: EntryDeeds;
}) {
  const { entries, label, botName, isTyping, isShown, letters, members, speakerId, tap, deeds } =
    props;
  const log = useRef<HTMLDivElement>(null);
  const newest = entries.at(-1)?.seq;
  const showNewest = useCallback(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, []);
  useEffect(showNewest, [newest, isTyping, letters]);
  // Quick replies, the menu and the keyboard take room from below.
  useEffect(() => {
    const observer = new ResizeObserver(showNewest);
    if (log.current !== null) observer.observe(log.current);
    return () => observer.disconnect();
  }, [showNewest]);

  // The same elements as long as nothing was said: the clock's ticks redraw no messages.
  const shown = useMemo(
    () =>
      entries.map((entry, index) => {
        const day = dayOf(entry.at);
        const before = entries[index - 1];
        const sameDay = before !== undefined && dayOf(before.at) === day;
        const follows = sameDay && before.by === entry.by && before.message !== undefined;
        const isOther = entry.from === 'person' && entry.by !== speakerId;
        const other = isOther ? members?.find(({ userId }) => userId === entry.by) : undefined;
        return (
          <div key={entry.seq}>
            {!sameDay && <div class="day">{day}</div>}
            <Entry
              entry={entry}
              follows={follows}
              botName={botName}
              other={other}
              tap={tap}
              deeds={deeds}
            />
          </div>
        );
      }),
    [entries, botName, members, speakerId, tap, deeds],
  );
  return (
    <div
      ref={log}
      class="log"
      role="log"
      aria-live={isShown ? 'polite' : 'off'}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      {shown}
      {isTyping && (
        <div class="entry bot">
          <span class="avatar" aria-hidden="true">
            {[...botName][0]}
          </span>
          <div class="bubble typing" role="status" aria-label={words.typing}>
            <i />
            <i />
            <i />
          </div>
        </div>
      )}
    </div>
  );
}
