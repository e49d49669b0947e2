import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApiCall, createApiServer } from './api-server.js';
import { type ChatEntry, createChats } from './chats.js';
import { createContents } from './contents.js';
import { createFaults, type Faults } from './faults.js';
import { botUserIdOf, createIds } from './ids.js';
import { createPageServer } from './page-server.js';
import { createPeople, type Person } from './people.js';
import { createPersonActions, type PersonActions } from './person-actions.js';
import type { Persona } from './persona.js';
import type { Platform, Sent } from './platform.js';
import { createQuota, type Quota, type QuotaPlan } from './quota.js';
import { createRateLimits } from './rate-limits.js';
import { createReadApi } from './read-api.js';
import { createReplyTokens } from './reply-tokens.js';
import { createRetryKeys } from './retry-keys.js';
import { createSendApi } from './send-api.js';
import { createWebhook, type Redelivery, type Webhook } from './webhook.js';

export type SimulatorOptions = {
  /** The name of the environment; `production` is refused. */
  readonly environment: string;
  /** Default 0, any free one. */
  readonly port?: number;
  readonly channelSecret: string;
  readonly channelAccessToken: string;
  /** The official account's name. */
  readonly botName?: string;
  /** Where the bot listens; can be told later by `setWebhookUrl`. */
  readonly webhookUrl?: () => string | null;
  /** The clock all of LINE's rules go by, in ms. Default: the machine's. */
  readonly now?: () => number;
  /** Moves that clock on to this moment, when the page asks; absent: the page cannot. */
  readonly moveClock?: (to: number) => Promise<void>;
  /** Pictures and links under this https prefix are fetched from `botOrigin`. */
  readonly publicBaseUrl?: string;
  readonly botOrigin?: () => string | null;
  readonly quota?: QuotaPlan;
  /** Who has a phone on the page; asked again every second, so that hints may change. */
  readonly personas?: () => readonly Persona[];
  /** LINE's rate limits per endpoint. Default: true. */
  readonly rateLimits?: boolean;
  /** Added to every answer, in real time. */
  readonly latencyMs?: number;
  readonly redelivery?: Redelivery;
};

export type Simulator = PersonActions &
  Pick<Webhook, 'redeliver' | 'repeat' | 'redeliverFailed' | 'setRedelivery'> & {
    /** Origin for LINE_API_BASE_URL and LINE_DATA_API_BASE_URL, and of the page. */
    readonly url: string;
    readonly port: number;
    readonly botUserId: string;
    setWebhookUrl(url: string | null): void;
    /** Makes the account when it is new; it is no friend yet. */
    person(userId: string, name?: string): Person;
    /** Makes these accounts friends without telling the bot: for large audiences. */
    befriend(userIds: readonly string[]): void;
    /** What this user's (or group's) screen shows, oldest first. */
    chat(chatId: string): ChatEntry[];
    /** Entries of all screens after this position. */
    since(seq: number): ChatEntry[];
    /** Every accepted send request. */
    readonly sent: readonly Sent[];
    /** Every request to the API. */
    readonly requests: readonly ApiCall[];
    readonly faults: Faults;
    readonly quota: Pick<Quota, 'plan' | 'setPlan' | 'used'>;
    setLatencyMs(latencyMs: number): void;
    close(): Promise<void>;
  };

/** Only this machine's own names: a web site cannot reach us through a name it points here. */
function isLocalHost(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '');
}

/**
 * The LINE Platform on one machine: the Messaging API with LINE's limits, people with phones, and a
 * page that shows them. Listens on 127.0.0.1 only.
 * Throws when the environment is production, or with code EADDRINUSE when the port is taken.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  if (options.environment === 'production') {
    throw new Error('the LINE simulator never runs in production');
  }
  const now = options.now ?? Date.now;
  const ids = createIds(now);
  const replyTokens = createReplyTokens(now);
  const bot = {
    userId: botUserIdOf(options.channelSecret),
    name: options.botName ?? 'LINE Bot',
  };
  const webhook = createWebhook({
    url: options.webhookUrl ?? (() => null),
    channelSecret: options.channelSecret,
    destination: bot.userId,
    handingOver: (event) => {
      if (event.replyToken !== undefined) replyTokens.handedOver(event.replyToken);
    },
  });
  if (options.redelivery !== undefined) webhook.setRedelivery(options.redelivery);
  const platform: Platform = {
    now,
    ids,
    bot,
    webhook,
    replyTokens,
    chats: createChats(),
    people: createPeople(now),
    contents: createContents(),
    quota: createQuota(options.quota ?? { type: 'none' }, now),
    retryKeys: createRetryKeys(now),
    sent: [],
  };
  const { chats, people, quota } = platform;
  for (const persona of options.personas?.() ?? [])
    for (const { userId, name } of persona.members ?? [persona]) people.person(userId, name);
  const actions = createPersonActions(platform);
  const faults = createFaults();
  const calls: ApiCall[] = [];
  let latencyMs = options.latencyMs ?? 0;

  const api = createApiServer({
    now,
    ids,
    channelAccessToken: options.channelAccessToken,
    endpoints: [...createSendApi(platform), ...createReadApi(platform)],
    faults,
    allowedNow: createRateLimits(now),
    rateLimits: options.rateLimits ?? true,
    latencyMs: () => latencyMs,
    calls,
  });
  const page = createPageServer({
    platform,
    actions,
    personas: options.personas ?? (() => []),
    publicBaseUrl: options.publicBaseUrl ?? null,
    botOrigin: options.botOrigin ?? (() => null),
    moveClock: options.moveClock ?? null,
  });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isLocalHost(request)) {
      request.resume();
      response.writeHead(403).end();
    } else if (request.url?.startsWith('/v2/') === true) {
      await api(request, response);
    } else {
      await page.handle(request, response);
    }
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    ...actions,
    redeliver: webhook.redeliver,
    repeat: webhook.repeat,
    redeliverFailed: webhook.redeliverFailed,
    setRedelivery: webhook.setRedelivery,
    url: `http://127.0.0.1:${port}`,
    port,
    botUserId: bot.userId,
    setWebhookUrl: webhook.setUrl,
    person: people.person,
    befriend(userIds) {
      for (const userId of userIds) people.friendship(userId, { friend: true, blocked: false });
    },
    chat: chats.chat,
    since: chats.since,
    sent: platform.sent,
    requests: calls,
    faults,
    quota,
    setLatencyMs: (next) => {
      latencyMs = next;
    },
    close() {
      webhook.close();
      page.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
