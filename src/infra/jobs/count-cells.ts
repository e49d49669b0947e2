import type { ClientSession } from 'mongoose';
import type { AreaCode } from '../../core/area.js';
import { addCounts, type Count, kindBelow, kindOf, withAbove } from '../../core/count.js';
import type { RoundId } from '../../core/ids.js';
import { cellId, countTambons, readCells, tambonsByRound } from '../mongo/cells.js';
import { isConflict, isDuplicate } from '../mongo/errors.js';
import { markTambons } from '../mongo/marks.js';
import type { Models } from '../mongo/models.js';

/** So many that a transaction stays short: at most this many tambons of some 15 reports. */
const marksAtOnce = 200;

/**
 * Works off the marks: counts each marked tambon anew from its reports, adds its district, province and
 * the country up anew from the cells under them, and replaces those cells, in one transaction with the
 * removal of the marks. A crash leaves the marks for the next drain; of two that drain at once one
 * finds its cells changed under it and begins again (docs/adr/0010). `mark` names places for tests.
 */
export async function drainMarks(
  models: Models,
  mark: (label: string) => void = () => {},
): Promise<void> {
  while (await models.marks.exists({}))
    try {
      await models.marks.db.transaction((tx) => drainSome(models, mark, tx), {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority' },
      });
    } catch (error) {
      // Somebody else made the same cell: what is left is theirs, or comes with the next drain.
      if (!isDuplicate(error) && !isConflict(error)) throw error;
      return;
    }
}

async function drainSome(
  models: Models,
  mark: (label: string) => void,
  tx: ClientSession,
): Promise<void> {
  const marks = await models.marks.find().limit(marksAtOnce).session(tx).lean();
  for (const [round, tambons] of tambonsByRound(marks)) {
    const counts = await countTambons(models, round, tambons, tx);
    await replaceCells(models, round, [...counts] as [AreaCode, Count][], tx);
    mark('count-cells-tambons');
    for (const areas of levelsAbove(tambons)) {
      const sums: (readonly [AreaCode | null, Count])[] = [];
      for (const area of areas) {
        const kind = kindBelow(area);
        const parts = kind ? await readCells(models, { round, kind, area }, tx) : [];
        sums.push([area, addCounts(parts.map((part) => part.count))]);
      }
      await replaceCells(models, round, sums, tx);
      mark('count-cells-sums');
    }
  }
  await models.marks.deleteMany({ _id: { $in: marks.map((m) => m._id) } }, { session: tx });
  mark('count-cells-drained');
}

/** The areas above tambons, each once: their districts, their provinces, the country. */
function levelsAbove(tambons: readonly AreaCode[]): readonly (readonly (AreaCode | null)[])[] {
  const chains = tambons.map(withAbove);
  return [1, 2, 3].map((level) => [...new Set(chains.map((chain) => chain[level] ?? null))]);
}

async function replaceCells(
  { cells }: Models,
  round: RoundId,
  counts: readonly (readonly [AreaCode | null, Count])[],
  tx: ClientSession,
): Promise<void> {
  await cells.bulkWrite(
    counts.map(([area, { tally, figures }]) => ({
      updateOne: {
        filter: { _id: cellId(round, area) },
        update: {
          $set: { round, kind: kindOf(area), area: area ?? '', tally, figures },
          $setOnInsert: { schemaVersion: 1 },
        },
        upsert: true,
      },
    })) as Parameters<typeof cells.bulkWrite>[0],
    { session: tx },
  );
}

/**
 * Marks every tambon of every opened round, so that the night mends what a restored backup or a change
 * by hand has left wrong, and counts rounds that were opened before there were cells.
 */
export async function markEverything(models: Models): Promise<void> {
  const opened = await models.periods.find({ openedAt: { $ne: null } }, { _id: 1 }).lean();
  for (const { _id: round } of opened)
    await markTambons(models, round, await models.reports.distinct('tambon', { round }), null);
}
