import { hourMs, minuteMs } from '../../../src/core/time.js';
import { makeTicker } from '../../../src/infra/jobs/ticker.js';
import { testClock } from '../../harness/clock.js';
import { withDatabase } from '../../harness/database.js';

/** 09:00 in Bangkok. */
const nine = Date.parse('2021-02-27T09:00:00+07:00');
const quiet = () => undefined;
let held: Awaited<ReturnType<typeof withDatabase>>;
beforeEach(async () => {
  held = await withDatabase();
});
afterEach(() => held.drop());

/** An instance with one job at every full hour of Bangkok, which may be caught up for three hours. */
function instance(owner: string, clock: ReturnType<typeof testClock>, fails: () => boolean) {
  const ran: string[] = [];
  const ticker = makeTicker({
    jobs: [
      {
        id: 'hourly',
        schedule: '0 * * * *',
        windowMs: 3 * hourMs,
        run: async (slot) => {
          if (fails()) throw new Error('not now');
          ran.push(new Date(slot + 7 * hourMs).toISOString().slice(11, 16));
        },
      },
    ],
    models: held.database.models,
    clock,
    log: { info: quiet, warn: quiet, error: quiet },
    owner,
  });
  return { ran, tick: ticker.tick };
}

test('each hour runs once, whichever instance, and what was missed within the window is caught up', async () => {
  const clock = testClock(nine);
  const one = instance('one', clock, () => false);
  const two = instance('two', clock, () => false);
  await Promise.all([one.tick(), two.tick()]);
  await clock.advance(30 * minuteMs);
  await Promise.all([one.tick(), two.tick()]);
  expect([...one.ran, ...two.ran].sort()).toEqual(['07:00', '08:00', '09:00']);
  await clock.advance(30 * minuteMs);
  await Promise.all([one.tick(), two.tick()]);
  expect([...one.ran, ...two.ran].sort().at(-1)).toBe('10:00');
});

test('a run that failed is taken up again when its lease has run out', async () => {
  const clock = testClock(nine);
  let broken = true;
  const one = instance('one', clock, () => broken);
  await one.tick();
  broken = false;
  await clock.advance(minuteMs);
  await one.tick();
  expect(one.ran).toEqual([]);
  await clock.advance(5 * minuteMs);
  await one.tick();
  await one.tick();
  expect(one.ran).toEqual(['07:00', '08:00', '09:00']);
});

test('a run whose instance died is taken over by another that was there all the time', async () => {
  const clock = testClock(nine);
  const two = instance('two', clock, () => false);
  await held.database.models.slots.insertMany(
    [nine - 2 * hourMs, nine - hourMs, nine].map((at) => ({
      _id: `hourly:${new Date(at).toISOString()}`,
      job: 'hourly',
      at,
      state: 'running' as const,
      lease: { owner: 'died', until: nine + 5 * minuteMs },
    })),
  );
  await two.tick();
  expect(two.ran).toEqual([]);
  await clock.advance(6 * minuteMs);
  await two.tick();
  expect(two.ran).toEqual(['07:00', '08:00', '09:00']);
});

test('after a year away only the window is judged', async () => {
  const clock = testClock(nine);
  const one = instance('one', clock, () => false);
  await one.tick();
  await clock.advance(365 * 24 * hourMs);
  // Every minute of the year would take longer than a test may.
  await one.tick();
  expect(one.ran.slice(3)).toEqual(['07:00', '08:00', '09:00']);
});

test('what is too late to be of use is told and counted once, whichever instance', async () => {
  const clock = testClock(nine);
  const skipped: string[] = [];
  const warned: unknown[] = [];
  const instance = (owner: string) =>
    makeTicker({
      jobs: [
        {
          id: 'morning',
          schedule: '0 8 * * *',
          windowMs: 2 * hourMs,
          run: async () => undefined,
          skipped: async (slots) => {
            skipped.push(...slots.map((at) => new Date(at).toISOString()));
          },
        },
      ],
      models: held.database.models,
      clock,
      log: { info: quiet, warn: (_event, about) => warned.push(about?.slot), error: quiet },
      owner,
    });
  await instance('one').tick();
  await clock.set(nine + 3 * 24 * hourMs + 2 * hourMs);
  await instance('two').tick();
  await instance('three').tick();
  expect(skipped).toEqual([
    '2021-02-28T01:00:00.000Z',
    '2021-03-01T01:00:00.000Z',
    '2021-03-02T01:00:00.000Z',
  ]);
  expect(warned).toHaveLength(3);
  const states = await held.database.models.slots.find().sort({ at: 1 }).lean();
  expect(states.map((row) => row.state)).toEqual(['done', 'skipped', 'skipped', 'skipped']);
});
