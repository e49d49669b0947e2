import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApiCall, createApiServer } from './api-server.js';
import { createBotFiles } from './bot-files.js';
import { type ChatEntry, createChats } from './chats.js';
import { isRecord } from './check.js';
import { createContentApi } from './content-api.js';
import { createContents } from './contents.js';
import { createPhoneControls } from './control-phones.js';
import { createPlatformControls } from './control-platform.js';
import { createDeliveries, type Deliveries } from './deliveries.js';
import { createFaults, type Faults } from './faults.js';
import { botUserIdOf, createIds } from './ids.js';
import type { SimulatorOptions } from './options.js';
import { createPageServer } from './page-server.js';
import { createPageStream } from './page-stream.js';
import { createPeople, type Person } from './people.js';
import { createPersonActions, type PersonActions } from './person-actions.js';
import { createPhones } from './phones.js';
import type { Platform, Sent } from './platform.js';
import { createQuota, type Quota } from './quota.js';
import { seeded } from './random.js';
import { createRateLimits } from './rate-limits.js';
import { createReadApi } from './read-api.js';
import { createRemoteFiles } from './remote-files.js';
import { createReplyTokens } from './reply-tokens.js';
import { createRetryKeys } from './retry-keys.js';
import { createRichMenuApi } from './rich-menu-api.js';
import type { RichMenus } from './rich-menus.js';
import { createRichMenus } from './rich-menus.js';
import { createSendApi } from './send-api.js';
import { createTrafficLog, type TrafficLog } from './traffic.js';
import { createWebhookApi } from './webhook-api.js';
import { createWebhookSender, type WebhookErrors } from './webhook-sender.js';

export type Simulator = PersonActions &
  Omit<Deliveries, 'deliver' | 'clear'> & {
    /** Origin for LINE_API_BASE_URL and LINE_DATA_API_BASE_URL, and of the page. */
    readonly url: string;
    readonly port: number;
    readonly botUserId: string;
    setWebhookUrl(url: string | null): void;
    /** LINE's error statistics of the webhook. */
    webhookErrors(): WebhookErrors;
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
    /** The newest requests and webhooks with their JSON, and what was wrong with them. */
    readonly traffic: Pick<TrafficLog, 'since'>;
    readonly faults: Faults;
    readonly quota: Pick<Quota, 'plan' | 'setPlan' | 'used'>;
    readonly richMenus: Pick<RichMenus, 'seenBy' | 'add' | 'aliases'>;
    setLatencyMs(latencyMs: number): void;
    /** Everything LINE's side knows is gone, and the bot's own data when it was started with `resetBot`. */
    reset(): Promise<void>;
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
  const stopwatch = options.stopwatch ?? (() => performance.now());
  const ids = createIds(now);
  const replyTokens = createReplyTokens(now);
  const traffic = createTrafficLog();
  const bot = {
    userId: botUserIdOf(options.channelSecret),
    name: options.botName ?? 'LINE Bot',
  };
  const webhook = createWebhookSender({
    url: options.webhookUrl ?? (() => null),
    channelSecret: options.channelSecret,
    destination: bot.userId,
    now,
    stopwatch,
    traffic,
    handingOver: (event) => {
      if (event.replyToken !== undefined) replyTokens.handedOver(event.replyToken);
    },
  });
  const platform: Platform = {
    now,
    ids,
    bot,
    webhook,
    replyTokens,
    chats: createChats(),
    people: createPeople(now),
    contents: createContents(now),
    quota: createQuota(options.quota ?? { type: 'none' }, now),
    retryKeys: createRetryKeys(now),
    richMenus: createRichMenus(),
    sent: [],
  };
  const { chats, people, contents, quota, retryKeys, richMenus, sent } = platform;
  const deliveries = createDeliveries(webhook.post);
  if (options.redelivery !== undefined) deliveries.setRedelivery(options.redelivery);
  const phones = createPhones(options.personas ?? (() => []), options.roster ?? null, people, ids);
  const actions = createPersonActions(platform, deliveries, seeded(options.seed ?? 1));
  const faults = createFaults();
  const calls: ApiCall[] = [];
  let latencyMs = options.latencyMs ?? 0;

  const publicBaseUrl = options.publicBaseUrl ?? null;
  const botFiles = createBotFiles(publicBaseUrl, options.botOrigin ?? (() => null));
  const api = createApiServer({
    now,
    ids,
    channelAccessToken: options.channelAccessToken,
    endpoints: [
      ...createSendApi(platform),
      ...createReadApi(platform),
      ...createContentApi(platform),
      ...createWebhookApi(platform),
      ...createRichMenuApi(platform),
    ],
    faults,
    allowedNow: createRateLimits(now),
    rateLimits: options.rateLimits ?? true,
    latencyMs: () => latencyMs,
    calls,
    traffic,
    stopwatch,
    chatOfToken: (body) => {
      const chatId = isRecord(body) ? replyTokens.issuedFor(body.replyToken) : null;
      return chatId === null ? [] : [chatId];
    },
    lookAtFiles: createRemoteFiles(publicBaseUrl, botFiles),
  });

  const moveClock = options.moveClock ?? null;
  const stream = createPageStream({
    platform,
    phones,
    traffic,
    about: {
      publicBaseUrl,
      guide: options.guide ?? [],
      movesClock: moveClock !== null,
      resetsBot: options.resetBot !== undefined,
    },
    botGoesOn: options.botGoesOn ?? false,
  });
  const forget = (): void => {
    const platformStores = [chats, people, contents, quota, retryKeys, replyTokens, richMenus];
    for (const store of [...platformStores, deliveries, traffic, faults]) store.clear();
    sent.splice(0);
    calls.splice(0);
  };
  const reset = async (): Promise<void> => {
    if (options.resetBot === undefined) forget();
    else await options.resetBot(forget);
    // A bot that began anew has other people: only now may pages look again.
    phones.clear();
    stream.startOver();
  };
  const page = createPageServer({
    platform,
    stream,
    botFiles,
    routes: [
      ...createPhoneControls(platform, actions, phones),
      ...createPlatformControls({
        platform,
        deliveries,
        faults,
        traffic,
        calls,
        state: stream.state,
        moveClock,
        reset,
      }),
    ],
  });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isLocalHost(request)) {
      request.resume();
      response.writeHead(403).end();
    } else if (request.url?.startsWith('/v2/') === true) {
      await api(request, response);
    } else {
      await page(request, response);
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
    ...deliveries,
    url: `http://127.0.0.1:${port}`,
    port,
    botUserId: bot.userId,
    setWebhookUrl: webhook.setUrl,
    webhookErrors: webhook.errors,
    person: people.person,
    befriend(userIds) {
      for (const userId of userIds) people.friendship(userId, { friend: true, blocked: false });
    },
    chat: chats.chat,
    since: chats.since,
    sent,
    requests: calls,
    traffic,
    faults,
    quota,
    richMenus,
    reset,
    setLatencyMs: (next) => {
      latencyMs = next;
    },
    close() {
      deliveries.clear();
      webhook.close();
      stream.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
