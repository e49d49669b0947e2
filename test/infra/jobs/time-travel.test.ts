import { dayOf, hourMs, minuteMs, timeOf } from '../../../src/core/time.js';
import { makeTicker } from '../../../src/infra/jobs/ticker.js';
import { nextRun } from '../../../src/infra/jobs/timetable.js';
import { thaiDay } from '../../../src/say/th/format.js';
import { testClock } from '../../harness/clock.js';
import { withDatabase } from '../../harness/database.js';
import { furnish, settle, startWorld, type World } from '../../harness/world.js';
import { startSecondBot } from '../inbox/second-bot.js';
import { gather, timesReceived } from '../outbox/crowd.js';

const at = (words: string): number => Date.parse(`${words}:00+07:00`);
const quiet = () => undefined;

test('the server stands in New York', () => {
  expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe('America/New_York');
});

describe.each([
  [
    'month end',
    '2021-03-31T16:59:59.999Z',
    ['2021-03-31', '2021-04-01'],
    '31 มี.ค. 2564',
    '1 เม.ย. 2564',
  ],
  [
    'February',
    '2021-02-28T16:59:59.999Z',
    ['2021-02-28', '2021-03-01'],
    '28 ก.พ. 2564',
    '1 มี.ค. 2564',
  ],
  [
    'leap day',
    '2024-02-28T16:59:59.999Z',
    ['2024-02-28', '2024-02-29'],
    '28 ก.พ. 2567',
    '29 ก.พ. 2567',
  ],
  [
    'after the leap day',
    '2024-02-29T16:59:59.999Z',
    ['2024-02-29', '2024-03-01'],
    '29 ก.พ. 2567',
    '1 มี.ค. 2567',
  ],
  [
    'year end',
    '2021-12-31T16:59:59.999Z',
    ['2021-12-31', '2022-01-01'],
    '31 ธ.ค. 2564',
    '1 ม.ค. 2565',
  ],
  [
    'summer time begins in New York',
    '2021-03-14T16:59:59.999Z',
    ['2021-03-14', '2021-03-15'],
    '14 มี.ค. 2564',
    '15 มี.ค. 2564',
  ],
] as const)('%s, midnight in Bangkok', (_name, last, days, shownBefore, shownAfter) => {
  const before = Date.parse(last);
  const midnight = before + 1;

  test('the day changes in its last millisecond', () => {
    expect([before, midnight].map(dayOf)).toEqual(days);
    expect([before, midnight].map(timeOf)).toEqual(['23:59', '00:00']);
    expect([before, midnight].map((each) => thaiDay(dayOf(each)))).toEqual([
      shownBefore,
      shownAfter,
    ]);
    expect(nextRun('0 0 * * *', before)).toBe(midnight);
    expect(nextRun('30 3 * * *', before)).toBe(midnight + 3.5 * hourMs);
  });

  test('what is due at midnight runs once, then, of two instances', async () => {
    const { database, drop } = await withDatabase();
    const clock = testClock(before);
    const ran: number[] = [];
    const instance = (owner: string) =>
      makeTicker({
        jobs: [
          {
            id: 'midnight',
            schedule: '0 0 * * *',
            windowMs: hourMs,
            run: async (slot) => void ran.push(slot),
          },
        ],
        models: database.models,
        clock,
        log: { info: quiet, warn: quiet, error: quiet },
        owner,
      });
    const instances = [instance('one'), instance('two')];
    const tick = () => Promise.all(instances.map((each) => each.tick()));
    await tick();
    expect(ran).toEqual([]);
    await clock.set(midnight);
    await tick();
    await clock.advance(minuteMs);
    await tick();
    expect(ran).toEqual([midnight]);
    const slots = await database.models.slots.find().lean();
    expect(slots.map((slot) => slot._id)).toEqual([`midnight:${last.slice(0, 10)}T17:00:00.000Z`]);
    await drop();
  });
});

describe('around the reminder of 08:00', () => {
  const due = at('2021-03-01T08:00');
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
    await furnish(world);
    await settle(world, 'leader', { seat: '450213-01' });
    world.simulator.befriend(['leader', 'admin'].map((name) => world.phone(name).id));
    await world.clock.set(at('2021-03-01T07:55'));
  });
  afterEach(() => world.close());

  const received = (name: string): number => world.simulator.chat(world.phone(name).id).length;
  const slotState = async (): Promise<string | undefined> =>
    (await world.models.slots.findById(`remind:${new Date(due).toISOString()}`).lean())?.state;

  test('an outage from 07:55 to 08:20: caught up once', async () => {
    await world.outage(at('2021-03-01T08:20'));
    await world.restart();
    await world.clock.advance(minuteMs);
    await world.idle();
    expect(received('leader')).toBe(1);
    expect(await slotState()).toBe('done');
    expect(received('admin')).toBe(0);
  });

  test('an outage from 07:55 to 11:00: skipped, counted, and the admins hear it once', async () => {
    await world.outage(at('2021-03-01T11:00'));
    await world.restart();
    await world.clock.advance(minuteMs);
    await world.idle();
    expect(received('leader')).toBe(0);
    expect(await slotState()).toBe('skipped');
    // One word about the reminder of 08:00, and one about the officers' digest of 08:30.
    expect(received('admin')).toBe(2);
    expect(world.logged.filter((line) => line.includes('job.skipped')).length).toBeGreaterThan(0);
  });

  test('two instances whose clocks are ten minutes apart: everybody once', async () => {
    const people = await gather(world, 600);
    await world.models.reports.insertMany(
      people.map((_, i) => {
        const tambon = String(450_301 + Math.floor(i / 15));
        const seat = `${tambon}-${String((i % 15) + 1).padStart(2, '0')}`;
        const round = '2564-phase-1.a3.r1';
        const blank = { standing: 'missing' as const, version: 0, firstAt: null, content: null };
        return { _id: `${round}/${seat}`, round, seat, tambon, ...blank, versions: [] };
      }),
    );
    const ahead = { ...world.clock, now: () => world.clock.now() + 10 * minuteMs };
    const second = await startSecondBot({ ...world, clock: ahead });
    for (let minute = 0; minute < 20; minute += 2) {
      await world.clock.advance(2 * minuteMs);
      await Promise.all([world.idle(), second.idle()]);
    }
    await second.stop();
    expect(timesReceived(world, people)).toEqual({ 1: 601 });
    const slots = await world.models.slots.find({ job: 'remind', at: due }).lean();
    expect(slots.map((slot) => slot.state)).toEqual(['done']);
  });
});
