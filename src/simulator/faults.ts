/**
 * What goes wrong with one request. `accepted-then-…`, `cut-body`: LINE did the work and the answer
 * is lost; `timeout` holds the socket until the client closes it; the rest leaves nothing behind.
 */
export type Outcome =
  | 'status-500'
  | 'accepted-then-500'
  | '429-rate'
  | '429-quota'
  | 'timeout'
  | 'accepted-then-timeout'
  | 'reset'
  | 'accepted-then-reset'
  | 'cut-body'
  | { readonly slowMs: number };

export type Chance = {
  readonly outcome: Outcome;
  /** 0 to 1. */
  readonly probability: number;
  /** Absent: any endpoint. */
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
  clear(): void;
  /** How many held sockets the client closed by itself. */
  closedByPeer(): number;
};
export type FaultDesk = Faults & {
  draw(endpoint: string): Outcome | null;
  peerClosed(): void;
};

/** A small seeded generator (mulberry32), so that a run can be repeated. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function createFaults(): FaultDesk {
  const queues = new Map<string, Outcome[]>();
  let chances: readonly Chance[] = [];
  let random = seeded(0);
  let closed = 0;
  return {
    next({ endpoint, outcome, times = 1 }) {
      const queue = queues.get(endpoint) ?? [];
      queues.set(endpoint, [...queue, ...Array.from({ length: times }, () => outcome)]);
    },
    table(seed, given) {
      chances = given;
      random = seeded(seed);
    },
    clear() {
      queues.clear();
      chances = [];
    },
    closedByPeer: () => closed,
    peerClosed: () => {
      closed += 1;
    },
    draw(endpoint) {
      const queued = queues.get(endpoint)?.shift();
      if (queued !== undefined) return queued;
      const hit = chances.find(
        (chance) =>
          (chance.endpoint === undefined || chance.endpoint === endpoint) &&
          random() < chance.probability,
      );
      return hit?.outcome ?? null;
    },
  };
}
