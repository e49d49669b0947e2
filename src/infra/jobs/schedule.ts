import { createTask } from 'node-cron';
import { memo } from '../../core/memo.js';
import { addDays, dayOf, hourMs, type Instant, minuteMs, startOf } from '../../core/time.js';

/** The minutes of cron words of five fields, in Bangkok's time. */
export type Schedule = {
  /** The scheduled minutes after `from`, up to and including `to`, oldest first. */
  between(from: Instant, to: Instant): readonly Instant[];
};

/** Reads cron words of five fields; the same words are read once. Throws what node-cron has against them. */
export const readSchedule = memo(read);

/**
 * node-cron judges one moment at a time and slowly, so minute, hour and day are judged apart: 84
 * judgements and one a day instead of one a minute.
 */
function read(words: string): Schedule {
  const [minute = '*', hour = '*', ...day] = words.split(' ');
  const matcher = (cron: string) => {
    const task = createTask(cron, () => {}, { timezone: 'Asia/Bangkok' });
    return (at: Instant): boolean => task.match(new Date(at));
  };
  const steps = (cron: string, count: number, stepMs: number): readonly number[] => {
    const matches = matcher(cron);
    // Any day will do: 1 Jan 1970 in Bangkok.
    return Array.from({ length: count }, (_, i) => i * stepMs).filter((offset) =>
      matches(startOf('1970-01-01') + offset),
    );
  };
  const minutes = steps(`${minute} * * * *`, 60, minuteMs);
  const times = steps(`* ${hour} * * *`, 24, hourMs).flatMap((h) => minutes.map((m) => h + m));
  const isDay = matcher(`* * ${day.join(' ')}`);
  return {
    between(from, to) {
      const found: Instant[] = [];
      for (let each = dayOf(from); startOf(each) <= to; each = addDays(each, 1)) {
        const start = startOf(each);
        if (!isDay(start)) continue;
        found.push(...times.map((t) => start + t).filter((at) => at > from && at <= to));
      }
      return found;
    },
  };
}
