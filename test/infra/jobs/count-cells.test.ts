import { startOf } from '../../../src/core/time.js';
import { drainMarks, markEverything } from '../../../src/infra/jobs/count-cells.js';
import { openDueRounds } from '../../../src/infra/jobs/open-rounds.js';
import { recountRound } from '../../../src/infra/jobs/recount-round.js';
import { type Database, openDatabase } from '../../../src/infra/mongo/database.js';
import { loadProgramme } from '../../../src/infra/programmes/load-programme.js';
import { freshDatabaseUri } from '../../harness/database.js';
import { phaseOne, roundId, storeReport, storeSeats } from '../programmes/stored-rounds.js';
import { cellHistories } from './cell-histories.js';

test('cells equal a naive recount over random histories', () => cellHistories(20));

describe('with a round of five seats', () => {
  const opening = startOf('2021-02-26');
  const round = roundId(1);
  let uri: string;
  let database: Database;
  beforeEach(async () => {
    uri = freshDatabaseUri();
    database = await openDatabase(uri);
    const { models } = database;
    await loadProgramme({ models, now: 0, programme: phaseOne, mode: 'apply' });
    await storeSeats(models, { tambon: '420101', count: 3, activeFrom: 0 });
    await storeSeats(models, { tambon: '420201', count: 2, activeFrom: 0 });
    await openDueRounds({ models, now: opening });
  });
  afterEach(async () => {
    await database.connection.dropDatabase();
    await database.close();
  });
  const missing = async () =>
    Object.fromEntries(
      (await database.models.cells.find({ round }).sort({ _id: 1 }).lean()).map((cell) => [
        cell.area,
        cell.tally.missing,
      ]),
    );
  const all = { '': 5, '42': 5, '4201': 3, '420101': 3, '4202': 2, '420201': 2 };

  test('opening a round marks its tambons, so that they are counted at once', async () => {
    await drainMarks(database.models);
    expect(await missing()).toEqual(all);
  });

  test('a process that dies in a drain leaves nothing half done, and the next drain repairs', async () => {
    const dying = await openDatabase(uri);
    const died = drainMarks(dying.models, (label) => {
      if (label === 'count-cells-sums') void dying.connection.close(true);
    });
    await expect(died).rejects.toThrow();
    expect(await missing()).toEqual({});
    expect(await database.models.marks.countDocuments()).toBe(2);
    await drainMarks(database.models);
    expect(await missing()).toEqual(all);
    expect(await database.models.marks.countDocuments()).toBe(0);
  });

  test('five that drain at once leave what one would have', async () => {
    const others = await Promise.all([1, 2, 3, 4].map(() => openDatabase(uri)));
    await Promise.all([database, ...others].map(({ models }) => drainMarks(models)));
    await Promise.all(others.map((other) => other.close()));
    await drainMarks(database.models);
    expect(await missing()).toEqual(all);
  });

  test('more marks than one transaction takes are all worked off', async () => {
    const { models } = database;
    await models.marks.insertMany(
      Array.from({ length: 650 }, (_, i) => ({ _id: `mark-${i}`, round, tambon: '420101' })),
    );
    await drainMarks(models);
    expect(await missing()).toEqual(all);
    expect(await models.marks.countDocuments()).toBe(0);
  });

  test('a recount of Expected is seen in the cells, also where nobody is left', async () => {
    const { models } = database;
    await drainMarks(models);
    await storeSeats(models, { tambon: '420102', count: 4, activeFrom: opening + 1 });
    await models.seats.updateMany({ tambon: '420201' }, { $set: { activeTo: opening + 1 } });
    await recountRound({
      models,
      now: opening + 2,
      round,
      reason: 'late roster',
      who: 'operator',
      mode: 'apply',
    });
    await drainMarks(models);
    expect(await missing()).toEqual({
      '': 7,
      '42': 7,
      '4201': 7,
      '420101': 3,
      '420102': 4,
      '4202': 0,
      '420201': 0,
    });
  });

  test('the night mends what was changed without a mark', async () => {
    const { models } = database;
    await drainMarks(models);
    await storeReport(models, round, '420101-01');
    await drainMarks(models);
    expect(await missing()).toEqual(all);
    await markEverything(models);
    await drainMarks(models);
    expect(await missing()).toEqual({ ...all, '': 4, '42': 4, '4201': 2, '420101': 2 });
  });
});
