import { type GrantedScope, inScope } from '../../access/scope.js';
import type { AreaCode } from '../../core/area.js';
import type { RoundId } from '../../core/ids.js';
import { type Programme, roundsOf } from '../../core/programme.js';
import type { SeatReport } from '../../core/report.js';
import { emptyTally, type Period, type Standing, type Tally } from '../../core/round.js';
import type { SeatId } from '../../core/seat.js';
import type { AreaTally, SeatStanding } from '../../features/chase/facts.js';
import type { Secrets } from '../secrets.js';
import { toSeat } from './actors.js';
import { gatherReads } from './gather.js';
import { inArea } from './in-area.js';
import type { Models } from './models.js';
import type { ReportRow } from './rows.js';

/** The programme in force; null before one was loaded. */
export async function readProgramme({ programmes }: Models): Promise<Programme | null> {
  const row = await programmes.findOne({ inForce: true }).lean();
  return row?.programme ?? null;
}

/** The rounds of the programme in force, in the order they are due. */
export async function readPeriods(models: Models): Promise<readonly Period[]> {
  const [programme, rows] = await Promise.all([
    readProgramme(models),
    models.periods.find().lean(),
  ]);
  if (!programme) return [];
  return roundsOf(programme).map((round) => {
    const row = rows.find((r) => r._id === round.id);
    return { round, opened: row?.openedAt != null, expected: row?.expected ?? 0 };
  });
}

const toReport = (row: ReportRow): SeatReport => ({
  round: row.round as RoundId,
  seat: row.seat as SeatId,
  standing: row.standing,
  version: row.version,
  firstAt: row.firstAt,
  content: row.content,
  versions: row.versions.map(({ version, at, content, undoneAt = null }) => ({
    version,
    at,
    content,
    undoneAt,
  })),
});

/** Reads the documents of one seat; seats asked for together are read together. */
export function seatReportsReader({
  reports,
}: Models): (seat: SeatId) => Promise<readonly SeatReport[]> {
  const read = gatherReads(async (seats: readonly SeatId[]) => {
    const rows = await reports.find({ seat: { $in: [...seats] } }).lean();
    return new Map(seats.map((s) => [s, rows.filter(({ seat }) => seat === s)]));
  });
  return async (seat) => ((await read(seat)) ?? []).map(toReport);
}

/** The areas of a scope that lie in `area`, as ranges of tambon codes; null for everywhere. */
function rangesIn(scope: GrantedScope, area: AreaCode | null): readonly AreaCode[] | null {
  if (area !== null) return inScope(scope, area) ? [area] : [];
  return scope.kind === 'all' ? null : scope.areas;
}

/** On time, late and missing of every tambon of `area` that the scope covers. */
export async function readTallies(
  { reports }: Models,
  scope: GrantedScope,
  round: RoundId,
  area: AreaCode | null,
): Promise<readonly AreaTally[]> {
  const ranges = rangesIn(scope, area);
  const matches =
    ranges === null ? [{ round }] : ranges.map((code) => ({ round, tambon: inArea(code) }));
  type Group = { _id: { tambon: AreaCode; standing: Standing }; count: number };
  const groups = await Promise.all(
    matches.map(($match) =>
      reports.aggregate<Group>([
        { $match },
        { $group: { _id: { tambon: '$tambon', standing: '$standing' }, count: { $sum: 1 } } },
      ]),
    ),
  );
  const tallies = new Map<AreaCode, Tally>();
  for (const { _id, count } of groups.flat()) {
    const tally = tallies.get(_id.tambon) ?? emptyTally;
    tallies.set(_id.tambon, { ...tally, [_id.standing]: count });
  }
  return [...tallies].map(([tambon, tally]) => ({ tambon, tally }));
}

/** The seats of `area` whose report is missing; none when the scope does not cover it. */
export async function readMissingSeats(
  { reports }: Models,
  scope: GrantedScope,
  round: RoundId,
  area: AreaCode,
): Promise<readonly SeatId[]> {
  if (!inScope(scope, area)) return [];
  const rows = await reports
    .find({ round, tambon: inArea(area), standing: 'missing' }, { seat: 1 })
    .sort({ _id: 1 })
    .lean();
  return rows.map((row) => row.seat as SeatId);
}

/** The seats of a tambon that the round expects; none when the scope does not cover it. */
export async function readSeatStandings(
  { models, secrets }: { models: Models; secrets: Secrets },
  scope: GrantedScope,
  round: RoundId,
  tambon: AreaCode,
): Promise<readonly SeatStanding[]> {
  if (!inScope(scope, tambon)) return [];
  const due = await models.reports.find({ round, tambon }, { seat: 1, standing: 1 }).lean();
  const standings = new Map(due.map((d) => [d.seat, d.standing]));
  const expected = { $in: [...standings.keys()] };
  const [rows, photos] = await Promise.all([
    models.seats.find({ _id: expected }).sort({ _id: 1 }).lean(),
    models.photos.find({ seat: expected, round, state: 'stored' }, { seat: 1, sameAs: 1 }).lean(),
  ]);
  const holders = rows.flatMap(({ holder }) => (holder === null ? [] : [holder]));
  const gone = await models.members
    .find({ _id: { $in: holders }, reachable: false }, { _id: 1 })
    .lean();
  return rows.map((row) => {
    const standing = standings.get(row._id) ?? 'missing';
    const own = photos.filter((p) => p.seat === row._id);
    return {
      seat: toSeat(row),
      standing,
      hasLeft: gone.some((member) => member._id === row.holder),
      phone: standing === 'missing' && row.phone !== null ? secrets.unseal(row.phone) : null,
      photos: own.length,
      repeated: own.filter((p) => p.sameAs !== null).length,
    };
  });
}
