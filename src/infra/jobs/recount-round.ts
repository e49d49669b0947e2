import { randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import type { RoundId } from '../../core/ids.js';
import { roundsOf } from '../../core/programme.js';
import { parseSeatId, seatPlace } from '../../core/seat.js';
import type { Instant } from '../../core/time.js';
import { markTambons } from '../mongo/marks.js';
import type { Models } from '../mongo/models.js';
import { readProgramme } from '../mongo/rounds.js';
import { insertBlankReports, readActiveSeats } from './report-rows.js';

export type Recount = {
  /** Expected before and after. */
  readonly before: number;
  readonly after: number;
  /** Seats that now count. */
  readonly added: readonly string[];
  /** Seats that no longer count; none of them has reported. */
  readonly removed: readonly string[];
  /** Seats no longer active that have reported: they stay, a report is never thrown away. */
  readonly kept: readonly string[];
};

export type RecountAnswer =
  | { readonly kind: 'counted'; readonly recount: Recount }
  | {
      readonly kind: 'refused';
      readonly why: 'no-reason' | 'unknown-round' | 'not-open' | 'past-deadline';
    };

/**
 * Counts anew which seats an open round expects: possible until its deadline, with a reason, and kept
 * in the audit trail (metrics.md, Expected). A dry run answers what would change.
 */
export async function recountRound(p: {
  readonly models: Models;
  readonly now: Instant;
  readonly round: string;
  readonly reason: string;
  /** Who asked for it, as the audit trail names people. */
  readonly who: string;
  readonly mode: 'dry-run' | 'apply';
}): Promise<RecountAnswer> {
  const { models, now } = p;
  const reason = p.reason.trim();
  if (reason === '' || p.who === '') return { kind: 'refused', why: 'no-reason' };
  const programme = await readProgramme(models);
  const round = programme && roundsOf(programme).find((r) => r.id === p.round);
  if (!round) return { kind: 'refused', why: 'unknown-round' };
  if (now > round.dueAt) return { kind: 'refused', why: 'past-deadline' };
  return models.periods.db.transaction(async (tx): Promise<RecountAnswer> => {
    const period = await models.periods.findById(round.id).session(tx).lean();
    if (period?.openedAt == null) return { kind: 'refused', why: 'not-open' };
    const { recount, joined } = await count(
      models,
      { round: round.id, now, before: period.expected },
      tx,
    );
    if (p.mode === 'dry-run') return { kind: 'counted', recount };
    await insertBlankReports(models, round.id, joined, tx);
    await models.reports.deleteMany(
      { round: round.id, seat: { $in: recount.removed }, version: 0 },
      { session: tx },
    );
    await markTambons(models, round.id, tambonsOf([...recount.added, ...recount.removed]), tx);
    await models.periods.updateOne(
      { _id: round.id },
      { $set: { expected: recount.after } },
      { session: tx },
    );
    const about = {
      round: round.id,
      reason,
      before: recount.before,
      after: recount.after,
      added: recount.added.length,
      removed: recount.removed.length,
    };
    await models.audit.insertMany(
      [{ _id: randomUUID(), at: now, who: p.who, event: 'round.recount', about }],
      { session: tx },
    );
    return { kind: 'counted', recount };
  });
}

const tambonsOf = (seats: readonly string[]): readonly string[] =>
  seats.flatMap((seat) => {
    const id = parseSeatId(seat);
    return id ? [seatPlace(id).tambon] : [];
  });

async function count(
  models: Models,
  { round, now, before }: { round: RoundId; now: Instant; before: number },
  tx: ClientSession,
) {
  const seats = await readActiveSeats(models, now, tx);
  const reports = await models.reports
    .find({ round }, { seat: 1, version: 1 })
    .sort({ seat: 1 })
    .session(tx)
    .lean();
  const active = new Set(seats.map((seat) => seat._id));
  const counted = new Set(reports.map((report) => report.seat));
  const gone = reports.filter((report) => !active.has(report.seat));
  const removed = gone.filter((report) => report.version === 0).map((report) => report.seat);
  const kept = gone.filter((report) => report.version > 0).map((report) => report.seat);
  const joined = seats.filter((seat) => !counted.has(seat._id));
  const after = reports.length + joined.length - removed.length;
  const recount: Recount = { before, after, added: joined.map((seat) => seat._id), removed, kept };
  return { recount, joined };
}
