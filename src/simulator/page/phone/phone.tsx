import { useCallback, useRef, useState } from 'preact/hooks';
import type { ChatEntry, LineAction } from '../../chats.js';
import type { Deed, PageState, RichMenuView } from '../../page-contract.js';
import { act, sendFiles } from '../requests.js';
import { words } from '../words.js';
import { ChatLog } from './chat-log.js';
import { Composer } from './composer.js';
import type { EntryDeeds } from './entry.js';
import { PersonaCard } from './persona-card.js';
import { Picker } from './picker.js';
import { PlacePicker } from './place-picker.js';
import { QuickReplies } from './quick-replies.js';
import { RichMenu } from './rich-menu.js';
import { Stranger } from './stranger.js';
import { Tray } from './tray.js';

type Below = 'keyboard' | 'menu' | 'closed-menu';

/** One person's phone: who it is, the chat with the bot, and where to type. */
export function Phone(props: {
  readonly persona: PageState['personas'][number];
  readonly entries: readonly ChatEntry[];
  readonly menu: RichMenuView | null;
  readonly botName: string;
  readonly isTyping: boolean;
  readonly isShown: boolean;
  readonly letters: string;
  readonly unread: number;
  readonly touched: (id: string) => void;
  readonly inspect: (entry: ChatEntry) => void;
}) {
  const { persona, entries, menu, botName, isTyping, isShown, letters, unread, touched, inspect } =
    props;
  const { id, userId, name, members } = persona;
  const [speakerId, setSpeakerId] = useState(members?.[0]?.userId);
  const [draft, setDraft] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [picking, setPicking] = useState<LineAction | null>(null);
  const [isPlacing, setPlacing] = useState(false);
  const [tray, setTray] = useState<'all' | 'camera' | null>(null);
  const [chosen, setBelow] = useState<Below | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const below: Below =
    menu === null ? 'keyboard' : (chosen ?? (menu.selected ? 'menu' : 'closed-menu'));

  const perform = useCallback(
    async (deed: Deed): Promise<boolean> => {
      setTray(null);
      const isDone = await act(userId, deed, speakerId);
      setProblem(isDone ? null : words.notSent);
      return isDone;
    },
    [userId, speakerId],
  );
  const write = useCallback((text: string): void => {
    setBelow('keyboard');
    setDraft(text);
    // The keyboard may only now come in place of the rich menu.
    setTimeout(() => input.current?.focus());
  }, []);
  const tap = useCallback(
    (action: LineAction): void => {
      switch (action.type) {
        case 'datetimepicker':
          setPicking(action);
          return;
        case 'camera':
        case 'cameraRoll':
          setTray('camera');
          return;
        case 'location':
          setPlacing(true);
          return;
        case 'clipboard':
          // A browser may refuse; what would be copied stands in the chat all the same.
          navigator.clipboard?.writeText(String(action.clipboardText)).catch(() => undefined);
      }
      if (action.inputOption === 'openKeyboard') write(String(action.fillInText ?? ''));
      if (action.inputOption === 'openRichMenu') setBelow('menu');
      if (action.inputOption === 'closeRichMenu') setBelow('closed-menu');
      void perform({ do: 'taps', action });
    },
    [perform, write],
  );
  const unsend = useCallback(
    (messageId: string) => void perform({ do: 'unsends', messageId }),
    [perform],
  );
  const deeds = useRef<EntryDeeds>({ unsend, inspect });
  if (deeds.current.unsend !== unsend || deeds.current.inspect !== inspect) {
    deeds.current = { unsend, inspect };
  }
  const upload = async (files: readonly File[], album: boolean): Promise<void> => {
    setTray(null);
    const fate = await sendFiles(userId, files, { as: speakerId, album });
    setProblem(fate === 'sent' ? null : fate === 'failed' ? words.notSent : words.tooLarge);
  };
  const trayId = `tray-${id}`;

  return (
    <section
      class={isShown ? 'phone shown' : 'phone'}
      data-phone={id}
      aria-label={`${persona.role} ${name}`}
      onFocusIn={() => touched(id)}
      onPointerDown={() => touched(id)}
    >
      <PersonaCard persona={persona} unread={unread} write={write} />
      <div class="screen">
        <div class="account">
          <span class="shield" aria-hidden="true" />
          {members === undefined ? botName : name}
          {members !== undefined && <small>({members.length + 1})</small>}
        </div>
        <ChatLog
          entries={entries}
          label={words.messages(name)}
          {...(members === undefined ? {} : { members, speakerId })}
          botName={botName}
          isTyping={isTyping}
          isShown={isShown}
          letters={letters}
          tap={tap}
          deeds={deeds.current}
        />
        {persona.friend && <QuickReplies entries={entries} tap={tap} />}
        {problem !== null && (
          <p class="not-sent" role="alert">
            {problem}
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
        {tray !== null && persona.friend && (
          <Tray
            key={tray}
            id={trayId}
            opening={tray}
            isGroup={members !== undefined}
            perform={(deed) => void perform(deed)}
            sendFiles={(files, album) => void upload(files, album)}
            askPlace={() => {
              setTray(null);
              setPlacing(true);
            }}
          />
        )}
        {!persona.friend ? (
          <Stranger
            isGroup={members !== undefined}
            blocked={persona.blocked}
            follow={() => void perform({ do: 'follow' })}
          />
        ) : menu !== null && below !== 'keyboard' ? (
          <RichMenu
            menu={menu}
            isOpen={below === 'menu'}
            setOpen={(isOpen) => setBelow(isOpen ? 'menu' : 'closed-menu')}
            toKeyboard={() => setBelow('keyboard')}
            tap={tap}
          />
        ) : (
          <Composer
            name={name}
            draft={draft}
            setDraft={setDraft}
            input={input}
            isTrayOpen={tray !== null}
            trayId={trayId}
            toggleTray={() => setTray(tray === null ? 'all' : null)}
            toMenu={menu === null ? null : () => setBelow('menu')}
            perform={perform}
          />
        )}
      </div>
      {picking !== null && (
        <Picker
          action={picking}
          done={(params) => {
            setPicking(null);
            if (params !== null) void perform({ do: 'taps', action: picking, params });
          }}
        />
      )}
      {isPlacing && (
        <PlacePicker
          done={(deed) => {
            setPlacing(false);
            if (deed !== null) void perform(deed);
          }}
        />
      )}
    </section>
  );
}
