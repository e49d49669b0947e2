import { setTimeout as wait } from 'node:timers/promises';
import type { Instant } from '../core/time.js';

/** The only way to know the time or to wait for it. */
export type Clock = {
  now(): Instant;
  sleep(ms: number): Promise<void>;
  /** Calls `work` every `ms`, never two at once; the returned function stops it. */
  every(ms: number, work: () => Promise<void>): () => void;
};

/** The machine's clock, moved by `offset` (the demo's "a day on"; 0 in production). */
export const systemClock = (offset: () => number = () => 0): Clock => ({
  now: () => Date.now() + offset(),
  sleep: (ms) => wait(ms),
  every(ms, work) {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      work().finally(() => {
        busy = false;
      });
    }, ms);
    return () => clearInterval(timer);
  },
});
