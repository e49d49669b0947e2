import type { Clock } from '../../src/infra/clock.js';

export type TestClock = Clock & {
  /** Moves time on; whoever sleeps until then wakes, and repeated work runs once. */
  advance(ms: number): Promise<void>;
  set(at: number): Promise<void>;
};

/** A clock that only moves when it is told to. */
export function testClock(start: number): TestClock {
  let now = start;
  let sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  const repeated = new Set<() => Promise<void>>();
  const set = async (at: number): Promise<void> => {
    now = at;
    const due = sleepers.filter((s) => s.until <= now);
    sleepers = sleepers.filter((s) => s.until > now);
    for (const s of due) s.wake();
    for (const work of repeated) await work();
  };
  return {
    now: () => now,
    sleep: (ms) => new Promise((wake) => sleepers.push({ until: now + ms, wake })),
    every(_ms, work) {
      repeated.add(work);
      return () => repeated.delete(work);
    },
    set,
    advance: (ms) => set(now + ms),
  };
}

/** One on which whoever waits has waited: it jumps there. */
export function jumpingClock(start: number): TestClock {
  const clock = testClock(start);
  return { ...clock, sleep: (ms) => clock.advance(ms) };
}
