import type { Programme } from '../../../src/core/programme.js';
import { startOf } from '../../../src/core/time.js';
import { openDueRounds } from '../../../src/infra/jobs/open-rounds.js';
import type { Database } from '../../../src/infra/mongo/database.js';
import { readPeriods } from '../../../src/infra/mongo/rounds.js';
import { loadProgramme } from '../../../src/infra/programmes/load-programme.js';
import { withDatabase } from '../../harness/database.js';
import { phaseOne, phaseOneFrom, roundId, storeReport, storeSeats } from './stored-rounds.js';

let database: Database;
let drop: () => Promise<void>;
beforeEach(async () => {
  ({ database, drop } = await withDatabase());
});
afterEach(() => drop());

const now = startOf('2021-02-26');
const load = (programme: Programme, mode: 'dry-run' | 'apply' = 'apply') =>
  loadProgramme({ models: database.models, now, programme, mode });
const kinds = (plan: Awaited<ReturnType<typeof load>>) => plan.rounds.map((r) => r.kind);

/** Round 1 is open with two seats; `420101-01` has reported when asked for. */
async function openRoundOne(options: { reported: boolean }): Promise<void> {
  await load(phaseOne);
  await storeSeats(database.models, { tambon: '420101', count: 2, activeFrom: 0 });
  await openDueRounds({ models: database.models, now });
  if (options.reported) await storeReport(database.models, roundId(1), '420101-01');
}

test('a dry run tells what would happen and stores nothing', async () => {
  const plan = await load(phaseOne, 'dry-run');
  expect(plan).toMatchObject({ replaces: null, refused: [] });
  expect(kinds(plan)).toEqual(['new', 'new', 'new']);
  expect(await database.models.programmes.countDocuments()).toBe(0);
  expect(await database.models.periods.countDocuments()).toBe(0);
});

test('a loaded programme is in force with its rounds planned, and is in the audit trail', async () => {
  await load(phaseOne);
  expect(await readPeriods(database.models)).toMatchObject(
    [1, 2, 3].map((n) => ({ round: { id: roundId(n) }, opened: false, expected: 0 })),
  );
  expect(await database.models.audit.findOne({ event: 'programme.load' }).lean()).toMatchObject({
    who: 'operator',
    at: now,
    about: { programme: '2564-phase-1' },
  });
});

test('loading the same again changes nothing', async () => {
  await openRoundOne({ reported: true });
  const before = await readPeriods(database.models);
  expect(kinds(await load(phaseOne))).toEqual(['same', 'same', 'same']);
  expect(await readPeriods(database.models)).toEqual(before);
});

test('one programme is in force at a time', async () => {
  await load(phaseOne);
  const other = { ...phaseOne, id: 'another' };
  expect((await load(other)).replaces).toBe('2564-phase-1');
  const inForce = await database.models.programmes.find({ inForce: true }).lean();
  expect(inForce.map((row) => row._id)).toEqual(['another']);
  expect((await load(phaseOne)).replaces).toBe('another');
});

test('moved dates are stored, and an open round without reports keeps its Expected', async () => {
  await openRoundOne({ reported: false });
  const plan = await load(phaseOneFrom('2021-02-14'));
  expect(kinds(plan)).toEqual(['changed', 'changed', 'changed']);
  expect(plan.rounds.map((r) => r.expected)).toEqual([2, null, null]);
  const [first] = await readPeriods(database.models);
  expect(first).toMatchObject({
    opened: true,
    expected: 2,
    round: { opensAt: startOf('2021-02-25') },
  });
});

test('a round with reports keeps its dates: nothing is loaded', async () => {
  await openRoundOne({ reported: true });
  const plan = await load(phaseOneFrom('2021-02-14'));
  expect(plan.refused).toEqual([roundId(1)]);
  const [first] = await readPeriods(database.models);
  expect(first?.round.opensAt).toBe(now);
});

const edited = (edit: (text: string) => string): Programme =>
  JSON.parse(edit(JSON.stringify(phaseOne)));

test('a round with reports may neither vanish nor lose a figure, but its wording may change', async () => {
  await openRoundOne({ reported: true });
  const without = edited((text) => text.replace(/\{"id":"r1"[^}]*\},/, ''));
  expect((await load(without)).refused).toEqual([roundId(1)]);
  const renamed = edited((text) => text.replace('"households"', '"homes"'));
  expect((await load(renamed)).refused).toEqual([roundId(1)]);
  const reworded = edited((text) => text.replace('"example":"98"', '"example":"99"'));
  const plan = await load(reworded);
  expect(plan.refused).toEqual([]);
  expect(kinds(plan)).toEqual(['changed', 'changed', 'changed']);
});

test('later rounds may move while an earlier one has reports', async () => {
  await openRoundOne({ reported: true });
  const later = edited((text) => text.replace('"due":"2021-05-01"', '"due":"2021-05-08"'));
  const plan = await load(later);
  expect(plan.refused).toEqual([]);
  expect(kinds(plan)).toEqual(['same', 'same', 'changed']);
});
