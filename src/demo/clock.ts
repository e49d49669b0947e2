import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hourMs, type Instant } from '../core/time.js';
import { type Clock, systemClock } from '../infra/clock.js';

const file = 'clock.json';

export type DemoClock = Clock & {
  /**
   * Lets time pass until `to`, an hour at a time: `happen` does what is due at each, so that no job is
   * missed on the way. Wishes that come meanwhile wait for this one.
   */
  passUntil(to: Instant, happen: () => Promise<void>): Promise<void>;
  /** The machine's time again, for a demo that begins anew. */
  reset(): void;
};

/** The machine's clock, moved on by as much as is kept in `dir`. */
export function demoClock(dir: string): DemoClock {
  const path = join(dir, file);
  let offsetMs = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as { offsetMs: number }).offsetMs
    : 0;
  const clock = systemClock(() => offsetMs);
  let passing = Promise.resolve();

  const pass = async (to: Instant, happen: () => Promise<void>): Promise<void> => {
    while (clock.now() < to) {
      const nextHour = (Math.floor(clock.now() / hourMs) + 1) * hourMs;
      offsetMs += Math.min(nextHour, to) - clock.now();
      writeFileSync(path, JSON.stringify({ offsetMs }));
      await happen();
    }
  };
  return {
    ...clock,
    passUntil(to, happen) {
      passing = passing.catch(() => undefined).then(() => pass(to, happen));
      return passing;
    },
    reset() {
      offsetMs = 0;
      rmSync(path, { force: true });
    },
  };
}
