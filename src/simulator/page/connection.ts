import { useEffect, useReducer } from 'preact/hooks';
import type { ChatEntry } from '../chats.js';
import type { PageEvents, PageState, RichMenuView, Traffic } from '../page-contract.js';

export type View = {
  readonly live: boolean;
  readonly state: PageState | null;
  /** Screens by user id, oldest entry first. */
  readonly chats: Readonly<Record<string, readonly ChatEntry[]>>;
  /** Until when (on the page's own clock) the bot seems to be typing. */
  readonly typing: Readonly<Record<string, number>>;
  readonly menus: Readonly<Record<string, RichMenuView | null>>;
  /** What went between the bot and LINE, oldest first. */
  readonly traffic: readonly Traffic[];
  /** Entries up to here were there when the page was opened. */
  readonly oldUntil: number | null;
};

type News =
  | { readonly kind: 'live' | 'lost' }
  | {
      [Name in keyof PageEvents]: { readonly kind: Name; readonly data: PageEvents[Name] };
    }[keyof PageEvents];

const EMPTY: View = {
  live: false,
  state: null,
  chats: {},
  typing: {},
  menus: {},
  traffic: [],
  oldUntil: null,
};
const RECONNECT_MS = 1_000;
/** As much traffic as the inspector keeps. */
const TRAFFIC_KEPT = 500;

const newest = (view: View): number =>
  Math.max(0, ...Object.values(view.chats).map((entries) => entries.at(-1)?.seq ?? 0));

/** The list with this one at its end, or in place of the one with the same number. */
function withOne<One extends { readonly seq: number }>(
  list: readonly One[],
  one: One,
): readonly One[] {
  if ((list.at(-1)?.seq ?? 0) < one.seq) return [...list, one];
  const isKnown = list.some(({ seq }) => seq === one.seq);
  return isKnown ? list.map((each) => (each.seq === one.seq ? one : each)) : [...list, one];
}

/** Another run or a reset: everything kept from before is void, and nothing is new to the reader. */
function anew(view: View, state: PageState): View {
  return { ...EMPTY, live: view.live, state, oldUntil: view.oldUntil === null ? null : 0 };
}

function reduce(view: View, news: News): View {
  switch (news.kind) {
    case 'live':
    case 'lost':
      return { ...view, live: news.kind === 'live' };
    case 'ready':
      return view.oldUntil === null ? { ...view, oldUntil: newest(view) } : view;
    case 'state': {
      const isSameRun = view.state === null || view.state.boot === news.data.boot;
      return isSameRun ? { ...view, state: news.data } : anew(view, news.data);
    }
    case 'entry': {
      const { chatId, from } = news.data;
      const chats = { ...view.chats, [chatId]: withOne(view.chats[chatId] ?? [], news.data) };
      const typing = from === 'bot' ? { ...view.typing, [chatId]: 0 } : view.typing;
      return { ...view, chats, typing };
    }
    case 'loading': {
      const until = Date.now() + news.data.seconds * 1_000;
      return { ...view, typing: { ...view.typing, [news.data.chatId]: until } };
    }
    case 'menu':
      return { ...view, menus: { ...view.menus, [news.data.chatId]: news.data.menu } };
    case 'traffic':
      return { ...view, traffic: withOne(view.traffic, news.data).slice(-TRAFFIC_KEPT) };
  }
}

const NAMES: readonly (keyof PageEvents)[] = [
  'state',
  'entry',
  'loading',
  'menu',
  'traffic',
  'ready',
];

/** What the simulator tells, live; reconnects by itself and catches up. */
export function useView(): View {
  const [view, hear] = useReducer(reduce, EMPTY);
  useEffect(() => {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const connect = (): void => {
      const opened = new EventSource('/_sim/events');
      source = opened;
      opened.addEventListener('open', () => hear({ kind: 'live' }));
      opened.addEventListener('error', () => {
        hear({ kind: 'lost' });
        if (opened.readyState !== EventSource.CLOSED) return;
        timer = setTimeout(connect, RECONNECT_MS);
      });
      for (const kind of NAMES) {
        opened.addEventListener(kind, ({ data }: MessageEvent<string>) =>
          hear({ kind, data: JSON.parse(data) }),
        );
      }
    };
    connect();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  }, []);
  return view;
}
