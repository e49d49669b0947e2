import { inScope } from '../../access/scope.js';
import type { AreaCode } from '../../core/area.js';
import type { RoundId } from '../../core/ids.js';
import type { PlanState } from '../../core/plan.js';
import type { BroadcastPorts } from '../../features/broadcast/facts.js';
import type { LineAccount } from '../line/account.js';
import { reachOf } from '../outbox/audience.js';
import { readPlan } from '../outbox/plan-rows.js';
import type { Models } from './models.js';

/** What a broadcast asks before it is sent. */
export const broadcastPorts = (p: {
  readonly models: Models;
  readonly account: Pick<LineAccount, 'quota'>;
  readonly approvalOver: number;
}): Pick<BroadcastPorts, 'approvalOver' | 'messageQuota' | 'plan' | 'reach' | 'sentSince'> => ({
  approvalOver: p.approvalOver,
  reach: async (scope, audience) => {
    const { area } = audience;
    const covered = area === null ? scope.kind === 'all' : inScope(scope, area);
    return covered ? reachOf(p.models, audience) : { people: 0, seats: 0 };
  },
  messageQuota: async () => {
    try {
      return await p.account.quota();
    } catch {
      return null;
    }
  },
  plan: (id) => readPlan(p.models, id),
  sentSince: async (at) => {
    const rows = await p.models.plans
      .find({ createdAt: { $gte: at } }, { about: 1, area: 1, missing: 1, state: 1, batches: 1 })
      .lean();
    const isOver = ({ state }: { state: PlanState }) => state === 'stopped' || state === 'done';
    // What ended without anything that LINE can have taken has reached nobody and never will.
    const reached = await p.models.outbox.distinct('batch.plan', {
      'batch.plan': { $in: rows.filter(isOver).map((row) => row._id) },
      state: { $nin: ['held', 'cancelled', 'dead'] },
    });
    const sent = rows.filter((row) => !isOver(row) || reached.includes(row._id));
    return sent.map((row) => ({
      about: row.about,
      held: row.batches === 0,
      audience: { area: row.area as AreaCode | null, missing: row.missing as RoundId | null },
    }));
  },
});
