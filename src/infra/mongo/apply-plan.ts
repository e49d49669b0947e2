import type { ClientSession } from 'mongoose';
import type { PlanWrite } from '../../core/plan.js';
import type { Models } from './models.js';

/** Stops, resumes or approves a plan inside the turn's transaction; false when its state moved on. */
export async function applyPlanWrite(
  { models: { plans, outbox }, tx }: { models: Models; tx: ClientSession },
  write: PlanWrite,
): Promise<boolean> {
  const options = { session: tx };
  const { plan } = write;
  switch (write.kind) {
    case 'plan.stop': {
      const stopped = await plans.updateOne(
        { _id: plan, state: { $nin: ['done', 'stopped'] } },
        { $set: { state: 'stopped' } },
        options,
      );
      if (stopped.matchedCount === 0) return false;
      // What LINE may have accepted has perhaps arrived already: it finishes under its key.
      await outbox.updateMany(
        {
          'batch.plan': plan,
          state: 'pending',
          $or: [{ firstAttemptAt: null }, { 'batch.frozen': false }],
        },
        { $set: { state: 'held' } },
        options,
      );
      return true;
    }
    case 'plan.resume': {
      const resumed = await plans.updateOne(
        { _id: plan, state: 'stopped', approved: true },
        { $set: { state: 'holding', startsAt: write.startsAt } },
        options,
      );
      return resumed.matchedCount === 1;
    }
    case 'plan.approve': {
      const approved = await plans.updateOne(
        { _id: plan, state: 'asked' },
        { $set: { state: 'holding', approved: true, startsAt: write.startsAt } },
        options,
      );
      return approved.matchedCount === 1;
    }
  }
}
