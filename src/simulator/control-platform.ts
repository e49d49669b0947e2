import type { ApiCall } from './api-server.js';
import { CONTROLS } from './control-checks.js';
import {
  badRequest,
  type ControlAnswer,
  type ControlRequest,
  getRoute,
  jsonAnswer,
  postRoute,
  type Route,
  textAnswer,
} from './control-route.js';
import type { Deliveries, Disturbance, Redelivery, Release } from './deliveries.js';
import type { Chance, Faults, Latency, Outcome } from './faults.js';
import type { PageState } from './page-contract.js';
import type { Platform } from './platform.js';
import type { QuotaPlan } from './quota.js';
import { screenText } from './screen-text.js';
import type { TrafficLog } from './traffic.js';

/** The farthest that one wish moves the clock. */
const FARTHEST_MS = 31 * 24 * 60 * 60 * 1_000;
const PAGE = 1_000;

type FaultWish = {
  readonly clear?: boolean;
  readonly next?: readonly { endpoint: string; outcome: Outcome; times?: number }[];
  readonly table?: { readonly seed: number; readonly chances: readonly Chance[] };
  readonly latency?: { readonly seed: number; readonly latencies: readonly Latency[] };
};
type WebhookWish = {
  readonly url?: string | null;
  readonly redelivery?: Redelivery;
  readonly disturb?: Disturbance | null;
  readonly hold?: boolean;
  readonly release?: Release;
  readonly redeliver?: string;
  readonly repeat?: string;
  readonly redeliverFailed?: boolean;
};

/** At most a thousand things of a growing list, and where to go on. */
function pageOf(list: readonly unknown[], { query }: ControlRequest): ControlAnswer {
  const after = Math.max(0, Math.trunc(Number(query.get('after') ?? 0)) || 0);
  const items = list.slice(after, after + PAGE);
  return jsonAnswer({ items, next: after + items.length });
}

/** LINE's side: what is on the screens, what was sent, the clock, the quota, faults, webhooks. */
export function createPlatformControls(parts: {
  readonly platform: Platform;
  readonly deliveries: Deliveries;
  readonly faults: Faults;
  readonly traffic: TrafficLog;
  readonly calls: readonly ApiCall[];
  readonly state: () => PageState;
  readonly moveClock: ((to: number) => Promise<void>) | null;
  readonly reset: () => Promise<void>;
}): readonly Route[] {
  const { platform, deliveries, faults, traffic, calls, moveClock } = parts;
  const { chats, quota, webhook } = platform;
  const done = (): ControlAnswer => jsonAnswer({});

  /** Time only goes forwards; answered when all that happens until then has happened. */
  const clock = async ({ to, byMs }: { to?: number; byMs?: number }): Promise<ControlAnswer> => {
    if (moveClock === null) return badRequest('this clock cannot be moved');
    const goal = to ?? platform.now() + (byMs ?? 0);
    const ahead = goal - platform.now();
    if (ahead <= 0 || ahead > FARTHEST_MS) return badRequest('time goes forwards, a month at most');
    await moveClock(goal);
    return jsonAnswer({ now: platform.now() });
  };
  const setFaults = ({ clear, next = [], table, latency }: FaultWish): ControlAnswer => {
    if (clear === true) faults.clear();
    for (const fault of next) faults.next(fault);
    if (table !== undefined) faults.table(table.seed, table.chances);
    if (latency !== undefined) faults.latency(latency.seed, latency.latencies);
    return done();
  };
  const setQuota = ({ plan, use = 0 }: { plan?: QuotaPlan; use?: number }): ControlAnswer => {
    if (plan !== undefined) quota.setPlan(plan);
    quota.count(use);
    return jsonAnswer({ plan: quota.plan(), used: quota.used() });
  };
  const setWebhooks = async (wish: WebhookWish): Promise<ControlAnswer> => {
    if (wish.url !== undefined) webhook.setUrl(wish.url);
    if (wish.redelivery !== undefined) deliveries.setRedelivery(wish.redelivery);
    if (wish.disturb !== undefined) deliveries.disturb(wish.disturb);
    if (wish.hold === true) deliveries.hold();
    const { release, redeliver, repeat, redeliverFailed } = wish;
    try {
      return jsonAnswer({
        delivered: [
          ...(release === undefined ? [] : await deliveries.release(release)),
          ...(redeliver === undefined ? [] : [await deliveries.redeliver(redeliver)]),
          ...(repeat === undefined ? [] : [await deliveries.repeat(repeat)]),
          ...(redeliverFailed === true ? await deliveries.redeliverFailed() : []),
        ],
      });
    } catch (error) {
      return badRequest(error instanceof Error ? error.message : 'no such event');
    }
  };

  return [
    getRoute(/^\/_sim\/state$/, () => jsonAnswer(parts.state())),
    getRoute(/^\/_sim\/screens\/([UC][0-9a-f]{32})$/, ({ params: [chatId = ''], query }) =>
      query.get('as') === 'json'
        ? jsonAnswer(chats.chat(chatId))
        : textAnswer(screenText(chats.chat(chatId))),
    ),
    getRoute(/^\/_sim\/sent$/, (request) => pageOf(platform.sent, request)),
    getRoute(/^\/_sim\/calls$/, (request) => pageOf(calls, request)),
    getRoute(/^\/_sim\/traffic$/, ({ query }) =>
      jsonAnswer({ items: traffic.since(Number(query.get('after') ?? 0) || 0) }),
    ),
    getRoute(/^\/_sim\/webhooks$/, () =>
      jsonAnswer({ url: webhook.url(), errors: webhook.errors() }),
    ),
    postRoute(/^\/_sim\/webhooks$/, CONTROLS.webhooks, setWebhooks),
    postRoute(/^\/_sim\/clock$/, CONTROLS.clock, clock),
    postRoute(/^\/_sim\/faults$/, CONTROLS.faults, setFaults),
    postRoute(/^\/_sim\/quota$/, CONTROLS.quota, setQuota),
    postRoute(/^\/_sim\/reset$/, CONTROLS.reset, async () => {
      await parts.reset();
      return done();
    }),
  ];
}
