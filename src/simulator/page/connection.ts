import { useEffect, useReducer } from 'preact/hooks';
import type { ChatEntry, LineAction } from '../chats.js';
import type { PageState } from '../page-contract.js';

export type View = {
  readonly live: boolean;
  readonly state: PageState | null;
  /** Screens by user id, oldest entry first. */
  readonly chats: Readonly<Record<string, readonly ChatEntry[]>>;
  /** Until when (on the page's own clock) the bot seems to be typing. */
  readonly typing: Readonly<Record<string, number>>;
  /** Entries up to here were there when the page was opened. */
  readonly oldUntil: number | null;
};

type News =
  | { readonly kind: 'live' | 'lost' | 'ready' }
  | { readonly kind: 'state'; readonly state: PageState }
  | { readonly kind: 'entry'; readonly entry: ChatEntry }
  | { readonly kind: 'loading'; readonly chatId: string; readonly seconds: number };

const EMPTY: View = { live: false, state: null, chats: {}, typing: {}, oldUntil: null };
const RECONNECT_MS = 1_000;

const newest = (view: View): number =>
  Math.max(0, ...Object.values(view.chats).map((entries) => entries.at(-1)?.seq ?? 0));

function withEntry(entries: readonly ChatEntry[], entry: ChatEntry): readonly ChatEntry[] {
  const known = entries.some(({ seq }) => seq === entry.seq);
  return known
    ? entries.map((each) => (each.seq === entry.seq ? entry : each))
    : [...entries, entry];
}

function reduce(view: View, news: News): View {
  switch (news.kind) {
    case 'live':
    case 'lost':
      return { ...view, live: news.kind === 'live' };
    case 'ready':
      return view.oldUntil === null ? { ...view, oldUntil: newest(view) } : view;
    case 'state': {
      const sameRun = view.state === null || view.state.boot === news.state.boot;
      return { ...(sameRun ? view : { ...EMPTY, live: view.live }), state: news.state };
    }
    case 'entry': {
      const { chatId, from } = news.entry;
      const chats = {
        ...view.chats,
        [chatId]: withEntry(view.chats[chatId] ?? [], news.entry),
      };
      const typing = from === 'bot' ? { ...view.typing, [chatId]: 0 } : view.typing;
      return { ...view, chats, typing };
    }
    case 'loading': {
      const until = Date.now() + news.seconds * 1_000;
      return { ...view, typing: { ...view.typing, [news.chatId]: until } };
    }
  }
}

/** What the simulator tells, live; reconnects by itself and catches up. */
export function useView(): View {
  const [view, hear] = useReducer(reduce, EMPTY);
  useEffect(() => {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const connect = (): void => {
      const opened = new EventSource('/_sim/events');
      source = opened;
      const on = (name: string, news: (data: string) => News): void =>
        opened.addEventListener(name, (event) => hear(news((event as MessageEvent<string>).data)));
      opened.addEventListener('open', () => hear({ kind: 'live' }));
      opened.addEventListener('error', () => {
        hear({ kind: 'lost' });
        if (opened.readyState !== EventSource.CLOSED) return;
        timer = setTimeout(connect, RECONNECT_MS);
      });
      on('ready', () => ({ kind: 'ready' }));
      on('state', (data) => ({ kind: 'state', state: JSON.parse(data) }));
      on('entry', (data) => ({ kind: 'entry', entry: JSON.parse(data) }));
      on('loading', (data) => ({ kind: 'loading', ...JSON.parse(data) }));
    };
    connect();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  }, []);
  return view;
}

export type Deed =
  | { readonly do: 'says'; readonly text: string }
  | {
      readonly do: 'taps';
      readonly action: LineAction;
      readonly params?: Readonly<Record<string, string>>;
    }
  | { readonly do: 'sticker' | 'voice' | 'photo' | 'follow' | 'unfollow' };

/**
 * Does it on this person's phone, or in this group in the name of `as`; false when the simulator could
 * not be reached.
 */
export const act = (userId: string, deed: Deed, as?: string): Promise<boolean> =>
  post('/_sim/act', { userId, ...deed, as });

/** Moves the clock on; true when all that happens until then has happened. */
export const moveClock = (to: number): Promise<boolean> => post('/_sim/clock', { to });

async function post(path: string, body: unknown): Promise<boolean> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-simulator': 'page' },
      body: JSON.stringify(body),
    });
    return response.ok;
  } catch {
    return false;
  }
}
