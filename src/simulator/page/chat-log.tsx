import { useCallback, useContext, useEffect, useMemo, useRef } from 'preact/hooks';
import type { ChatEntry, LineAction } from '../chats.js';
import type { Member } from '../persona.js';
import { Message } from './message.js';
import { localPath, PublicBase } from './picture.js';
import { clockOf, dayOf, words } from './words.js';

type Tap = (action: LineAction) => void;

/** A tap on a link: where it would lead on a real phone. */
function Opened({ uri }: { readonly uri: string }) {
  const path = localPath(uri, useContext(PublicBase));
  if (uri.startsWith('tel:')) return <>{words.called(uri.slice(4))}</>;
  const isWeb = /^https?:\/\//.test(uri);
  return (
    <>
      {words.opened}{' '}
      {path !== null || isWeb ? (
        <a href={path ?? uri} target="_blank" rel="noopener noreferrer">
          {uri}
        </a>
      ) : (
        uri
      )}
    </>
  );
}

function Notice({ action }: { readonly action: LineAction }) {
  switch (action.type) {
    case 'follow':
      return <>{words.followed}</>;
    case 'unfollow':
      return <>{words.unfollowed}</>;
    case 'join':
      return <>{words.joined}</>;
    case 'leave':
      return <>{words.left}</>;
    case 'unsend':
      return <>{words.unsent}</>;
    case 'clipboard':
      return <>{words.copied(String(action.clipboardText))}</>;
    case 'uri':
      return <Opened uri={String(action.uri)} />;
    default:
      return <>{words.tapped(String(action.label ?? action.type))}</>;
  }
}

/** Whether the bot got it; an answer other than 2xx is said plainly. */
function Fate({ entry }: { readonly entry: ChatEntry }) {
  const { delivery } = entry;
  if (entry.from === 'bot' || delivery === undefined) return null;
  const { status, failure } = delivery;
  if (status !== null && status >= 200 && status < 300) {
    return entry.message === undefined ? null : words.read;
  }
  return <strong class="failed">{words.failed(failure ?? String(status))}</strong>;
}

function Entry(props: {
  readonly entry: ChatEntry;
  /** The same speaker said the line before: his picture is not repeated. */
  readonly follows: boolean;
  readonly botName: string;
  /** In a group: somebody else than the phone's owner said it. */
  readonly other: Member | undefined;
  readonly tap: Tap;
}) {
  const { entry, follows, botName, other, tap } = props;
  const { message, action, from } = entry;
  if (message === undefined) {
    return (
      <div class="notice" data-from={from}>
        <span>
          {action !== undefined && <Notice action={action} />} <Fate entry={entry} />
        </span>
      </div>
    );
  }
  return (
    <div
      class={`entry ${other === undefined ? from : 'other'} ${follows ? 'follows' : ''}`}
      data-from={from}
    >
      {(from === 'bot' || other !== undefined) && (
        <span class="avatar" aria-hidden="true">
          {[...(other?.name ?? botName)][0]}
        </span>
      )}
      <div class="said">
        {other !== undefined && !follows && <span class="who">{other.name}</span>}
        <Message message={message} tap={tap} />
      </div>
      <span class="meta">
        <Fate entry={entry} />
        <time>{clockOf(entry.at)}</time>
      </span>
    </div>
  );
}

/** One phone's screen, newest at the bottom and in view. */
export function ChatLog(props: {
  readonly entries: readonly ChatEntry[];
  readonly label: string;
  readonly botName: string;
  readonly isTyping: boolean;
  /** Of a group chat: who is in it, and whose phone this is. */
  readonly members?: readonly Member[];
  readonly speakerId?: string | undefined;
  readonly tap: Tap;
}) {
  const { entries, label, botName, isTyping, members, speakerId, tap } = props;
  const log = useRef<HTMLDivElement>(null);
  const newest = entries.at(-1)?.seq;
  const showNewest = useCallback(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, []);
  useEffect(showNewest, [newest, isTyping]);
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
            <Entry entry={entry} follows={follows} botName={botName} other={other} tap={tap} />
          </div>
        );
      }),
    [entries, botName, members, speakerId, tap],
  );
  return (
    <div ref={log} class="log" role="log" aria-live="polite" aria-label={label}>
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
