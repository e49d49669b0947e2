import { dayMs, type Instant, minuteMs } from '../../core/time.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { isDuplicate } from '../mongo/errors.js';
import type { Models } from '../mongo/models.js';
import { readSchedule } from './schedule.js';

export type Job = {
  readonly id: string;
  /** Cron words of five fields in Bangkok's time. */
  readonly schedule: string;
  /** How late a missed run may still be caught up. */
  readonly windowMs: number;
  readonly run: (slot: Instant) => Promise<void>;
  /**
   * Told of runs that would come too late to be of use, perhaps more than once. Absent: the next run
   * makes up for them.
   */
  readonly skipped?: (slots: readonly Instant[]) => Promise<void>;
};

/** A run that takes longer is taken to have died. */
const runLeaseMs = 5 * minuteMs;
/** Runs that were missed longer ago are of no interest to anybody. */
const missedSinceMs = 7 * dayMs;

/**
 * Runs jobs at their scheduled minutes, once however many instances there are. `tick` is called every
 * few seconds; it judges every minute since the last call. What was missed while nobody ran is caught
 * up inside the job's window; older slots get a row `skipped`, which the log counts and the job is told
 * of, when anything is lost by them. A run that failed or died is taken up again when its lease has run out.
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
    schedule: readSchedule(job.schedule),
    /** Null before the first tick. */
    judgedUntil: null as Instant | null,
    /** Slots that are not known to be done. */
    due: new Set<Instant>(),
  }));
  const idOf = (job: Job, slot: Instant): string => `${job.id}:${new Date(slot).toISOString()}`;

  /** Whether the run is done, by whomever: the slot row decides who runs. */
  const run = async (job: Job, slot: Instant): Promise<boolean> => {
    const _id = idOf(job, slot);
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

  /** Until when slots of this job were settled, by whomever; null when it has never run. */
  const settledUntil = async (job: Job): Promise<Instant | null> => {
    const settled = { job: job.id, state: { $ne: 'running' as const } };
    return (await slots.findOne(settled, { at: 1 }).sort({ at: -1 }).lean())?.at ?? null;
  };

  const skip = async (job: Job, missed: readonly Instant[]): Promise<void> => {
    if (!job.skipped || missed.length === 0) return;
    // First, because it may be said twice and must not be lost.
    await job.skipped(missed);
    const rows = missed.map((at) => ({
      _id: idOf(job, at),
      ...{ job: job.id, at, state: 'skipped' as const, lease: null },
    }));
    const ids = rows.map((row) => row._id);
    const known = await slots.find({ _id: { $in: ids } }, { _id: 1 }).lean();
    const fresh = rows.filter((row) => !known.some(({ _id }) => _id === row._id));
    try {
      await slots.insertMany(fresh, { ordered: false });
    } catch (error) {
      // Another instance says it at this moment.
      if (!isDuplicate(error)) throw error;
    }
    // Begun, failed again and again, and now too late.
    await slots.updateMany(
      { _id: { $in: ids }, state: 'running', 'lease.until': { $lt: clock.now() } },
      { $set: { state: 'skipped', lease: null } },
    );
    for (const { at } of fresh) log.warn('job.skipped', { job: job.id, slot: at });
  };

  const judge = async (plan: (typeof plans)[number], thisMinute: Instant): Promise<void> => {
    const { job, schedule, due } = plan;
    const oldest = thisMinute - job.windowMs;
    const judged = plan.judgedUntil ?? (await settledUntil(job));
    const missed = [
      ...[...due].filter((slot) => slot <= oldest),
      ...(judged === null
        ? []
        : schedule.between(Math.max(judged, thisMinute - missedSinceMs), oldest)),
    ];
    for (const slot of schedule.between(Math.max(plan.judgedUntil ?? 0, oldest), thisMinute))
      due.add(slot);
    await skip(job, missed);
    for (const slot of missed) due.delete(slot);
    plan.judgedUntil = Math.max(plan.judgedUntil ?? 0, thisMinute);
    for (const slot of due)
      try {
        if (await run(job, slot)) due.delete(slot);
      } catch (error) {
        log.error('job.failed', error, { job: job.id, slot });
      }
  };

  return {
    async tick() {
      const thisMinute = Math.floor(clock.now() / minuteMs) * minuteMs;
      for (const plan of plans) await judge(plan, thisMinute);
    },
  };
}
