import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildPage, type PageFile } from './build-page.js';
import type { Change, LineAction } from './chats.js';
import { isRecord } from './check.js';
import type { PageState } from './page-contract.js';
import type { PersonActions, Where } from './person-actions.js';
import type { Member, Persona } from './persona.js';
import type { Platform } from './platform.js';
import { readBody } from './read-body.js';

export type PageServer = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): void;
};

const MAX_ACT_BYTES = 64 * 1024;
const TICK_MS = 1_000;
const FETCH_MS = 10_000;
/** The farthest that one wish of the page moves the clock. */
const FARTHEST_MS = 31 * 24 * 60 * 60 * 1_000;
const SAFETY = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Our own page asks with this header; another web site cannot without a preflight we never grant. */
function isOurPage(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  return (
    request.headers['x-simulator'] === 'page' &&
    (origin === undefined || origin === `http://${host}`) &&
    (site === undefined || site === 'same-origin')
  );
}

/** The page of phones and the JSON endpoints it lives on. */
export function createPageServer(parts: {
  readonly platform: Platform;
  readonly actions: PersonActions;
  readonly personas: () => readonly Persona[];
  readonly publicBaseUrl: string | null;
  readonly botOrigin: () => string | null;
  readonly moveClock: ((to: number) => Promise<void>) | null;
}): PageServer {
  const { platform, actions, personas, publicBaseUrl, botOrigin, moveClock } = parts;
  const { chats, contents, people } = platform;
  /** Tells a page that kept its screen over a restart to forget it. */
  const boot = randomUUID();
  const streams = new Set<ServerResponse>();
  let built: Promise<ReadonlyMap<string, PageFile>> | null = null;

  const send = (
    response: ServerResponse,
    status: number,
    contentType = 'text/plain; charset=utf-8',
    body: Buffer | string = '',
    headers: Readonly<Record<string, string>> = {},
  ): void => {
    response.writeHead(status, { ...SAFETY, 'content-type': contentType, ...headers });
    response.end(body);
  };

  const state = (): PageState => ({
    boot,
    now: platform.now(),
    bot: platform.bot.name,
    publicBaseUrl,
    movesClock: moveClock !== null,
    resetsBot: false,
    hasRoster: false,
    quota: { plan: platform.quota.plan(), used: platform.quota.used() },
    personas: personas().map((persona) => {
      if (persona.members !== undefined) {
        return { ...persona, friend: people.group(persona.userId) !== null, blocked: false };
      }
      const { friend, blocked } = people.person(persona.userId, persona.name);
      return { ...persona, friend, blocked };
    }),
  });

  const stream = (request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { ...SAFETY, 'content-type': 'text/event-stream' });
    const write = (event: string, data: unknown, id?: string): void => {
      const idLine = id === undefined ? '' : `id: ${id}\n`;
      response.write(`event: ${event}\n${idLine}data: ${JSON.stringify(data)}\n\n`);
    };
    const shown = (chatId: string) => personas().some((persona) => persona.userId === chatId);
    const show = (change: Change): void => {
      if (change.kind === 'loading') {
        if (shown(change.chatId)) write('loading', change);
      } else if (shown(change.entry.chatId)) {
        write('entry', change.entry, `${boot}.${change.rev}`);
        if (change.entry.action !== undefined) write('state', state());
      }
    };
    const [lastBoot, lastRev] = String(request.headers['last-event-id'] ?? '').split('.');
    write('state', state());
    for (const change of chats.changedAfter(lastBoot === boot ? Number(lastRev) : 0)) {
      show({ kind: 'entry', ...change });
    }
    write('ready', {});
    const unwatch = chats.watch(show);
    const timer = setInterval(() => write('state', state()), TICK_MS);
    timer.unref();
    streams.add(response);
    response.on('close', () => {
      clearInterval(timer);
      unwatch();
      streams.delete(response);
    });
  };

  /** What our page posted; null when it is refused, and then it has been answered. */
  const posted = async (
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<Readonly<Record<string, unknown>> | null> => {
    const raw = await readBody(request, MAX_ACT_BYTES);
    let body: unknown = null;
    try {
      body = JSON.parse(raw?.toString('utf8') ?? '');
    } catch {
      // Answered below, as what is no record.
    }
    const isOurs = isOurPage(request);
    if (isOurs && isRecord(body)) return body;
    send(response, isOurs ? 400 : 403);
    return null;
  };

  const act = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await posted(request, response);
    if (body === null) return;
    const persona = personas().find(({ userId }) => userId === body.userId);
    const done = persona === undefined ? null : perform(actions, persona, body);
    send(response, done === null ? 400 : 202);
    await done;
  };

  /** Time only goes forwards; answered when all that happens until then has happened. */
  const move = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await posted(request, response);
    if (body === null) return;
    const ahead = Number.isSafeInteger(body.to) ? Number(body.to) - platform.now() : 0;
    if (moveClock === null || ahead <= 0 || ahead > FARTHEST_MS) return send(response, 400);
    await moveClock(Number(body.to));
    send(response, 200);
  };

  const file = async (path: string, response: ServerResponse): Promise<void> => {
    built ??= buildPage();
    const found = (await built).get(path);
    if (found === undefined) return send(response, 404);
    send(response, 200, found.contentType, found.bytes);
  };

  const content = (messageId: string, response: ServerResponse): void => {
    const found = contents.of(messageId);
    if (found === null || found === 'gone') send(response, 404);
    else send(response, 200, found.contentType, found.bytes);
  };

  /** A picture is shown, anything else is downloaded: nothing of the bot runs in this origin. */
  const fromBot = async (rest: string, response: ServerResponse): Promise<void> => {
    const origin = botOrigin();
    if (origin === null || publicBaseUrl === null) return send(response, 404);
    const base = new URL(publicBaseUrl).pathname.replace(/\/$/, '');
    const url = new URL(origin);
    const [path = '', query = ''] = rest.split('?', 2);
    url.pathname = `${base}/${path}`;
    url.search = query;
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(FETCH_MS) });
    const contentType = answer.headers.get('content-type') ?? 'application/octet-stream';
    const isPicture = /^image\/(png|jpeg|webp|gif)\b/.test(contentType);
    send(
      response,
      answer.status,
      contentType,
      Buffer.from(await answer.arrayBuffer()),
      isPicture ? {} : { 'content-disposition': 'attachment' },
    );
  };

  return {
    async handle(request, response) {
      const target = request.url ?? '/';
      const path = target.split('?', 1)[0] ?? '/';
      if (request.method === 'POST' && path === '/_sim/act') return await act(request, response);
      if (request.method === 'POST' && path === '/_sim/clock') return await move(request, response);
      request.resume();
      if (request.method !== 'GET') return send(response, 405);
      if (path === '/_sim/events') return stream(request, response);
      const contentId = /^\/_sim\/content\/(\d+)$/.exec(path)?.[1];
      if (contentId !== undefined) return content(contentId, response);
      if (path.startsWith('/_sim/bot/')) return await fromBot(target.slice(10), response);
      return await file(path, response);
    },
    close() {
      for (const response of streams) response.end();
    },
  };
}

/** Does what the page's owner did on a phone; null when it is nothing we know. */
function perform(
  actions: PersonActions,
  persona: Persona,
  body: Readonly<Record<string, unknown>>,
): Promise<unknown> | null {
  const { userId, members } = persona;
  return members === undefined
    ? performAs(actions, userId, {}, body)
    : performInGroup(actions, userId, members, body);
}

function performInGroup(
  actions: PersonActions,
  group: string,
  members: readonly Member[],
  body: Readonly<Record<string, unknown>>,
): Promise<unknown> | null {
  if (body.do === 'follow') {
    const ids = members.map(({ userId }) => userId);
    return actions.botJoins(group, ids);
  }
  if (body.do === 'unfollow') return actions.botLeaves(group);
  const speaker = members.find(({ userId }) => userId === body.as);
  return speaker === undefined ? null : performAs(actions, speaker.userId, { group }, body);
}

function performAs(
  actions: PersonActions,
  userId: string,
  where: Where,
  body: Readonly<Record<string, unknown>>,
): Promise<unknown> | null {
  switch (body.do) {
    case 'says':
      return typeof body.text === 'string' && body.text !== ''
        ? actions.says(userId, body.text, where)
        : null;
    case 'taps': {
      if (!isRecord(body.action) || typeof body.action.type !== 'string') return null;
      const params = isRecord(body.params)
        ? { params: body.params as Readonly<Record<string, string>> }
        : {};
      return actions.taps(userId, body.action as LineAction, { ...where, ...params });
    }
    case 'sticker':
      return actions.sticker(userId, where);
    case 'voice':
      return actions.voice(userId, where);
    case 'photo':
      return actions.photo(userId, where);
    case 'follow':
      return actions.follow(userId);
    case 'unfollow':
      return actions.unfollow(userId);
    default:
      return null;
  }
}
