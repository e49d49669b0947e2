import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Delivery } from './chats.js';

/** LINE's error statistics call it a time-out after 2 s; the sender itself waits longer. */
const GIVE_UP_MS = 10_000;

export type LineEvent = {
  readonly type: string;
  readonly webhookEventId: string;
  readonly timestamp: number;
  readonly replyToken?: string;
  readonly deliveryContext: { readonly isRedelivery: boolean };
} & Readonly<Record<string, unknown>>;

export type Delivered = Delivery & { readonly eventId: string };

export type Redelivery = {
  readonly on: boolean;
  /** Waits before the attempts after the first, in real time. Default: 1 s, 5 s, 30 s. */
  readonly delaysMs?: readonly number[];
};

export type Webhook = {
  setUrl(url: string | null): void;
  url(): string | null;
  /** One signed POST with these events, as LINE makes it. */
  post(events: readonly LineEvent[]): Promise<Delivery>;
  /** Sends an event for the first time; `settled` hears of this and every later attempt. */
  deliver(event: LineEvent, settled: (delivery: Delivery) => void): Promise<Delivered>;
  /** Sends it again with `isRedelivery: true`. */
  redeliver(eventId: string): Promise<Delivered>;
  /** Sends it again unchanged, as a detour in the network would. */
  repeat(eventId: string): Promise<Delivered>;
  /** Redelivers, in order, every event that no 2xx has answered yet. */
  redeliverFailed(): Promise<Delivered[]>;
  setRedelivery(redelivery: Redelivery): void;
  close(): void;
};

export const signatureOf = (body: Buffer, channelSecret: string): string =>
  createHmac('sha256', channelSecret).update(body).digest('base64');

const isOk = (delivery: Delivery): boolean =>
  delivery.status !== null && delivery.status >= 200 && delivery.status < 300;

/** Posts events to the bot: signed raw bytes, its own user id as destination. */
export function createWebhook(options: {
  readonly url: () => string | null;
  readonly channelSecret: string;
  readonly destination: string;
  /** Called right before an event leaves, so that its reply token's minute starts. */
  readonly handingOver: (event: LineEvent) => void;
}): Webhook {
  const agent = new Agent({ keepAlive: true });
  const sent = new Map<string, { event: LineEvent; settled: (delivery: Delivery) => void }>();
  const unanswered = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  let redelivery: Redelivery = { on: false };
  let currentUrl = options.url;

  const post = (events: readonly LineEvent[]): Promise<Delivery> => {
    const url = currentUrl();
    if (url === null) return Promise.resolve({ status: null, failure: 'no webhook URL' });
    const body = Buffer.from(JSON.stringify({ destination: options.destination, events }));
    for (const event of events) options.handingOver(event);
    return new Promise((resolve) => {
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
      outgoing.on('response', (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? null });
        response.on('error', () => undefined);
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) =>
        resolve({
          status: null,
          failure: error.name === 'AbortError' ? 'timeout' : (error.code ?? error.message),
        }),
      );
      outgoing.end(body);
    });
  };

  const attempt = async (event: LineEvent): Promise<Delivered> => {
    const eventId = event.webhookEventId;
    const delivery = await post([event]);
    if (isOk(delivery)) unanswered.delete(eventId);
    else unanswered.add(eventId);
    sent.get(eventId)?.settled(delivery);
    return { ...delivery, eventId };
  };

  const of = (eventId: string): LineEvent => {
    const found = sent.get(eventId);
    if (found === undefined) throw new Error(`no such event: ${eventId}`);
    return found.event;
  };
  const redeliver = (eventId: string): Promise<Delivered> =>
    attempt({ ...of(eventId), deliveryContext: { isRedelivery: true } });

  const tryLater = (eventId: string, delaysMs: readonly number[]): void => {
    const [delayMs, ...later] = delaysMs;
    if (!redelivery.on || delayMs === undefined) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void redeliver(eventId).then((delivery) => {
        if (!isOk(delivery)) tryLater(eventId, later);
      });
    }, delayMs);
    timer.unref();
    timers.add(timer);
  };

  return {
    setUrl: (url) => {
      currentUrl = () => url;
    },
    url: () => currentUrl(),
    post,
    async deliver(event, settled) {
      sent.set(event.webhookEventId, { event, settled });
      const delivery = await attempt(event);
      if (!isOk(delivery)) {
        tryLater(event.webhookEventId, redelivery.delaysMs ?? [1_000, 5_000, 30_000]);
      }
      return delivery;
    },
    redeliver,
    repeat: (eventId) => attempt(of(eventId)),
    async redeliverFailed() {
      const answers: Delivered[] = [];
      for (const eventId of [...unanswered]) answers.push(await redeliver(eventId));
      return answers;
    },
    setRedelivery: (next) => {
      redelivery = next;
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      agent.destroy();
    },
  };
}
