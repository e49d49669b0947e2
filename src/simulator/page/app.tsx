import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ChatEntry } from '../chats.js';
import { ClockControl } from './bar/clock-control.js';
import { FirstHint } from './bar/first-hint.js';
import { GoesOn } from './bar/reset.js';
import { LETTERS, type Letters, Tools } from './bar/tools.js';
import { useView, type View } from './connection.js';
import { Inspector } from './inspector.js';
import { useKept } from './kept.js';
import { Names, useNames } from './message/names.js';
import { PublicBase } from './message/picture.js';
import { Unread } from './phone/persona-card.js';
import { Phone } from './phone/phone.js';
import { clockOf, dayOf, words } from './words.js';

const NOTHING: readonly ChatEntry[] = [];

const lastSeq = (view: View, userId: string): number => view.chats[userId]?.at(-1)?.seq ?? 0;

/** How many messages of the bot came to this phone since it was last looked at. */
function unreadOf(view: View, userId: string, seenUntil: number): number {
  const from = Math.max(seenUntil, view.oldUntil ?? Number.MAX_SAFE_INTEGER);
  const entries = view.chats[userId] ?? NOTHING;
  return entries.filter((entry) => entry.from === 'bot' && entry.seq > from).length;
}

const phoneInAddress = (): string => decodeURIComponent(location.hash.slice(1));

/** Which phone is looked at; it stands in the address, so that a link leads to it. */
function useActivePhone() {
  const [at, setAt] = useState(() => ({ id: phoneInAddress(), goal: phoneInAddress(), goes: 0 }));
  const go = useCallback((id: string): void => {
    history.replaceState(null, '', `#${encodeURIComponent(id)}`);
    setAt(({ goes }) => ({ id, goal: id, goes: goes + 1 }));
  }, []);
  /** Looked at where it stands: what is being pressed must not move. */
  const touch = useCallback((id: string): void => {
    history.replaceState(null, '', `#${encodeURIComponent(id)}`);
    setAt((before) => ({ ...before, id }));
  }, []);
  useEffect(() => {
    const follow = (): void => go(phoneInAddress());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [go]);
  return { ...at, go, touch };
}

function showActive(): void {
  for (const shown of document.querySelectorAll('.phone.shown, .tabs [aria-current]'))
    shown.scrollIntoView({ inline: 'nearest', block: 'nearest' });
}

/** The page: a bar with time, connection and tools, and one phone for each persona. */
export function App() {
  const view = useView();
  const { state } = view;
  const { id: activeId, goal, goes, go, touch } = useActivePhone();
  const [seen, setSeen] = useState<Readonly<Record<string, number>>>({});
  const [hint, setHint] = useKept('hint', ['open', 'closed']);
  const [letters, setLetters] = useKept<Letters>('letters', LETTERS, 'normal');
  const [isInspecting, setInspecting] = useState(false);
  const [asked, setAsked] = useState<ChatEntry | null>(null);

  const personas = state?.personas ?? [];
  const active = personas.find(({ id }) => id === activeId) ?? personas[0];
  // Of the phone that was asked for, not of one that is touched: that one stays where it is.
  const isThere = personas.some(({ id }) => id === goal);
  const activeUser = active?.userId ?? '';
  const activeSeq = lastSeq(view, activeUser);
  useEffect(() => {
    setSeen((before) => ({ ...before, [activeUser]: activeSeq }));
  }, [activeUser, activeSeq]);
  useEffect(() => {
    showActive();
    addEventListener('resize', showActive);
    return () => removeEventListener('resize', showActive);
  }, [goes, isThere]);

  const names = useNames(personas);
  const inspect = useCallback((entry: ChatEntry): void => {
    setAsked(entry);
    setInspecting(true);
  }, []);
  const closeInspector = useCallback((): void => {
    setInspecting(false);
    setAsked(null);
  }, []);
  const unread = (userId: string): number =>
    userId === activeUser ? 0 : unreadOf(view, userId, seen[userId] ?? 0);
  const wrong = view.traffic.filter(({ violations }) => violations.length > 0).length;

  return (
    <PublicBase.Provider value={state?.publicBaseUrl ?? null}>
      <Names.Provider value={names}>
        <div class={`page letters-${letters}`}>
          <header class="top">
            <h1>{state?.bot ?? words.title}</h1>
            <span class="virtual" title={words.time}>
              {state !== null && `${dayOf(state.now)} ${clockOf(state.now)}`}
            </span>
            {state?.movesClock === true && <ClockControl now={state.now} />}
            <span class={view.live ? 'link live' : 'link lost'} role="status">
              {view.live ? words.live : words.lost}
            </span>
            {state !== null && (
              <Tools
                state={state}
                letters={letters}
                setLetters={setLetters}
                wrong={wrong}
                isInspecting={isInspecting}
                toggleInspector={() => (isInspecting ? closeInspector() : setInspecting(true))}
                added={go}
                showHelp={() => setHint('open')}
              />
            )}
          </header>
          {state !== null && <GoesOn state={state} />}
          {hint === 'open' && (
            <FirstHint steps={state?.guide ?? []} close={() => setHint('closed')} />
          )}
          <nav class="tabs" aria-label={words.phones}>
            {personas.map((persona) => (
              <a
                key={persona.id}
                href={`#${persona.id}`}
                aria-current={persona === active ? 'page' : undefined}
              >
                {persona.role} <span class="tab-name">{persona.name}</span>
                <Unread count={unread(persona.userId)} />
              </a>
            ))}
          </nav>
          <div class="below-tabs">
            <main class="phones">
              {personas.map((persona) => (
                <Phone
                  // After a reset everything is new, what was half typed or chosen too.
                  key={`${state?.boot} ${persona.id}`}
                  persona={persona}
                  entries={view.chats[persona.userId] ?? NOTHING}
                  menu={view.menus[persona.userId] ?? null}
                  botName={state?.bot ?? ''}
                  isTyping={(view.typing[persona.userId] ?? 0) > Date.now()}
                  isShown={persona === active}
                  letters={letters}
                  unread={unread(persona.userId)}
                  touched={touch}
                  inspect={inspect}
                />
              ))}
              {personas.length === 0 && (
                <p class="empty">{state === null ? words.starting : words.noPhones}</p>
              )}
            </main>
            {isInspecting && state !== null && (
              <Inspector
                state={state}
                traffic={view.traffic}
                chatId={activeUser}
                asked={asked}
                close={closeInspector}
              />
            )}
          </div>
        </div>
      </Names.Provider>
    </PublicBase.Provider>
  );
}
