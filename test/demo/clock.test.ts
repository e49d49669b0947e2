import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayMs, hourMs, minuteMs, timeOf } from '../../src/core/time.js';
import { demoClock } from '../../src/demo/clock.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'demo-clock-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** The machine's own clock goes on while we look. */
const about = (at: number) => ({ from: at, to: at + minuteMs });
function expectAbout(seen: number, { from, to }: { from: number; to: number }): void {
  expect(seen).toBeGreaterThanOrEqual(from);
  expect(seen).toBeLessThan(to);
}

test('a day passes hour by hour, so that no job is missed on the way, and is remembered', async () => {
  const clock = demoClock(dir);
  const began = clock.now();
  const seen: string[] = [];
  await clock.passUntil(began + dayMs, async () => {
    seen.push(timeOf(clock.now()));
  });
  const fullHours = seen.slice(0, -1);
  expect(fullHours).toHaveLength(24);
  expect(new Set(fullHours).size).toBe(24);
  expect(fullHours.every((time) => time.endsWith(':00'))).toBe(true);
  expectAbout(clock.now(), about(began + dayMs));
  expectAbout(demoClock(dir).now(), about(began + dayMs));
});

test('two wishes at once come one after the other, and a failed one spoils nothing', async () => {
  const clock = demoClock(dir);
  const began = clock.now();
  const broken = clock.passUntil(began + hourMs, () => Promise.reject(new Error('broken')));
  let last = 0;
  const happen = async () => {
    expect(clock.now()).toBeGreaterThanOrEqual(last);
    last = clock.now();
  };
  const [first] = await Promise.allSettled([
    broken,
    clock.passUntil(began + 3 * hourMs, happen),
    clock.passUntil(began + 2 * hourMs, happen),
  ]);
  expect(first.status).toBe('rejected');
  expectAbout(clock.now(), about(began + 3 * hourMs));
});
