import { endOf, startOf } from '../../../src/core/time.js';
import { openDueRounds } from '../../../src/infra/jobs/open-rounds.js';
import type { Database } from '../../../src/infra/mongo/database.js';
import { loadProgramme } from '../../../src/infra/programmes/load-programme.js';
import { withDatabase } from '../../harness/database.js';
import { phaseOne, roundId, storeReport, storeSeats } from '../programmes/stored-rounds.js';

let database: Database;
let drop: () => Promise<void>;
beforeEach(async () => {
  ({ database, drop } = await withDatabase());
  const { models } = database;
  await loadProgramme({ models, now: 0, programme: phaseOne, mode: 'apply' });
});
afterEach(() => drop());

const opening = startOf('2021-02-26');
const open = (now: number) => openDueRounds({ models: database.models, now });
const period = (number: number) => database.models.periods.findById(roundId(number)).lean();
const reportsOf = (number: number) =>
  database.models.reports
    .find({ round: roundId(number) })
    .sort({ _id: 1 })
    .lean();

test('nothing opens a millisecond before its time, nor without a programme', async () => {
  await storeSeats(database.models, { tambon: '420101', count: 1, activeFrom: 0 });
  expect(await open(opening - 1)).toEqual([]);
  await database.models.programmes.deleteMany({});
  expect(await open(opening)).toEqual([]);
});

test('opening fixes Expected: a blank report for every active seat, claimed or not', async () => {
  await storeSeats(database.models, { tambon: '420101', count: 15, activeFrom: opening });
  await storeSeats(database.models, { tambon: '420102', count: 2, activeFrom: opening + 1 });
  await storeSeats(database.models, {
    tambon: '420103',
    count: 2,
    activeFrom: 0,
    activeTo: opening,
  });
  await storeSeats(database.models, {
    tambon: '420104',
    count: 2,
    activeFrom: 0,
    activeTo: opening + 1,
  });
  await database.models.seats.updateOne({ _id: '420101-03' }, { $set: { holder: 'U1' } });
  expect(await open(opening)).toEqual([roundId(1)]);
  expect(await period(1)).toMatchObject({ openedAt: opening, expected: 17 });
  const reports = await reportsOf(1);
  expect(reports).toHaveLength(17);
  expect(reports[2]).toMatchObject({
    _id: `${roundId(1)}/420101-03`,
    seat: '420101-03',
    tambon: '420101',
    standing: 'missing',
    version: 0,
    firstAt: null,
    content: null,
    versions: [],
  });
});

test('opening again changes nothing, whoever joined or reported since', async () => {
  await storeSeats(database.models, { tambon: '420101', count: 2, activeFrom: 0 });
  await open(opening);
  await storeReport(database.models, roundId(1), '420101-01');
  await storeSeats(database.models, { tambon: '420102', count: 5, activeFrom: opening });
  expect(await open(opening + 1)).toEqual([]);
  expect(await period(1)).toMatchObject({ openedAt: opening, expected: 2 });
  expect((await reportsOf(1)).map((r) => r.version)).toEqual([1, 0]);
});

test('joiners count from the next round on', async () => {
  await storeSeats(database.models, { tambon: '420101', count: 2, activeFrom: 0 });
  await open(opening);
  await storeSeats(database.models, { tambon: '420102', count: 5, activeFrom: opening + 1 });
  expect(await open(startOf('2021-03-02'))).toEqual([roundId(2)]);
  expect(await period(2)).toMatchObject({ expected: 7 });
});

test('rounds whose time has long passed are opened too, all at once', async () => {
  await storeSeats(database.models, { tambon: '420101', count: 1, activeFrom: 0 });
  expect(await open(endOf('2021-12-31'))).toEqual([roundId(1), roundId(2), roundId(3)]);
});

test('a round waits for a roster', async () => {
  expect(await open(opening)).toEqual([]);
  expect(await period(1)).toMatchObject({ openedAt: null });
  await storeSeats(database.models, { tambon: '420101', count: 3, activeFrom: opening + 5 });
  expect(await open(opening + 5)).toEqual([roundId(1)]);
  expect(await period(1)).toMatchObject({ expected: 3 });
});

test('of several instances that open at once exactly one does', async () => {
  await storeSeats(database.models, { tambon: '420101', count: 40, activeFrom: 0 });
  const answers = await Promise.all([open(opening), open(opening + 1), open(opening + 2)]);
  expect(answers.flat()).toEqual([roundId(1)]);
  expect(await reportsOf(1)).toHaveLength(40);
  expect(await period(1)).toMatchObject({ expected: 40 });
});
