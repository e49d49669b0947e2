import { type Day, dayOf, type Instant, timeOf } from '../../core/time.js';

const months = [
  'ม.ค.',
  'ก.พ.',
  'มี.ค.',
  'เม.ย.',
  'พ.ค.',
  'มิ.ย.',
  'ก.ค.',
  'ส.ค.',
  'ก.ย.',
  'ต.ค.',
  'พ.ย.',
  'ธ.ค.',
] as const;

/** `1 มี.ค. 2564`: Buddhist years are only ever shown, never stored. */
export function thaiDay(day: Day): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(date)} ${months[Number(month) - 1] ?? ''} ${Number(year) + 543}`;
}

/** `1 มี.ค. 2564 เวลา 21.04 น.` */
export const thaiMoment = (at: Instant): string =>
  `${thaiDay(dayOf(at))} เวลา ${timeOf(at).replace(':', '.')} น.`;

/** `6,000` */
export const thaiNumber = (value: number): string => value.toLocaleString('en-US');

/** `45%`, or `–` when there is nothing to divide by. */
export const thaiPercent = (rate: number | null): string =>
  rate === null ? '–' : `${Math.round(rate * 1000) / 10}%`;
