import { randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import type { RoundId } from '../../core/ids.js';
import { type Programme, roundsOf } from '../../core/programme.js';
import type { Round } from '../../core/round.js';
import type { Instant } from '../../core/time.js';
import type { Models } from '../mongo/models.js';
import type { PeriodRow } from '../mongo/rows.js';

export type RoundChange = {
  readonly id: RoundId;
  readonly kind: 'new' | 'same' | 'changed' | 'gone';
  /** As stored and as the file has it; null where there is none. */
  readonly from: Round | null;
  readonly to: Round | null;
  /** What the round expects; null while it is not open. Loading never changes it. */
  readonly expected: number | null;
};

export type ProgrammePlan = {
  /** The programme in force that would no longer be; null when there is none or it is this one. */
  readonly replaces: string | null;
  readonly rounds: readonly RoundChange[];
  /** Rounds with reports whose dates, code or figures would change under them. */
  readonly refused: readonly RoundId[];
};

/**
 * Puts a programme in force and plans its new rounds. Rounds are compared with what is stored under
 * the same id: one that is open keeps its Expected, and one that has reports must keep its dates, its
 * code and the figures it asks for, else nothing is loaded. A dry run answers what would happen.
 */
export const loadProgramme = ({
  models,
  now,
  programme,
  mode,
}: {
  readonly models: Models;
  readonly now: Instant;
  readonly programme: Programme;
  readonly mode: 'dry-run' | 'apply';
}): Promise<ProgrammePlan> =>
  models.programmes.db.transaction(async (tx) => {
    const plan = await planOf(models, programme, tx);
    if (mode === 'apply' && plan.refused.length === 0) await store(models, programme, now, tx);
    return plan;
  });

async function planOf(
  models: Models,
  programme: Programme,
  tx: ClientSession,
): Promise<ProgrammePlan> {
  const stored = await models.programmes.findById(programme.id).session(tx).lean();
  const inForce = await models.programmes.findOne({ inForce: true }, { _id: 1 }).session(tx).lean();
  const periods = await models.periods.find({ programme: programme.id }).session(tx).lean();
  const rounds = changesOf(stored ? roundsOf(stored.programme) : [], roundsOf(programme), periods);
  const refused: RoundId[] = [];
  for (const { id, from, to } of rounds)
    if (from && bindingOf(from) !== (to && bindingOf(to)) && (await hasReports(models, id, tx)))
      refused.push(id);
  return {
    replaces: inForce && inForce._id !== programme.id ? inForce._id : null,
    rounds,
    refused,
  };
}

function changesOf(
  before: readonly Round[],
  after: readonly Round[],
  periods: readonly PeriodRow[],
): readonly RoundChange[] {
  const ids = new Set([...after, ...before].map((round) => round.id));
  return [...ids].map((id): RoundChange => {
    const from = before.find((round) => round.id === id) ?? null;
    const to = after.find((round) => round.id === id) ?? null;
    const period = periods.find((row) => row._id === id && row.openedAt !== null);
    const isSame = JSON.stringify(from) === JSON.stringify(to);
    const kind = !from ? 'new' : !to ? 'gone' : isSame ? 'same' : 'changed';
    return { id, kind, from, to, expected: period?.expected ?? null };
  });
}

/** What receipts, standings and stored figures rely on; wording may be corrected at any time. */
const bindingOf = ({ opensAt, dueAt, lockAt, code, form }: Round): string =>
  JSON.stringify([opensAt, dueAt, lockAt, code, form.fields.map((field) => field.key)]);

const hasReports = async (
  { reports }: Models,
  round: RoundId,
  tx: ClientSession,
): Promise<boolean> =>
  (await reports
    .findOne({ round, version: { $gt: 0 } }, { _id: 1 })
    .session(tx)
    .lean()) !== null;

async function store(
  models: Models,
  programme: Programme,
  now: Instant,
  tx: ClientSession,
): Promise<void> {
  await models.programmes.updateMany(
    { _id: { $ne: programme.id }, inForce: true },
    { $set: { inForce: false } },
    { session: tx },
  );
  await models.programmes.updateOne(
    { _id: programme.id },
    { $set: { inForce: true, programme, loadedAt: now } },
    { upsert: true, session: tx },
  );
  for (const { id } of roundsOf(programme))
    await models.periods.updateOne(
      { _id: id },
      { $setOnInsert: { programme: programme.id, openedAt: null, expected: 0 } },
      { upsert: true, session: tx },
    );
  const about = { programme: programme.id, firstDay: programme.firstDay };
  await models.audit.insertMany(
    [{ _id: randomUUID(), at: now, who: 'operator', event: 'programme.load', about }],
    { session: tx },
  );
}
