import type { Delivery } from './chats.js';
import { type Random, seeded, shuffled } from './random.js';
import { isDone, type LineEvent, type WebhookSender } from './webhook-sender.js';

export type Delivered = Delivery & { readonly eventId: string };

export type Redelivery = {
  readonly on: boolean;
  /** Waits before the attempts after the first, in real time. Default: 1 s, 5 s, 30 s. */
  readonly delaysMs?: readonly number[];
};

/** How held events leave. */
export type Release = {
  /** Events in one request, as LINE packs those of several people. Default: 1. */
  readonly perRequest?: number;
  /** As they happened, the newest first, or shuffled with this seed. Default: as they happened. */
  readonly order?: 'kept' | 'reversed' | { readonly seed: number };
};

/** What the network does to events that are on their way. */
export type Disturbance = {
  readonly seed: number;
  /** Chance, 0 to 1, that an event comes twice. */
  readonly twice?: number;
  /** Chance, 0 to 1, that it is late by up to `lateMs` real milliseconds, so that others overtake it. */
  readonly late?: number;
  readonly lateMs?: number;
};

export type Deliveries = {
  /** Sends an event for the first time; `settled` hears of this and every later attempt. */
  deliver(event: LineEvent, settled: (delivery: Delivery) => void): Promise<Delivered>;
  /** Sends it again with `isRedelivery: true`. */
  redeliver(eventId: string): Promise<Delivered>;
  /** Sends it again unchanged, as a detour in the network would. */
  repeat(eventId: string): Promise<Delivered>;
  /** Redelivers, in order, every event that no 2xx has answered in time yet. */
  redeliverFailed(): Promise<Delivered[]>;
  setRedelivery(redelivery: Redelivery): void;
  /** From now on events wait for `release` instead of leaving. */
  hold(): void;
  /** Lets all that was held leave, one request after the other, and holds no more. */
  release(how?: Release): Promise<Delivered[]>;
  /** Null: nothing disturbs them any more. */
  disturb(disturbance: Disturbance | null): void;
  close(): void;
};

const HELD: Delivery = { status: null, failure: 'held' };
const DEFAULT_DELAYS_MS = [1_000, 5_000, 30_000];

/** When and how often events are handed to the bot. */
export function createDeliveries(post: WebhookSender['post']): Deliveries {
  const sent = new Map<string, { event: LineEvent; settled: (delivery: Delivery) => void }>();
  const unanswered = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  let redelivery: Redelivery = { on: false };
  let held: LineEvent[] | null = null;
  let disturbance: Disturbance | null = null;
  let random: Random = seeded(0);

  const of = (eventId: string): LineEvent => {
    const found = sent.get(eventId);
    if (found === undefined) throw new Error(`no such event: ${eventId}`);
    return found.event;
  };
  const later = (delayMs: number, then: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      then();
    }, delayMs);
    timer.unref();
    timers.add(timer);
  };

  const attempt = async (events: readonly LineEvent[]): Promise<Delivered[]> => {
    const delivery = await post(events);
    return events.map(({ webhookEventId: eventId }) => {
      if (isDone(delivery)) unanswered.delete(eventId);
      else unanswered.add(eventId);
      sent.get(eventId)?.settled(delivery);
      return { ...delivery, eventId };
    });
  };
  const one = async (event: LineEvent): Promise<Delivered> => {
    const [delivered] = await attempt([event]);
    return delivered ?? { ...HELD, eventId: event.webhookEventId };
  };
  const redeliver = (eventId: string): Promise<Delivered> =>
    one({ ...of(eventId), deliveryContext: { isRedelivery: true } });

  const tryLater = (eventId: string, delaysMs: readonly number[]): void => {
    const [delayMs, ...rest] = delaysMs;
    if (!redelivery.on || delayMs === undefined) return;
    later(delayMs, () => {
      void redeliver(eventId).then((delivery) => {
        if (!isDone(delivery)) tryLater(eventId, rest);
      });
    });
  };
  const first = async (events: readonly LineEvent[]): Promise<Delivered[]> => {
    const delivered = await attempt(events);
    for (const each of delivered)
      if (!isDone(each)) tryLater(each.eventId, redelivery.delaysMs ?? DEFAULT_DELAYS_MS);
    return delivered;
  };
  /** How late an event leaves, and whether it leaves twice: all chance is drawn here. */
  const chance = ({ twice = 0, late = 0, lateMs = 0 }: Disturbance) => ({
    delayMs: random() < late ? random() * lateMs : 0,
    isTwice: random() < twice,
  });

  return {
    async deliver(event, settled) {
      const eventId = event.webhookEventId;
      sent.set(eventId, { event, settled });
      if (held !== null) {
        held.push(event);
        settled(HELD);
        return { ...HELD, eventId };
      }
      if (disturbance !== null) {
        const { delayMs, isTwice } = chance(disturbance);
        if (isTwice) later(delayMs, () => void one(event));
        if (delayMs > 0) await new Promise<void>((go) => later(delayMs, go));
      }
      const [delivered] = await first([event]);
      return delivered ?? { ...HELD, eventId };
    },
    redeliver,
    repeat: (eventId) => one(of(eventId)),
    async redeliverFailed() {
      const answers: Delivered[] = [];
      for (const eventId of [...unanswered]) answers.push(await redeliver(eventId));
      return answers;
    },
    setRedelivery: (next) => {
      redelivery = next;
    },
    hold: () => {
      held ??= [];
    },
    async release({ perRequest = 1, order = 'kept' } = {}) {
      const waiting = held ?? [];
      held = null;
      if (order === 'reversed') waiting.reverse();
      const events = typeof order === 'object' ? shuffled(waiting, seeded(order.seed)) : waiting;
      const answers: Delivered[] = [];
      while (events.length > 0)
        answers.push(...(await first(events.splice(0, Math.max(1, perRequest)))));
      return answers;
    },
    disturb(next) {
      disturbance = next;
      random = seeded(next?.seed ?? 0);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
