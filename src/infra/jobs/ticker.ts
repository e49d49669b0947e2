import { createTask } from 'node-cron';
import { type Instant, minuteMs } from '../../core/time.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { isDuplicate } from '../mongo/errors.js';
import type { Models } from '../mongo/models.js';

export type Job = {
  readonly id: string;
  /** Cron words in Bangkok's time. */
  readonly schedule: string;
  /** How late a missed run may still be caught up. */
  readonly windowMs: number;
  readonly run: (slot: Instant) => Promise<void>;
};

/** A run that takes longer is taken to have died. */
const runLeaseMs = 5 * minuteMs;

/**
 * Runs jobs at their scheduled minutes, once however many instances there are, and catches up what was
 * missed while nobody ran. `tick` is called every few seconds; it judges every minute since the last
 * call, at the first call and after a long pause the whole window. A run that failed or died is taken
 * up again when its lease has run out.
 */
export function makeTicker(p: {
  readonly jobs: readonly Job[];
  readonly models: Models;
  readonly clock: Clock;
  readonly log: Log;
  readonly owner: string;
}): { tick(): Promise<void> } {
  const { clock, log, owner } = p;
  const { slots } = p.models;
  const plans = p.jobs.map((job) => ({
    job,
    task: createTask(job.schedule, () => {}, { timezone: 'Asia/Bangkok' }),
    judgedUntil: 0,
    /** Slots that are not known to be done. */
    due: new Set<Instant>(),
  }));

  /** Whether the run is done, by whomever: the slot row decides who runs. */
  const run = async (job: Job, slot: Instant): Promise<boolean> => {
    const _id = `${job.id}:${new Date(slot).toISOString()}`;
    const now = clock.now();
    const lease = { owner, until: now + runLeaseMs };
    try {
      await slots.insertMany([{ _id, job: job.id, at: slot, state: 'running', lease }]);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const taken = await slots.updateOne(
        { _id, state: 'running', 'lease.until': { $lt: now } },
        { $set: { lease } },
      );
      if (taken.modifiedCount === 0) return (await slots.exists({ _id, state: 'done' })) !== null;
    }
    await job.run(slot);
    await slots.updateOne({ _id, 'lease.owner': owner }, { $set: { state: 'done', lease: null } });
    log.info('job.done', { job: job.id, slot });
    return true;
  };

  return {
    async tick() {
      const thisMinute = Math.floor(clock.now() / minuteMs) * minuteMs;
      for (const plan of plans) {
        const { job, task, due } = plan;
        const oldest = thisMinute - job.windowMs;
        for (const slot of due) if (slot <= oldest) due.delete(slot);
        const from = Math.max(plan.judgedUntil, oldest);
        for (let at = from + minuteMs; at <= thisMinute; at += minuteMs)
          if (task.match(new Date(at))) due.add(at);
        plan.judgedUntil = Math.max(plan.judgedUntil, thisMinute);
        for (const slot of due)
          try {
            if (await run(job, slot)) due.delete(slot);
          } catch (error) {
            log.error('job.failed', error, { job: job.id, slot });
          }
      }
    },
  };
}
