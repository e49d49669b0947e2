import { dayMs, hourMs, type Instant } from '../../core/time.js';
import { readSchedule } from './schedule.js';

/** When each job runs, in Bangkok's time, and how late a missed run is still caught up. */
export const timetable = {
  // One run opens everything whose time has come, however long nobody ran.
  'open-rounds': { schedule: '0 * * * *', windowMs: hourMs },
  'recount-cells': { schedule: '0 3 * * *', windowMs: dayMs },
  // A reminder of the morning is of no use in the afternoon.
  remind: { schedule: '0,30 8-19 * * *', windowMs: 2 * hourMs },
  digest: { schedule: '0,30 8-19 * * *', windowMs: 2 * hourMs },
  // By day only: nobody is woken to hear that they go on waiting.
  'slow-requests': { schedule: '15 8-18 * * *', windowMs: hourMs },
  prune: { schedule: '30 3 * * *', windowMs: dayMs },
  'prune-photos': { schedule: '45 3 * * *', windowMs: dayMs },
} as const;

/** Every job comes at least this often. */
const longestPauseMs = 32 * dayMs;

/** The next scheduled minute after `now`; null when none comes within a month. */
export const nextRun = (schedule: string, now: Instant): Instant | null =>
  readSchedule(schedule).between(now, now + longestPauseMs)[0] ?? null;
