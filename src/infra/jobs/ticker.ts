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
 * call, at the first call the whole window.
 */
export function makeTicker(p: {
  readonly jobs: readonly Job[];
  readonly models: Models;
  readonly clock: Clock;
  readonly log: Log;
  readonly owner: string;
}): { tick(): Promise<void> } {
  const tasks = p.jobs.map((job) => ({
    job,
    task: createTask(job.schedule, () => {}, { timezone: 'Asia/Bangkok' }),
  }));
  const judgedUntil = new Map<string, Instant>();

  /** The slot row decides who runs; a run that died is taken over. */
  const take = async (job: Job, slot: Instant): Promise<boolean> => {
    const _id = `${job.id}:${new Date(slot).toISOString()}`;
    const now = p.clock.now();
    const lease = { owner: p.owner, until: now + runLeaseMs };
    try {
      await p.models.slots.insertMany([{ _id, job: job.id, state: 'running', lease }]);
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    const taken = await p.models.slots.updateOne(
      { _id, state: 'running', 'lease.until': { $lt: now } },
      { $set: { lease } },
    );
    return taken.modifiedCount === 1;
  };

  const run = async (job: Job, slot: Instant): Promise<void> => {
    if (!(await take(job, slot))) return;
    await job.run(slot);
    await p.models.slots.updateOne(
      { _id: `${job.id}:${new Date(slot).toISOString()}`, 'lease.owner': p.owner },
      { $set: { state: 'done', lease: null } },
    );
    p.log.info('job.done', { job: job.id, slot });
  };

  return {
    async tick() {
      const thisMinute = Math.floor(p.clock.now() / minuteMs) * minuteMs;
      for (const { job, task } of tasks) {
        const from = judgedUntil.get(job.id) ?? thisMinute - job.windowMs;
        for (let at = from + minuteMs; at <= thisMinute; at += minuteMs) {
          if (!task.match(new Date(at))) continue;
          try {
            await run(job, at);
          } catch (error) {
            p.log.error('job.failed', error, { job: job.id, slot: at });
          }
        }
        judgedUntil.set(job.id, Math.max(from, thisMinute));
      }
    },
  };
}
