import { bell, seeded } from './random.js';

export const OUTCOMES = [
  'status-500',
  'accepted-then-500',
  '429-rate',
  '429-quota',
  'timeout',
  'accepted-then-timeout',
  'reset',
  'accepted-then-reset',
  'cut-body',
  'invalid-json',
] as const;

/**
 * What goes wrong with one request. `accepted-then-…`, `cut-body`, `invalid-json`: LINE did the work
 * and the answer is lost or broken; `timeout` holds the socket until the client closes it;
 * `{status}` answers so instead of doing anything (410 on `content`: the content is gone); the rest
 * leaves nothing behind.
 */
export type Outcome =
  | (typeof OUTCOMES)[number]
  | { readonly slowMs: number }
  | { readonly status: number; readonly message?: string };

export type Chance = {
  readonly outcome: Outcome;
  /** 0 to 1. */
  readonly probability: number;
  /** Absent: any endpoint. */
  readonly endpoint?: string;
};

/** How long answers take, in real milliseconds: half of them up to `p50Ms`, 99 % up to `p99Ms` (log-normal). */
export type Latency = {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Absent: any endpoint. The first that fits is taken. */
  readonly endpoint?: string;
};

export type Faults = {
  /** The next request to this endpoint (`reply`, `push`, `multicast`, `profile` …) goes like that. */
  next(fault: {
    readonly endpoint: string;
    readonly outcome: Outcome;
    readonly times?: number;
  }): void;
  /** From now on requests fail by these chances, drawn from this seed. */
  table(seed: number, chances: readonly Chance[]): void;
  /** From now on answers take so long, drawn from this seed. */
  latency(seed: number, latencies: readonly Latency[]): void;
  clear(): void;
  /** How many held sockets the client closed by itself. */
  closedByPeer(): number;
};
export type FaultDesk = Faults & {
  draw(endpoint: string): Outcome | null;
  /** How long the next answer of this endpoint takes. */
  delayMs(endpoint: string): number;
  peerClosed(): void;
};

/** How many deviations above the middle 99 % of a bell lie. */
const P99_DEVIATIONS = 2.326;

export function createFaults(): FaultDesk {
  const queues = new Map<string, Outcome[]>();
  let chances: readonly Chance[] = [];
  let latencies: readonly Latency[] = [];
  let random = seeded(0);
  let randomDelay = seeded(0);
  let closed = 0;
  const fits = (endpoint: string) => (rule: { readonly endpoint?: string }) =>
    rule.endpoint === undefined || rule.endpoint === endpoint;

  return {
    next({ endpoint, outcome, times = 1 }) {
      const queue = queues.get(endpoint) ?? [];
      queues.set(endpoint, [...queue, ...Array.from({ length: times }, () => outcome)]);
    },
    table(seed, given) {
      chances = given;
      random = seeded(seed);
    },
    latency(seed, given) {
      latencies = given;
      randomDelay = seeded(seed);
    },
    clear() {
      queues.clear();
      chances = [];
      latencies = [];
    },
    closedByPeer: () => closed,
    peerClosed: () => {
      closed += 1;
    },
    draw(endpoint) {
      const queued = queues.get(endpoint)?.shift();
      if (queued !== undefined) return queued;
      const isFor = fits(endpoint);
      const hit = chances.find((chance) => isFor(chance) && random() < chance.probability);
      return hit?.outcome ?? null;
    },
    delayMs(endpoint) {
      const rule = latencies.find(fits(endpoint));
      if (rule === undefined) return 0;
      const spread = Math.log(rule.p99Ms / rule.p50Ms) / P99_DEVIATIONS;
      return rule.p50Ms * Math.exp(spread * bell(randomDelay));
    },
  };
}
