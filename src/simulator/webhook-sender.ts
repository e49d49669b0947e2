import { createHmac } from 'node:crypto';
import { Agent, type IncomingMessage, request } from 'node:http';
import type { Delivery } from './chats.js';
import type { Violation } from './page-contract.js';
import { chatsOf, type TrafficLog } from './traffic.js';

/** From here on LINE's error statistics call an answer a time-out. */
const TIMEOUT_MS = 2_000;
/** The sender waits longer, so that the inspector can tell how slow the bot was. */
const GIVE_UP_MS = 10_000;

export type LineEvent = {
  readonly type: string;
  readonly webhookEventId: string;
  readonly timestamp: number;
  readonly replyToken?: string;
  readonly deliveryContext: { readonly isRedelivery: boolean };
} & Readonly<Record<string, unknown>>;

/** LINE's error statistics of a webhook, by its own words for the reasons. */
export type WebhookErrors = {
  readonly request_timeout: number;
  readonly could_not_connect: number;
  readonly error_status_code: number;
  readonly unclassified: number;
};

export type WebhookSender = {
  setUrl(url: string | null): void;
  url(): string | null;
  /** One signed POST with these events, as LINE makes it; to `url` instead of the one that is set. */
  post(events: readonly LineEvent[], url?: string): Promise<Delivery>;
  errors(): WebhookErrors;
  close(): void;
};

export const signatureOf = (body: Buffer, channelSecret: string): string =>
  createHmac('sha256', channelSecret).update(body).digest('base64');

/** LINE counts a delivery as done when a 2xx came in time. */
export const isDone = ({ status, failure }: Delivery): boolean =>
  status !== null && status >= 200 && status < 300 && failure === undefined;

/** Nothing here ever leaves this machine. */
export function isOnThisMachine(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

const reasonOf = ({ status, failure }: Delivery): keyof WebhookErrors => {
  if (failure === 'request_timeout') return 'request_timeout';
  if (status !== null) return 'error_status_code';
  return failure?.startsWith('E') === true ? 'could_not_connect' : 'unclassified';
};

/** Posts events to the bot: signed raw bytes, the bot's own user id as destination. */
export function createWebhookSender(options: {
  readonly url: () => string | null;
  readonly channelSecret: string;
  readonly destination: string;
  readonly now: () => number;
  readonly stopwatch: () => number;
  readonly traffic: TrafficLog;
  /** Called right before an event leaves, so that its reply token's minute starts. */
  readonly handingOver: (event: LineEvent) => void;
}): WebhookSender {
  const { stopwatch } = options;
  const agent = new Agent({ keepAlive: true });
  const errors = {
    request_timeout: 0,
    could_not_connect: 0,
    error_status_code: 0,
    unclassified: 0,
  };
  let currentUrl = options.url;

  const send = (url: string, body: Buffer): Promise<Delivery> =>
    new Promise((resolve) => {
      const startedAt = stopwatch();
      const late = (): boolean => stopwatch() - startedAt > TIMEOUT_MS;
      const outgoing = request(url, {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': body.length,
          'user-agent': 'LineBotWebhook/2.0',
          'x-line-signature': signatureOf(body, options.channelSecret),
        },
        signal: AbortSignal.timeout(GIVE_UP_MS),
      });
      outgoing.on('response', (response: IncomingMessage) => {
        response.resume();
        response.on('error', () => undefined);
        const status = response.statusCode ?? null;
        resolve(late() ? { status, failure: 'request_timeout' } : { status });
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) =>
        resolve({
          status: null,
          failure: late() ? 'request_timeout' : (error.code ?? error.message),
        }),
      );
      outgoing.end(body);
    });

  return {
    setUrl: (url) => {
      currentUrl = () => url;
    },
    url: () => currentUrl(),
    async post(events, elsewhere) {
      const url = elsewhere ?? currentUrl();
      if (url === null) return { status: null, failure: 'no webhook URL' };
      if (!isOnThisMachine(url)) return { status: null, failure: 'ENOTFOUND' };
      for (const event of events) options.handingOver(event);
      const envelope = { destination: options.destination, events };
      const startedAt = stopwatch();
      const delivery = await send(url, Buffer.from(JSON.stringify(envelope)));
      const isFailed = !isDone(delivery);
      if (isFailed) errors[reasonOf(delivery)] += 1;
      const ms = stopwatch() - startedAt;
      const wrong: Violation = {
        property: isFailed ? reasonOf(delivery) : '',
        message:
          delivery.status === null
            ? (delivery.failure ?? '')
            : `answered ${delivery.status} after ${Math.round(ms)} ms`,
      };
      options.traffic.add({
        kind: 'webhook',
        at: options.now(),
        ms,
        chats: chatsOf(events),
        violations: isFailed ? [wrong] : [],
        body: envelope,
        eventIds: events.map(({ webhookEventId }) => webhookEventId),
        status: delivery.status,
        failure: delivery.failure ?? null,
      });
      return delivery;
    },
    errors: () => ({ ...errors }),
    close: () => agent.destroy(),
  };
}
