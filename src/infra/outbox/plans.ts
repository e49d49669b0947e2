import type { AreaBook } from '../../core/area.js';
import { noCounts, type PlanCounts } from '../../core/plan.js';
import { dayMs } from '../../core/time.js';
import { planCard } from '../../say/plan-card.js';
import type { Render } from '../../say/render.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Models } from '../mongo/models.js';
import type { OutboxRow, PlanRow } from '../mongo/rows.js';
import { cursorAtEnd, nextPage } from './audience.js';
import { countsOf, toPlan } from './plan-rows.js';
import { batchRow, pushRow } from './rows.js';

/** Whoever sent something to many hears the result within a day, or looks it up. */
const resultWantedMs = dayMs;

export type Plans = {
  /** Starts what is due, makes the next batches, and closes what is sent. Several may do so at once. */
  sweep(): Promise<void>;
};

/**
 * Works off plans: the audience is asked page by page, and a page becomes one batch in the same
 * transaction that moves the cursor, so that nobody is in two batches and nobody is left out.
 */
export function makePlans(p: {
  readonly models: Models;
  readonly areas: AreaBook;
  readonly render: Render;
  readonly clock: Clock;
  readonly log: Log;
  readonly deliver: (rows: readonly OutboxRow[]) => void;
  /** Told where in the work we are; tests stop the process there. */
  readonly mark: (label: string) => void;
}): Plans {
  const { models, clock, log } = p;

  const start = (id: string): Promise<void> =>
    models.plans.db.transaction(async (tx) => {
      const started = await models.plans.updateOne(
        { _id: id, state: 'holding' },
        { $set: { state: 'running' } },
        { session: tx },
      );
      if (started.matchedCount === 0) return;
      await models.outbox.updateMany(
        { 'batch.plan': id, state: 'held' },
        { $set: { state: 'pending', dueAt: clock.now() } },
        { session: tx },
      );
    });

  /** Makes one page a batch; null when somebody else moved the plan on, or it is at its end. */
  const step = async (plan: PlanRow): Promise<PlanRow | null> => {
    const audience = toPlan(plan, noCounts).audience;
    const page = await nextPage(models, audience, plan.cursor);
    const number = plan.batches + 1;
    const recipients = page.users;
    const rows =
      recipients.length > 0 ? [batchRow({ plan, number, recipients, now: clock.now() })] : [];
    const next: PlanRow = {
      ...plan,
      state: page.cursor === null ? 'sending' : 'running',
      cursor: page.cursor ?? cursorAtEnd,
      batches: number,
    };
    const { state, cursor, batches } = next;
    const moved = await models.plans.db.transaction(async (tx) => {
      const updated = await models.plans.updateOne(
        { _id: plan._id, state: 'running', batches: plan.batches },
        { $set: { state, cursor, batches } },
        { session: tx },
      );
      if (updated.matchedCount === 0) return false;
      if (rows.length > 0) await models.outbox.insertMany(rows, { session: tx });
      return true;
    });
    p.mark('batch-made');
    if (!moved) return null;
    p.deliver(rows);
    return state === 'running' ? next : null;
  };

  /** Closes a plan of which nothing is left to send. */
  const finish = async (plan: PlanRow): Promise<void> => {
    // Counted only once nobody makes any more batches, or the last ones might be missing.
    const now = await models.plans.findById(plan._id, { state: 1 }).lean();
    if (now?.state !== 'sending') return;
    const counts = await countsOf(models, plan._id);
    if (counts.waiting === 0) await close(plan, 'sending', counts);
  };

  /** Closes a plan that is still in the state `from`, and tells its maker. */
  const close = async (
    plan: PlanRow,
    from: 'asked' | 'sending',
    counts: PlanCounts,
  ): Promise<void> => {
    const now = clock.now();
    const result = toPlan({ ...plan, state: 'done' }, counts);
    const rows =
      result.madeBy === null
        ? []
        : [
            pushRow({
              to: result.madeBy,
              messages: [p.render(planCard(p.areas, result, now))],
              key: `${plan._id}:result`,
              lane: 'interactive',
              until: now + resultWantedMs,
              now,
            }),
          ];
    const done = await models.plans.db.transaction(async (tx) => {
      const closed = await models.plans.updateOne(
        { _id: plan._id, state: from },
        { $set: { state: 'done' } },
        { session: tx },
      );
      if (closed.matchedCount === 0) return false;
      if (rows.length > 0) await models.outbox.insertMany(rows, { session: tx });
      return true;
    });
    if (!done) return;
    log.info('plan.done', { plan: plan._id, ...counts });
    p.deliver(rows);
  };

  return {
    async sweep() {
      const open = await models.plans
        .find({ state: { $in: ['asked', 'holding', 'running', 'sending'] } })
        .lean();
      for (const plan of open) {
        if (plan.state === 'asked') {
          if (plan.until < clock.now()) await close(plan, 'asked', noCounts);
          continue;
        }
        if (plan.state === 'holding') {
          if (plan.startsAt > clock.now()) continue;
          await start(plan._id);
        }
        if (plan.state !== 'sending')
          for (let at: PlanRow | null = { ...plan, state: 'running' }; at; ) at = await step(at);
        await finish(plan);
      }
    },
  };
}
