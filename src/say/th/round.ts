import { dayOf, type Instant } from '../../core/time.js';
import { thaiDay } from './format.js';

/** What is said of a round that somebody named and that cannot be looked at. */
export const round = {
  noneOpen: () => 'ยังไม่มีรอบที่เปิดรับรายงานค่ะ',
  unknown: () => 'ไม่มีรอบนี้ค่ะ เลือกรอบที่เปิดแล้วได้เลย',
  opens: (p: { number: number; opensAt: Instant }) =>
    `รอบที่ ${p.number} จะเปิดรับ ${thaiDay(dayOf(p.opensAt))} ค่ะ เลือกรอบที่เปิดแล้วได้เลย`,
  several: () => 'รอบเลขนี้มีหลายรอบค่ะ เลือกที่ต้องการ',
} as const;
