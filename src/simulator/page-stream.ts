import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Change } from './chats.js';
import type { PageEvents, PageState, Traffic } from './page-contract.js';
import type { Phones } from './phones.js';
import type { Platform } from './platform.js';
import type { TrafficLog } from './traffic.js';

const TICK_MS = 1_000;
/** How soon a page that lost us asks again. */
const RECONNECT_MS = 500;

export type PageStream = {
  state(): PageState;
  open(request: IncomingMessage, response: ServerResponse, headers: Record<string, string>): void;
  /** All that was told so far is void. */
  startOver(): void;
  close(): void;
};

/** The news for the page, as server-sent events (page-contract.ts). */
export function createPageStream(parts: {
  readonly platform: Platform;
  readonly phones: Phones;
  readonly traffic: TrafficLog;
  readonly about: Pick<PageState, 'publicBaseUrl' | 'guide' | 'movesClock' | 'resetsBot'>;
  readonly botGoesOn: boolean;
}): PageStream {
  const { platform, phones, traffic, about } = parts;
  const { chats, people, quota, richMenus } = platform;
  const streams = new Set<ServerResponse>();
  /** Tells a page that kept its screen over a restart to forget it. */
  let boot = randomUUID();
  let { botGoesOn } = parts;

  const state = (): PageState => ({
    boot,
    now: platform.now(),
    bot: platform.bot.name,
    ...about,
    botGoesOn,
    hasRoster: phones.hasRoster,
    quota: { plan: quota.plan(), used: quota.used() },
    personas: phones.all().map((persona) => {
      if (persona.members !== undefined) {
        return { ...persona, friend: people.group(persona.userId) !== null, blocked: false };
      }
      const { friend, blocked } = people.person(persona.userId, persona.name);
      return { ...persona, friend, blocked };
    }),
  });

  /** A body nested absurdly deep is no news that a page could read. */
  const jsonOf = (data: unknown): string | null => {
    try {
      return JSON.stringify(data);
    } catch {
      return null;
    }
  };

  return {
    state,
    open(request, response, headers) {
      response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' });
      response.write(`retry: ${RECONNECT_MS}\n`);
      const write = <E extends keyof PageEvents>(event: E, data: PageEvents[E], id?: string) => {
        const json = jsonOf(data);
        const idLine = id === undefined ? '' : `id: ${id}\n`;
        if (json !== null) response.write(`event: ${event}\n${idLine}data: ${json}\n\n`);
      };
      const isShown = (chatId: string): boolean =>
        phones.all().some((persona) => persona.userId === chatId);
      const show = (change: Change): void => {
        if (change.kind === 'loading') {
          const { chatId, seconds } = change;
          if (isShown(chatId)) write('loading', { chatId, seconds });
        } else if (isShown(change.entry.chatId)) {
          write('entry', change.entry, `${boot}.${change.rev}`);
          if (change.entry.action !== undefined) write('state', state());
        }
      };
      const showMenu = (chatId: string): void =>
        write('menu', { chatId, menu: richMenus.seenBy(chatId) });
      const showMenus = (): void => {
        for (const { userId, members } of phones.all()) if (members === undefined) showMenu(userId);
      };
      const showTraffic = (record: Traffic): void => {
        if (record.chats.length === 0 || record.chats.some(isShown)) write('traffic', record);
      };

      const [lastBoot, lastRev] = String(request.headers['last-event-id'] ?? '').split('.');
      write('state', state());
      for (const change of chats.changedAfter(lastBoot === boot ? Number(lastRev) : 0)) {
        show({ kind: 'entry', ...change });
      }
      showMenus();
      for (const record of traffic.since(0)) showTraffic(record);
      write('ready', {});
      const timer = setInterval(() => write('state', state()), TICK_MS);
      timer.unref();
      const endings = [
        chats.watch(show),
        traffic.watch(showTraffic),
        richMenus.watch((change) => {
          if (change === 'default') showMenus();
          else if (isShown(change.userId)) showMenu(change.userId);
        }),
        () => clearInterval(timer),
        () => streams.delete(response),
      ];
      streams.add(response);
      response.on('close', () => {
        for (const end of endings) end();
      });
    },
    startOver() {
      boot = randomUUID();
      botGoesOn = false;
      for (const response of streams) response.end();
    },
    close() {
      for (const response of streams) response.end();
    },
  };
}
