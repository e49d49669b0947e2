import fc from 'fast-check';
import { scopeOf } from '../../../src/access/scope.js';
import type { AreaCode } from '../../../src/core/area.js';
import type { RoundId } from '../../../src/core/ids.js';
import type { Standing } from '../../../src/core/round.js';
import { drainMarks } from '../../../src/infra/jobs/count-cells.js';
import { readStatistics } from '../../../src/infra/mongo/cells.js';
import { type Database, openDatabase } from '../../../src/infra/mongo/database.js';
import { markTambons } from '../../../src/infra/mongo/marks.js';
import { freshDatabaseUri } from '../../harness/database.js';
import { userIdOf } from '../../harness/phone.js';

const rounds = ['p.a3.r1', 'p.a3.r2'];
const tambons = ['420101', '420102', '420201', '450201', '450213'];
const areas = [null, '42', '45', '4201', '4202', '4502', ...tambons] as (AreaCode | null)[];
const seats = tambons.flatMap((tambon) => [1, 2, 3].map((n) => `${tambon}-0${n}`));
const units = rounds.flatMap((round) => seats.map((seat) => ({ round, seat })));

/** What the history says a unit is: nothing in the database is asked. */
type Unit = {
  standing: Standing;
  households: number;
  savedBaht: number;
  version: number;
};
type Model = Map<string, Unit>;
const idOf = (u: { round: string; seat: string }): string => `${u.round}/${u.seat}`;

const unit = fc.constantFrom(...units);
const households = fc.integer({ min: 0, max: 500 });
const report = fc.record({
  do: fc.constant('report' as const),
  unit,
  households,
  standing: fc.constantFrom('onTime' as const, 'late' as const),
  isEmpty: fc.boolean(),
});
const step = fc.oneof(
  { weight: 6, arbitrary: report },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), unit }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), unit }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('drain' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drain-twice' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash' as const), at: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('meet' as const), report, look: fc.nat(20) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('look' as const), look: fc.nat(20) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type Report = Extract<Step, { do: 'report' }>;

/** A recount that shares nothing with the code under test: every unit is looked at, area by area. */
function naive(model: Model, round: string, area: AreaCode | null) {
  const sum = { onTime: 0, late: 0, missing: 0, households: 0, savedBaht: 0 };
  for (const [id, { standing, ...figures }] of model) {
    const [at = '', seat = ''] = id.split('/');
    if (at !== round || !seat.startsWith(area ?? '')) continue;
    sum[standing] += 1;
    if (standing === 'missing') continue;
    sum.households += figures.households;
    sum.savedBaht += figures.savedBaht;
  }
  return sum;
}

type Stored = {
  tally: Record<Standing, number>;
  figures: Readonly<Record<string, number>>;
};
const flat = ({ tally, figures }: Stored) => ({
  onTime: tally.onTime,
  late: tally.late,
  missing: tally.missing,
  households: figures.households ?? 0,
  savedBaht: figures.savedBaht ?? 0,
});

const everything = scopeOf({
  id: userIdOf('admin'),
  member: null,
  seat: null,
  offices: [],
  isAdmin: true,
});

/** The statistics of an area and of the areas in it, as somebody sees them now. */
async function seen({ models }: Database, round: string, area: AreaCode | null) {
  const asked = { area, round: round as RoundId, rounds: rounds as RoundId[] };
  const statistics = await readStatistics(models, everything, asked);
  if (!statistics) throw new Error('an admin was refused');
  return {
    total: flat(statistics.total),
    parts: Object.fromEntries(statistics.parts.map((p) => [p.area, flat(p.count)])),
    rounds: Object.fromEntries([...statistics.rounds].map(([r, count]) => [r, flat(count)])),
  };
}

const shouldSee = (model: Model, round: string, area: AreaCode | null) => ({
  total: naive(model, round, area),
  parts: Object.fromEntries(
    areas
      .filter((a): a is AreaCode => a !== null && a.length === (area?.length ?? 0) + 2)
      .filter((a) => a.startsWith(area ?? ''))
      .map((a) => [a, naive(model, round, a)]),
  ),
  rounds: Object.fromEntries(rounds.map((r) => [r, naive(model, r, area)])),
});

/** Changes the report as a turn does: document and mark in one transaction. */
async function change({ models }: Database, id: string, set: Record<string, unknown>) {
  const [round = '', seat = ''] = id.split('/');
  await models.reports.db.transaction(async (tx) => {
    await models.reports.updateOne({ _id: id }, { $set: set }, { session: tx });
    await markTambons(models, round, [seat.slice(0, 6)], tx);
  });
}

async function send(database: Database, model: Model, r: Report): Promise<void> {
  const id = idOf(r.unit);
  const before = model.get(id);
  if (!before) return;
  // A correction keeps the standing of the first report.
  const standing = before.standing === 'missing' ? r.standing : before.standing;
  const saved = r.households * 50;
  const content = r.isEmpty
    ? { kind: 'nothing' }
    : { kind: 'figures', figures: { households: r.households, savedBaht: saved } };
  const figures = r.isEmpty
    ? { households: 0, savedBaht: 0 }
    : { households: r.households, savedBaht: saved };
  const version = before.version + 1;
  await change(database, id, { standing, content, version });
  model.set(id, { standing, ...figures, version });
}

class Crash extends Error {}

async function drainUntil({ models }: Database, at: number): Promise<void> {
  let passed = 0;
  const mark = (): void => {
    if (passed === at) throw new Crash();
    passed += 1;
  };
  try {
    await drainMarks(models, mark);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
}

const look = (n: number) => ({
  round: rounds[n % rounds.length] ?? '',
  area: areas[n % areas.length] ?? null,
});

async function play(one: Database, other: Database, model: Model, s: Step): Promise<void> {
  switch (s.do) {
    case 'report':
      return send(one, model, s);
    case 'undo': {
      const id = idOf(s.unit);
      const before = model.get(id);
      if (!before) return;
      await change(one, id, { standing: 'missing' });
      model.set(id, { ...before, standing: 'missing' });
      return;
    }
    case 'leave': {
      const id = idOf(s.unit);
      await one.models.reports.db.transaction(async (tx) => {
        await one.models.reports.deleteOne({ _id: id }, { session: tx });
        await markTambons(one.models, s.unit.round, [s.unit.seat.slice(0, 6)], tx);
      });
      model.delete(id);
      return;
    }
    case 'drain':
      return drainMarks(one.models);
    case 'drain-twice':
      await Promise.all([drainMarks(one.models), drainMarks(other.models)]);
      return;
    case 'crash':
      return drainUntil(one, s.at);
    case 'meet': {
      const { round, area } = look(s.look);
      const before = shouldSee(model, round, area);
      const [, , saw] = await Promise.all([
        send(one, model, s.report),
        drainMarks(other.models),
        seen(other, round, area),
      ]);
      expect([before, shouldSee(model, round, area)]).toContainEqual(saw);
      return;
    }
    case 'look': {
      const { round, area } = look(s.look);
      expect(await seen(other, round, area)).toEqual(shouldSee(model, round, area));
      return;
    }
  }
}

async function begin({ models }: Database): Promise<Model> {
  await Promise.all([
    models.cells.deleteMany({}),
    models.marks.deleteMany({}),
    models.reports.deleteMany({}),
  ]);
  await models.reports.insertMany(
    units.map((u) => ({
      _id: idOf(u),
      ...u,
      tambon: u.seat.slice(0, 6),
      standing: 'missing' as const,
      version: 0,
      firstAt: null,
      content: null,
      versions: [],
    })),
  );
  for (const round of rounds) await markTambons(models, round, tambons, null);
  const blank: Unit = { standing: 'missing', households: 0, savedBaht: 0, version: 0 };
  return new Map(units.map((u) => [idOf(u), blank]));
}

/** Plays random histories; after each, every cell is what a naive recount of the history says. */
export async function cellHistories(numRuns: number): Promise<void> {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`cells: ${numRuns} histories, SEED=${seed}\n`);
  const uri = freshDatabaseUri();
  const one = await openDatabase(uri);
  const other = await openDatabase(uri);
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 18 }), async (steps) => {
        const model = await begin(one);
        for (const s of steps) await play(one, other, model, s);
        await drainMarks(one.models);
        expect(await one.models.marks.countDocuments()).toBe(0);
        const cells = await one.models.cells.find().lean();
        const stored = Object.fromEntries(cells.map((cell) => [cell._id, flat(cell)]));
        const recounted = rounds.flatMap((round) =>
          areas.map((area) => [`${round}/${area ?? ''}`, naive(model, round, area)]),
        );
        expect(stored).toEqual(Object.fromEntries(recounted));
      }),
      { numRuns, seed },
    );
  } finally {
    await one.connection.dropDatabase();
    await one.close();
    await other.close();
  }
}
