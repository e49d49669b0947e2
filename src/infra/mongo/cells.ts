import type { ClientSession } from 'mongoose';
import { type GrantedScope, inScope } from '../../access/scope.js';
import type { AreaCode } from '../../core/area.js';
import {
  type Count,
  type CountedKind,
  countOf,
  emptyCount,
  kindBelow,
  withChange,
} from '../../core/count.js';
import type { RoundId } from '../../core/ids.js';
import type { AreaCount, AreaStatistics, StatsPorts } from '../../features/stats/facts.js';
import { inArea } from './in-area.js';
import type { Models } from './models.js';

/** The key of a cell: the statistics of one area in one round. */
export const cellId = (round: string, area: AreaCode | null): string => `${round}/${area ?? ''}`;

/** Cells of a kind that lie in `area` (null: everywhere), by code. */
export async function readCells(
  { cells }: Models,
  at: { round: string; kind: CountedKind; area: AreaCode | null },
  tx: ClientSession,
): Promise<readonly AreaCount[]> {
  const { round, kind, area } = at;
  const rows = await cells
    .find({ round, kind, ...(area && { area: inArea(area) }) })
    .sort({ area: 1 })
    .session(tx)
    .lean();
  return rows.map((row) => ({ area: row.area as AreaCode, count: countIn(row) }));
}

/** What the reports of these tambons say now, by tambon. */
export async function countTambons(
  { reports }: Models,
  round: string,
  tambons: readonly string[],
  tx: ClientSession,
): Promise<ReadonlyMap<string, Count>> {
  const rows = await reports
    .find({ round, tambon: { $in: tambons } }, { tambon: 1, standing: 1, content: 1 })
    .session(tx)
    .lean();
  const units = new Map(tambons.map((tambon) => [tambon, [] as (typeof rows)[number][]]));
  for (const row of rows) units.get(row.tambon)?.push(row);
  return new Map([...units].map(([tambon, own]) => [tambon, countOf(own)]));
}

/**
 * The statistics of an area as they are at this moment: its cells, and for tambons whose marks are not
 * drained yet the difference that a count of their reports makes. All of it is read in one snapshot,
 * in which every cell is the sum of the cells under it, so the differences are exact (docs/adr/0010).
 */
export async function readStatistics(
  models: Models,
  scope: GrantedScope,
  { area, round, rounds }: Parameters<StatsPorts['statistics']>[1],
): Promise<AreaStatistics | null> {
  if (area === null ? scope.kind !== 'all' : !inScope(scope, area)) return null;
  const below = kindBelow(area);
  return models.cells.db.transaction(
    async (tx) => {
      const marks = await models.marks
        .find({ round: { $in: [round, ...rounds] }, ...(area && { tambon: inArea(area) }) })
        .session(tx)
        .lean();
      const stored = await models.cells
        .find({ _id: { $in: [round, ...rounds].map((r) => cellId(r, area)) } })
        .session(tx)
        .lean();
      const own = new Map(stored.map((row) => [row.round as RoundId, countIn(row)]));
      const parts = new Map(
        below
          ? (await readCells(models, { round, kind: below, area }, tx)).map((p) => [
              p.area,
              p.count,
            ])
          : [],
      );
      for (const [pending, tambons] of tambonsByRound(marks))
        for (const { tambon, was, is } of await changesOf(models, pending, tambons, tx)) {
          own.set(pending, withChange(own.get(pending) ?? emptyCount, was, is));
          if (pending !== round || !below) continue;
          const part = partOf(area, tambon);
          parts.set(part, withChange(parts.get(part) ?? emptyCount, was, is));
        }
      return {
        total: own.get(round) ?? emptyCount,
        parts: [...parts]
          .map(([code, count]) => ({ area: code, count }))
          .sort((a, b) => (a.area < b.area ? -1 : 1)),
        rounds: own,
      };
    },
    { readConcern: { level: 'snapshot' } },
  );
}

/** The tambons of marks, each once, by round. */
export function tambonsByRound(
  marks: readonly { readonly round: string; readonly tambon: string }[],
): ReadonlyMap<RoundId, readonly AreaCode[]> {
  const byRound = new Map<RoundId, Set<AreaCode>>();
  for (const { round, tambon } of marks) {
    const tambons = byRound.get(round as RoundId) ?? new Set();
    byRound.set(round as RoundId, tambons.add(tambon as AreaCode));
  }
  return new Map([...byRound].map(([round, tambons]) => [round, [...tambons]]));
}

async function changesOf(
  models: Models,
  round: RoundId,
  tambons: readonly AreaCode[],
  tx: ClientSession,
) {
  const rows = await models.cells
    .find({ _id: { $in: tambons.map((tambon) => cellId(round, tambon)) } })
    .session(tx)
    .lean();
  const stored = new Map(rows.map((row) => [row.area, countIn(row)]));
  const now = await countTambons(models, round, tambons, tx);
  return tambons.map((tambon) => ({
    tambon,
    was: stored.get(tambon) ?? emptyCount,
    is: now.get(tambon) ?? emptyCount,
  }));
}

/** The area one level below `area` in which the tambon lies. */
const partOf = (area: AreaCode | null, tambon: AreaCode): AreaCode =>
  tambon.slice(0, (area?.length ?? 0) + 2) as AreaCode;

const countIn = ({ tally, figures }: Count): Count => ({ tally, figures });
