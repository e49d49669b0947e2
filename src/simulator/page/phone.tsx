import { useCallback, useRef, useState } from 'preact/hooks';
import type { ChatEntry, LineAction, LineMessage } from '../chats.js';
import type { PageState } from '../page-contract.js';
import { ChatLog } from './chat-log.js';
import { Composer } from './composer.js';
import { act, type Deed } from './connection.js';
import { Picker } from './picker.js';
import { words } from './words.js';

type Item = { readonly action: LineAction };

/** Taps that tell the bot nothing leave the quick replies where they are. */
const SILENT = ['uri', 'clipboard'];

/** Quick replies stand under the last message only, and are gone after any answer. */
function quickRepliesOf(entries: readonly ChatEntry[]): readonly Item[] {
  const last = entries.findLast(({ action }) => !SILENT.includes(action?.type ?? ''));
  const message: LineMessage | undefined = last?.message;
  const quickReply = message?.quickReply as { readonly items?: readonly Item[] } | undefined;
  return quickReply?.items ?? [];
}

/** One person's phone: who it is, the chat with the bot, and where to type. */
export function Phone(props: {
  readonly persona: PageState['personas'][number];
  readonly entries: readonly ChatEntry[];
  readonly botName: string;
  readonly isTyping: boolean;
  readonly isShown: boolean;
  readonly unread: number;
  readonly touched: () => void;
}) {
  const { persona, entries, botName, isTyping, isShown, unread, touched } = props;
  const { userId, name, members } = persona;
  const [speakerId, setSpeakerId] = useState(members?.[0]?.userId);
  const [draft, setDraft] = useState('');
  const [failed, setFailed] = useState(false);
  const [picking, setPicking] = useState<LineAction | null>(null);
  const input = useRef<HTMLInputElement>(null);

  const perform = useCallback(
    async (deed: Deed): Promise<boolean> => {
      const isDone = await act(userId, deed, speakerId);
      setFailed(!isDone);
      return isDone;
    },
    [userId, speakerId],
  );
  const write = useCallback((text: string): void => {
    setDraft(text);
    input.current?.focus();
  }, []);
  const tap = useCallback(
    (action: LineAction): void => {
      if (action.type === 'datetimepicker') {
        setPicking(action);
        return;
      }
      if (action.type === 'clipboard') {
        void navigator.clipboard.writeText(String(action.clipboardText));
      }
      if (typeof action.fillInText === 'string') write(action.fillInText);
      const isCamera = action.type === 'camera' || action.type === 'cameraRoll';
      void perform(isCamera ? { do: 'photo' } : { do: 'taps', action });
    },
    [perform, write],
  );
  const picked = (params: Readonly<Record<string, string>> | null): void => {
    setPicking(null);
    if (params !== null && picking !== null) void perform({ do: 'taps', action: picking, params });
  };
  const quickReplies = persona.friend ? quickRepliesOf(entries) : [];

  return (
    <section
      class={isShown ? 'phone shown' : 'phone'}
      data-phone={persona.id}
      aria-label={`${persona.role} ${name}`}
      onFocusIn={touched}
      onPointerDown={touched}
    >
      <header class="persona">
        <h2>
          <span class={`role role-${persona.id}`}>{persona.role}</span> {name}
          {unread > 0 && (
            <span class="dot" role="status" aria-label={words.unread(unread)}>
              {unread}
            </span>
          )}
        </h2>
        <p>{persona.about}</p>
        {persona.hints.length > 0 && (
          <div class="hints">
            {persona.hints.map((hint) => (
              <button
                type="button"
                key={hint.label}
                aria-label={words.put(hint.label)}
                onClick={() => write(hint.text)}
              >
                {hint.label !== hint.text && `${hint.label} `}
                <b>{hint.text}</b>
              </button>
            ))}
          </div>
        )}
      </header>
      <div class="screen">
        <div class="account">
          <span class="shield" aria-hidden="true">
            ★
          </span>
          {botName}
        </div>
        <ChatLog
          entries={entries}
          label={words.messages(name)}
          {...(members === undefined ? {} : { members, speakerId })}
          botName={botName}
          isTyping={isTyping}
          tap={tap}
        />
        {quickReplies.length > 0 && (
          <fieldset class="quick" aria-label={words.quickReplies}>
            {quickReplies.map(({ action }) => (
              <button type="button" key={String(action.label)} onClick={() => tap(action)}>
                {String(action.label)}
              </button>
            ))}
          </fieldset>
        )}
        {failed && (
          <p class="not-sent" role="alert">
            {words.notSent}
          </p>
        )}
        {members !== undefined && persona.friend && (
          <fieldset class="speakers" aria-label={words.speakAs}>
            {members.map((member) => (
              <button
                type="button"
                key={member.userId}
                aria-pressed={member.userId === speakerId}
                onClick={() => setSpeakerId(member.userId)}
              >
                {member.role} {member.name}
              </button>
            ))}
          </fieldset>
        )}
        <Composer
          name={name}
          draft={draft}
          setDraft={setDraft}
          friend={persona.friend}
          isGroup={members !== undefined}
          blocked={persona.blocked}
          input={input}
          perform={perform}
        />
      </div>
      {picking !== null && <Picker action={picking} done={picked} />}
    </section>
  );
}
