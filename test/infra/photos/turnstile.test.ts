import { makeTurnstile } from '../../../src/infra/photos/turnstile.js';

test('no more than so many at once, everybody in the end, also after a failure', async () => {
  const through = makeTurnstile(2);
  let inside = 0;
  let most = 0;
  const work = (n: number) => async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((next) => setImmediate(next));
    inside -= 1;
    if (n === 3) throw new Error('third');
    return n;
  };
  const done = await Promise.allSettled([1, 2, 3, 4, 5, 6].map((n) => through(work(n))));
  expect(done.map((d) => d.status === 'fulfilled' && d.value)).toEqual([1, 2, false, 4, 5, 6]);
  expect(most).toBe(2);
  expect(await through(work(7))).toBe(7);
});
