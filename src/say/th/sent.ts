import type { Standing } from '../../core/round.js';
import { dayOf, type Instant } from '../../core/time.js';
import { thaiDay, thaiMoment } from './format.js';
import { standings } from './standing.js';
import { words } from './words.js';

/** What is said about a report after it was sent: taking it back, correcting it, its versions. */
export const sent = {
  undo: (p: { corrects: boolean }) => words.undo[p.corrects ? 1 : 0],
  undoHint: () => 'ถ้ากดผิด ยกเลิกได้ใน 10 นาที',
  askUndo: (p: { round: string }) => `รายงาน${p.round} ส่งแล้วค่ะ ถ้าต้องการยกเลิก กดปุ่มด้านล่างได้เลย`,
  nothingToUndo: () => 'ยังไม่มีรายงานที่ส่งแล้วให้ยกเลิกค่ะ',
  undone: (p: { number: string; round: string; lockAt: Instant }) =>
    `ยกเลิกการส่งแล้วค่ะ ใบรับ ${p.number} ไม่นับแล้ว\nตอนนี้ ${p.round} ยังไม่ส่ง ส่งใหม่ได้ถึง ${thaiDay(dayOf(p.lockAt))} เวลาส่งยังนับตามครั้งแรกค่ะ`,
  undoneTo: (p: { number: string; version: number }) =>
    `ยกเลิกการแก้ไขแล้วค่ะ ใบรับ ${p.number} ไม่นับแล้ว\nกลับไปใช้ฉบับที่ ${p.version} ตามเดิม`,
  undoneBefore: (p: { number: string; at: Instant }) =>
    `ใบรับ ${p.number} ยกเลิกไปแล้วค่ะ เมื่อ ${thaiMoment(p.at)}`,
  notNewest: (p: { version: number }) =>
    `ใบนี้ไม่ใช่ฉบับล่าสุดค่ะ ตอนนี้นับฉบับที่ ${p.version} ถ้าตัวเลขไม่ตรง กดแก้ไขได้เลย`,
  undoTooLate: (p: { lockAt: Instant }) =>
    `ครบ 10 นาทีแล้ว ยกเลิกไม่ได้ค่ะ แต่ยังแก้ไขตัวเลขได้ถึง ${thaiDay(dayOf(p.lockAt))}`,
  locked: (p: { lockAt: Instant }) =>
    `ปิดรับไปเมื่อ ${thaiDay(dayOf(p.lockAt))} แก้ไขไม่ได้แล้วค่ะ ถ้าตัวเลขไม่ตรง ติดต่อเจ้าหน้าที่ได้เลย`,
  alreadySent: (p: { round: string }) => `${p.round} ส่งแล้วค่ะ ถ้าตัวเลขไม่ตรง กดแก้ไขได้เลย`,
  notYetSent: (p: { round: string }) => `${p.round} ยังไม่ได้ส่งค่ะ กดรายงานเพื่อส่งได้เลย`,
  aboutCorrection: () => 'การแก้ไขรายงาน',
  nothingToCorrect: () => 'ยังไม่มีรายงานที่ส่งแล้วให้แก้ไขค่ะ',
  askRound: () => 'จะแก้ไขรายงานของรอบไหนคะ',
  until: (p: { lockAt: Instant }) => `แก้ไขได้ถึง ${thaiDay(dayOf(p.lockAt))}`,
  summaryTitle: () => 'แก้ไขรายงาน',
  chooseChange: () => 'นี่คือที่ส่งไว้ กดแก้ข้อที่ต้องการค่ะ',
  nothingChanged: () => 'ตัวเลขยังเหมือนที่ส่งไว้ค่ะ กดแก้ข้อที่ต้องการ',
  before: () => 'เดิม',
  changed: (p: { now: string; before: string }) => `${p.now} (เดิม ${p.before})`,
  receiptTitle: () => 'แก้ไขรายงานแล้ว',
  receiptThanks: (p: { version: number; standing: Standing }) =>
    `ขอบคุณค่ะ นับฉบับที่ ${p.version} แทนฉบับเดิม (${standings[p.standing]})`,
  version: (p: { version: number; corrected: boolean }) =>
    `ฉบับที่ ${p.version}${p.corrected ? ' (แก้ไขแล้ว)' : ''}`,
  taken: (p: { version: number }) => `(ฉบับที่ ${p.version} ยกเลิกแล้ว)`,
  sameAsLast: () => 'เหมือนรอบก่อน',
  checkSame: (p: { round: string }) =>
    `นี่คือตัวเลขที่ท่านส่งใน${p.round} ตรวจทุกข้อก่อนนะคะ ข้อไหนไม่ตรง กดแก้ก่อนส่ง`,
} as const;
