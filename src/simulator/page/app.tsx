import { useEffect, useState } from 'preact/hooks';
import type { ChatEntry } from '../chats.js';
import { ClockControl } from './clock-control.js';
import { useView, type View } from './connection.js';
import { Phone } from './phone.js';
import { PublicBase } from './picture.js';
import { clockOf, dayOf, words } from './words.js';

const SEEN_HINT = 'hint-closed';
const NOTHING: readonly ChatEntry[] = [];

const lastSeq = (view: View, userId: string): number => view.chats[userId]?.at(-1)?.seq ?? 0;

/** How many messages of the bot came to this phone since it was last looked at. */
function unreadOf(view: View, userId: string, seenUntil: number): number {
  const from = Math.max(seenUntil, view.oldUntil ?? Number.MAX_SAFE_INTEGER);
  const entries = view.chats[userId] ?? NOTHING;
  return entries.filter((entry) => entry.from === 'bot' && entry.seq > from).length;
}

function FirstHint({ close }: { readonly close: () => void }) {
  return (
    <aside class="first-hint" aria-label={words.help}>
      <ol>
        {words.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <button type="button" onClick={close}>
        {words.close}
      </button>
    </aside>
  );
}

/** The page: a bar with time and connection, and one phone for each persona. */
export function App() {
  const view = useView();
  const { state } = view;
  const [activeId, setActiveId] = useState<string | null>(null);
  const [seen, setSeen] = useState<Readonly<Record<string, number>>>({});
  const [isHinting, setHinting] = useState(localStorage.getItem(SEEN_HINT) === null);

  const personas = state?.personas ?? [];
  const active = personas.find(({ id }) => id === activeId) ?? personas[0];
  const activeUser = active?.userId ?? '';
  const activeSeq = lastSeq(view, activeUser);
  useEffect(() => {
    setSeen((before) => ({ ...before, [activeUser]: activeSeq }));
  }, [activeUser, activeSeq]);

  const closeHint = (): void => {
    localStorage.setItem(SEEN_HINT, 'yes');
    setHinting(false);
  };
  const unread = (userId: string): number =>
    userId === activeUser ? 0 : unreadOf(view, userId, seen[userId] ?? 0);

  return (
    <PublicBase.Provider value={state?.publicBaseUrl ?? null}>
      <div class="page">
        <header class="top">
          <h1>{state?.bot ?? words.title}</h1>
          <span class="virtual" title={words.time}>
            {state !== null && `${dayOf(state.now)} ${clockOf(state.now)}`}
          </span>
          {state?.movesClock === true && <ClockControl now={state.now} />}
          <span class={view.live ? 'link live' : 'link lost'} role="status">
            {view.live ? words.live : words.lost}
          </span>
          <button
            type="button"
            class="help"
            aria-label={words.help}
            onClick={() => setHinting(true)}
          >
            ?
          </button>
        </header>
        {isHinting && <FirstHint close={closeHint} />}
        <nav class="tabs" aria-label={words.phones}>
          {personas.map((persona) => (
            <button
              type="button"
              key={persona.id}
              aria-current={persona === active ? 'page' : undefined}
              onClick={() => setActiveId(persona.id)}
            >
              {persona.role}
              {unread(persona.userId) > 0 && (
                <span class="dot" role="status" aria-label={words.unread(unread(persona.userId))}>
                  {unread(persona.userId)}
                </span>
              )}
            </button>
          ))}
        </nav>
        <main class="phones">
          {personas.map((persona) => (
            <Phone
              key={persona.id}
              persona={persona}
              entries={view.chats[persona.userId] ?? NOTHING}
              botName={state?.bot ?? ''}
              isTyping={(view.typing[persona.userId] ?? 0) > Date.now()}
              isShown={persona === active}
              unread={unread(persona.userId)}
              touched={() => setActiveId(persona.id)}
            />
          ))}
          {personas.length === 0 && (
            <p class="empty">{state === null ? words.starting : words.noPhones}</p>
          )}
        </main>
      </div>
    </PublicBase.Provider>
  );
}
