import { endOf, startOf } from '../../../src/core/time.js';
import { openDueRounds } from '../../../src/infra/jobs/open-rounds.js';
import { recountRound } from '../../../src/infra/jobs/recount-round.js';
import type { Database } from '../../../src/infra/mongo/database.js';
import { loadProgramme } from '../../../src/infra/programmes/load-programme.js';
import { withDatabase } from '../../harness/database.js';
import { phaseOne, roundId, storeReport, storeSeats } from '../programmes/stored-rounds.js';

const opening = startOf('2021-02-26');
const later = opening + 1000;
let database: Database;
let drop: () => Promise<void>;
beforeEach(async () => {
  ({ database, drop } = await withDatabase());
  const { models } = database;
  await loadProgramme({ models, now: 0, programme: phaseOne, mode: 'apply' });
  await storeSeats(models, { tambon: '420101', count: 4, activeFrom: 0 });
  await openDueRounds({ models, now: opening });
});
afterEach(() => drop());

const recount = (changes: Partial<Parameters<typeof recountRound>[0]> = {}) =>
  recountRound({
    models: database.models,
    now: later,
    round: roundId(1),
    reason: 'roster came late',
    who: 'operator',
    mode: 'apply',
    ...changes,
  });
const stateOf = async () => ({
  period: await database.models.periods.findById(roundId(1)).lean(),
  reports: await database.models.reports.find().sort({ _id: 1 }).lean(),
  audit: await database.models.audit.find({ event: 'round.recount' }).lean(),
});

/** One seat joins; seats 3 and 4 leave, of which 4 has reported. */
async function changeRoster(): Promise<void> {
  const { models } = database;
  await storeReport(models, roundId(1), '420101-04');
  await storeSeats(models, { tambon: '420102', count: 1, activeFrom: later });
  await models.seats.updateMany(
    { _id: { $in: ['420101-03', '420101-04'] } },
    { $set: { activeTo: later } },
  );
}

const changed = {
  kind: 'counted',
  recount: {
    before: 4,
    after: 4,
    added: ['420102-01'],
    removed: ['420101-03'],
    kept: ['420101-04'],
  },
};

test('a dry run tells what would change and changes nothing', async () => {
  await changeRoster();
  const before = await stateOf();
  expect(await recount({ mode: 'dry-run' })).toEqual(changed);
  expect(await stateOf()).toEqual(before);
});

test('a recount adds who is active and takes away who is not, but never a report', async () => {
  await changeRoster();
  expect(await recount()).toEqual(changed);
  const { period, reports, audit } = await stateOf();
  expect(period).toMatchObject({ openedAt: opening, expected: 4 });
  expect(reports.map((r) => [r.seat, r.version])).toEqual([
    ['420101-01', 0],
    ['420101-02', 0],
    ['420101-04', 1],
    ['420102-01', 0],
  ]);
  expect(audit).toMatchObject([
    {
      at: later,
      who: 'operator',
      about: {
        round: roundId(1),
        reason: 'roster came late',
        before: 4,
        after: 4,
        added: 1,
        removed: 1,
      },
    },
  ]);
});

test('a second recount finds nothing to change', async () => {
  await changeRoster();
  await recount();
  expect(await recount()).toMatchObject({
    recount: { before: 4, after: 4, added: [], removed: [] },
  });
});

test('Expected and the documents of the round stay equal, whatever joined', async () => {
  await storeSeats(database.models, { tambon: '420103', count: 15, activeFrom: later });
  await recount();
  const { period, reports } = await stateOf();
  expect(period?.expected).toBe(19);
  expect(reports).toHaveLength(19);
});

test.each([
  ['without a reason', { reason: '  ' }, 'no-reason'],
  ['without a name', { who: '' }, 'no-reason'],
  ['for a round that nobody knows', { round: 'r9' }, 'unknown-round'],
  ['for a round that is not open yet', { round: roundId(2) }, 'not-open'],
  ['a millisecond after the deadline', { now: endOf('2021-03-01') + 1 }, 'past-deadline'],
])('it is refused %s', async (_, changes, why) => {
  await changeRoster();
  const before = await stateOf();
  expect(await recount(changes)).toEqual({ kind: 'refused', why });
  expect(await stateOf()).toEqual(before);
});

test('the last millisecond of the deadline is early enough', async () => {
  expect(await recount({ now: endOf('2021-03-01') })).toMatchObject({ kind: 'counted' });
});
