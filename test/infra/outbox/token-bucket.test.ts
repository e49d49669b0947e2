import { makeTokenBucket } from '../../../src/infra/outbox/token-bucket.js';
import { testClock } from '../../harness/clock.js';

/** When each of so many callers was let through, in ms. */
async function letThrough(callers: number, perSecond: number): Promise<readonly number[]> {
  const clock = testClock(0);
  const bucket = makeTokenBucket(perSecond, clock);
  const at: number[] = [];
  const waiting = Array.from({ length: callers }, () =>
    bucket.take().then(() => at.push(clock.now())),
  );
  for (let ms = 0; at.length < callers; ms += 5) {
    await new Promise((resolve) => setImmediate(resolve));
    await clock.set(ms);
  }
  await Promise.all(waiting);
  return at;
}

test('no second sees more than the limit, and 80 % of it is used', async () => {
  const at = await letThrough(1_000, 200);
  const inSecondFrom = (start: number) => at.filter((t) => t >= start && t < start + 1_000).length;
  expect(Math.max(...at.map(inSecondFrom))).toBeLessThanOrEqual(200);
  expect(Math.max(...at)).toBeGreaterThanOrEqual(6_000);
  expect(Math.max(...at)).toBeLessThanOrEqual(6_010);
});

test('after "too much" nobody passes for a second', async () => {
  const clock = testClock(0);
  const bucket = makeTokenBucket(200, clock);
  bucket.slowDown();
  let passed = false;
  const turn = bucket.take().then(() => {
    passed = true;
  });
  await clock.set(999);
  await new Promise((resolve) => setImmediate(resolve));
  expect(passed).toBe(false);
  await clock.set(1_010);
  await turn;
  expect(passed).toBe(true);
});
