import type { Standing } from '../../core/round.js';
import { dayOf, type Instant } from '../../core/time.js';
import { thaiDay, thaiMoment, thaiNumber } from './format.js';
import { standings } from './standing.js';

const figure = (p: { value: number; unit: string }): string => `${thaiNumber(p.value)} ${p.unit}`;

/** `ลดรายจ่าย 6,000 บาท`; `120 ครัวเรือน` needs no name beside its unit. */
const named = (p: { label: string; value: number; unit: string }): string =>
  p.label === p.unit ? figure(p) : `${p.label} ${figure(p)}`;

export const reporting = {
  about: () => 'การกรอกรายงาน',
  begin: () => 'ส่งรายงาน',
  standing: (p: { standing: Standing }) => standings[p.standing],
  roundName: (p: { number: number; of: number; activity: string }) =>
    `${p.activity} รอบที่ ${p.number}/${p.of}`,
  shortRound: (p: { number: number }) => `รอบที่ ${p.number}`,
  due: (p: { dueAt: Instant }) => `กำหนดส่ง ${thaiDay(dayOf(p.dueAt))}`,
  lateUntil: (p: { dueAt: Instant; lockAt: Instant }) =>
    `เลยกำหนดเมื่อ ${thaiDay(dayOf(p.dueAt))} ยังส่งได้ถึง ${thaiDay(dayOf(p.lockAt))}`,
  askRound: () => 'จะส่งรายงานของรอบไหนคะ',
  roundChoice: (p: { number: number; dueAt: Instant }) =>
    `รอบ ${p.number} (${thaiDay(dayOf(p.dueAt)).replace(/ \d+$/, '')})`,
  question: (p: { head: string; question: string; why: string; example: string }) =>
    `${p.head}\n\n${p.question}\n${p.why}\nตัวอย่าง ${p.example}`,
  progress: (p: { step: number; of: number }) => `คำถามที่ ${p.step} จาก ${p.of}`,
  heard: (p: { label: string; value: number; unit: string }) => `รับทราบค่ะ ${named(p)}`,
  unread: (p: { words: string }) => `อ่านไม่เข้าใจตรง “${p.words}” ขอถามทีละข้อนะคะ`,
  unreadCheck: (p: { words: string }) => `อ่านไม่เข้าใจตรง “${p.words}” ตรวจใบนี้ก่อนนะคะ`,
  nothing: () => 'ไม่มีกิจกรรมรอบนี้',
  none: () => 'ไม่มี',
  nothingShort: () => 'ไม่มีกิจกรรม',
  askWhich: (p: { label: string }) => `${p.label} หมายถึงจำนวนไหนคะ`,
  soFar: (p: { label: string; value: number; unit: string }) => `ตอนนี้ใส่ไว้ ${named(p)}`,
  asItWas: () => 'ใช้ค่าเดิม',
  notNumber: (p: { example: string }) => `ขอเป็นตัวเลขอย่างเดียวค่ะ เช่น ${p.example}`,
  negative: () => 'ขอเป็นตัวเลขตั้งแต่ 0 ขึ้นไปค่ะ',
  fraction: () => 'ขอเป็นจำนวนเต็มค่ะ ไม่ต้องมีจุดทศนิยม',
  tooLarge: (p: { most: number; unit: string }) =>
    `ตัวเลขนี้มากเกินไปค่ะ ขอไม่เกิน ${thaiNumber(p.most)} ${p.unit}`,
  surprising: (p: { label: string; value: number; last: number; unit: string }) =>
    `${named(p)} ต่างจากรอบก่อน (${thaiNumber(p.last)}) มาก ถูกต้องไหมคะ`,
  unlikely: (p: {
    label: string;
    value: number;
    unit: string;
    other: { label: string; value: number; unit: string };
  }) => `${named(p)} จาก ${named(p.other)} ถูกต้องไหมคะ`,
  isRight: () => 'ถูกต้อง',
  typeAnew: () => 'พิมพ์ใหม่',
  summaryTitle: () => 'ตรวจก่อนส่ง',
  summaryLine: (p: { round: string; due: string }) => `${p.round}\n${p.due}`,
  figure,
  named,
  send: () => 'ส่ง',
  change: (p: { label: string }) => `แก้${p.label}`,
  pressSend: () => 'กด ส่ง ถ้าถูกต้องแล้ว หรือกดแก้ข้อที่ต้องการค่ะ',
  changedSince: () => 'ใบนั้นแก้ไปแล้วค่ะ ตรวจใบล่าสุดนี้แล้วกด ส่ง',
  typeFigures: () => 'พิมพ์ตัวเลข',
  content: () => 'รายงาน',
  receiptTitle: (p: { standing: Standing }) =>
    p.standing === 'late' ? 'รับรายงานแล้ว (ช้ากว่ากำหนด)' : 'รับรายงานแล้ว ตรงเวลา',
  receiptThanks: () => 'ขอบคุณค่ะ รายงานถึงเจ้าหน้าที่เรียบร้อยแล้ว',
  receiptNumber: () => 'เลขที่ใบรับ',
  receiptRound: () => 'รอบ',
  receiptAt: () => 'ส่งเมื่อ',
  at: (p: { at: Instant }) => thaiMoment(p.at),
  noneOpen: () => 'ตอนนี้ไม่มีรอบที่เปิดรับรายงานค่ะ',
  nextOpens: (p: { round: string; opensAt: Instant }) =>
    `${p.round} จะเปิดรับ ${thaiDay(dayOf(p.opensAt))}`,
  allSent: () => 'ท่านส่งครบแล้วค่ะ ไม่มีรายงานค้าง',
  nextRound: () => 'ท่านเริ่มส่งรายงานตั้งแต่รอบถัดไปค่ะ',
  noSuchRound: () => 'ไม่มีรอบนี้ค่ะ',
  otherRoundOpen: (p: { round: string; other: string }) =>
    `ท่านกรอก${p.round} ค้างอยู่ค่ะ ส่งหรือยกเลิกก่อน แล้วค่อยทำ${p.other}`,
  roundClosed: () => 'รอบนี้ปิดรับรายงานแล้วค่ะ ติดต่อเจ้าหน้าที่ได้เลย',
  statusTitle: () => 'รายงานของท่าน',
  statusSeat: (p: { number: number; tambon: string }) => `ลำดับที่ ${p.number} ${p.tambon}`,
  statusNone: () => 'ยังไม่มีรอบที่เปิดรับรายงานค่ะ',
  planned: () => 'ยังไม่เปิดรับ',
  missed: () => 'ไม่ได้ส่ง (ปิดรับแล้ว)',
  scheduleTitle: () => 'กำหนดการ',
  scheduleNone: () => 'ยังไม่มีกำหนดการในระบบค่ะ',
  span: (p: { from: string; to: string }) =>
    p.from === p.to ? thaiDay(p.from) : `${thaiDay(p.from)} ถึง ${thaiDay(p.to)}`,
} as const;
