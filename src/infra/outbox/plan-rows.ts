import type { AreaCode } from '../../core/area.js';
import type { RoundId, UserId } from '../../core/ids.js';
import { noCounts, type Plan, type PlanCounts, type PlanId } from '../../core/plan.js';
import type { SendPlan } from '../../flow/effect.js';
import type { LineMessage } from '../../say/render.js';
import type { Models } from '../mongo/models.js';
import type { OutboxRow, PlanRow } from '../mongo/rows.js';
import { cursorAtEnd } from './audience.js';

/** A decided plan as it is stored: its words are frozen here, its people are not. */
export function planRow(plan: SendPlan, messages: readonly LineMessage[], now: number): PlanRow {
  const { id, audience, state, madeBy, about, lane, people, startsAt, until } = plan;
  return {
    _id: id,
    ...audience,
    ...{ madeBy, about, lane, people, startsAt, until, state, messages },
    approved: state !== 'asked',
    cursor: '',
    batches: 0,
    createdAt: now,
  };
}

/** What became of the people of a plan's batches so far. */
export async function countsOf({ outbox }: Models, plan: string): Promise<PlanCounts> {
  const counts = { ...noCounts };
  const rows = await outbox
    .find({ 'batch.plan': plan })
    .select('state outcome batch.size batch.dropped')
    .lean<Pick<OutboxRow, 'state' | 'outcome' | 'batch'>[]>();
  for (const { state, outcome, batch } of rows) {
    if (!batch) continue;
    const wanted = batch.size - batch.dropped;
    counts.dropped += batch.dropped;
    if (state === 'sent') counts.accepted += wanted;
    else if (state === 'dead') counts.refused += wanted;
    else if (state === 'cancelled') counts.tooLate += wanted;
    else counts.waiting += wanted;
    if (state === 'pending' && outcome === 'quota-reached') counts.outOfQuota = true;
  }
  return counts;
}

/** A stored plan with its counts; null when there is none of that name. */
export async function readPlan(models: Models, id: PlanId): Promise<Plan | null> {
  const row = await models.plans.findById(id, { messages: 0 }).lean();
  return row && toPlan(row, await countsOf(models, id));
}

export const toPlan = (row: Omit<PlanRow, 'messages'>, counts: PlanCounts): Plan => ({
  id: row._id as PlanId,
  madeBy: row.madeBy as UserId | null,
  audience: { area: row.area as AreaCode | null, missing: row.missing as RoundId | null },
  state: row.state,
  approved: row.approved,
  startsAt: row.startsAt,
  until: row.until,
  people: row.people,
  isBatched: row.cursor === cursorAtEnd,
  counts,
});
