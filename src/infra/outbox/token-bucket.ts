import { secondMs } from '../../core/time.js';
import type { Clock } from '../clock.js';

/** Lets work through at a rate. */
export type TokenBucket = {
  /** Resolves when it is this caller's turn. */
  take(): Promise<void>;
  /** Nobody passes for a second: LINE said that it was too much. */
  slowDown(): void;
};

/** LINE's limit is shared with other instances and with answers to people, so a part of it is left. */
const share = 0.8;

/**
 * At most 80 % of `perSecond`. The rest of the limit is what may pass at once after a pause, so that no
 * second ever sees more than the limit.
 */
export function makeTokenBucket(perSecond: number, clock: Clock): TokenBucket {
  const rate = (perSecond * share) / secondMs;
  const most = perSecond * (1 - share);
  let tokens = most;
  let at = clock.now();
  const refill = (): void => {
    const now = clock.now();
    tokens = Math.min(most, tokens + Math.max(0, now - at) * rate);
    at = now;
  };
  return {
    async take() {
      refill();
      tokens -= 1;
      if (tokens < 0) await clock.sleep(Math.ceil(-tokens / rate));
    },
    slowDown() {
      refill();
      tokens = Math.min(tokens, -rate * secondMs);
    },
  };
}
