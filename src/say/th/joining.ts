import { dayOf, type Instant } from '../../core/time.js';
import { thaiDay, thaiMoment } from './format.js';

/** What somebody agrees to who asks for a seat by name, beside the words of every member. */
const nameLine = 'เราจะเก็บชื่อที่ท่านพิมพ์ และให้เจ้าหน้าที่ในพื้นที่ดู จนกว่าจะยืนยันเสร็จ';

/** Registration without a code. Nothing here may tell whether a name stands in the roster. */
export const joining = {
  noCode: () => 'ไม่มีรหัส',
  askTambon: (p: { again: boolean }) =>
    `${p.again ? '' : 'ไม่เป็นไรค่ะ เจ้าหน้าที่ยืนยันให้ได้\n'}ท่านเป็นผู้นำของตำบลไหนคะ พิมพ์ชื่อตำบล เช่น ดงครั่งน้อย`,
  tambonUnknown: () => 'ไม่พบตำบลนี้ค่ะ ตรวจตัวสะกดแล้วพิมพ์อีกครั้ง',
  tooManyTambons: (p: { count: number }) =>
    `มี ${p.count} ตำบลชื่อนี้ค่ะ พิมพ์อำเภอต่อท้ายด้วย เช่น ในเมือง อ.บ้านไผ่`,
  tambonOutside: (p: { tambon: string }) =>
    `${p.tambon} ไม่อยู่ในโครงการค่ะ ตรวจชื่อแล้วพิมพ์อีกครั้ง หรือติดต่อเจ้าหน้าที่`,
  noneInside: () => 'ตำบลชื่อนี้ไม่อยู่ในโครงการค่ะ ตรวจชื่อแล้วพิมพ์อีกครั้ง หรือติดต่อเจ้าหน้าที่',
  several: (p: { lines: readonly string[] }) =>
    ['มีหลายตำบลชื่อนี้ค่ะ ของท่านคือที่ไหน', ...p.lines].join('\n'),
  near: (p: { lines: readonly string[] }) => ['ไม่พบชื่อนี้ค่ะ หมายถึงตำบลไหนคะ', ...p.lines].join('\n'),
  nearOne: (p: { area: string }) => `ไม่พบชื่อนี้ค่ะ ใช่ ${p.area} หรือไม่คะ`,
  option: (p: { number: number; area: string }) => `${p.number}. ${p.area}`,
  otherTambon: () => 'ตำบลอื่น',
  askName: (p: { tambon: string }) => `${p.tambon}\nพิมพ์ชื่อและนามสกุลของท่านค่ะ`,
  badName: () => 'ขอชื่อและนามสกุลเป็นตัวอักษรค่ะ เช่น สมชาย ใจดี',
  checkTitle: () => 'ตรวจก่อนส่งคำขอ',
  nameLine: () => nameLine,
  nameRow: () => 'ชื่อที่พิมพ์',
  tambonRow: () => 'พื้นที่',
  sentRow: () => 'ส่งคำขอเมื่อ',
  sentAt: (p: { at: Instant }) => thaiMoment(p.at),
  send: () => 'ส่งคำขอ',
  changeName: () => 'แก้ชื่อ',
  changeTambon: () => 'แก้ตำบล',
  sentTitle: () => 'ส่งคำขอแล้ว',
  sentLine: () => 'รอเจ้าหน้าที่ยืนยันนะคะ เราจะแจ้งผลในแชทนี้',
  waitingTitle: () => 'คำขอของท่านรอเจ้าหน้าที่ยืนยัน',
  cancelRequest: () => 'ยกเลิกคำขอ',
  askCancel: () => 'ท่านมีคำขอลงทะเบียนที่รออยู่ ถ้าต้องการยกเลิก กดปุ่มด้านล่างค่ะ',
  cancelled: () => 'ยกเลิกคำขอแล้วค่ะ กดลงทะเบียนใหม่ได้ทุกเมื่อ',
  noRequest: () => 'ท่านไม่มีคำขอที่รออยู่ค่ะ',
  tooMany: () => 'วันนี้ส่งคำขอครบ 3 ครั้งแล้วค่ะ ลองใหม่พรุ่งนี้ หรือใช้รหัสจากเจ้าหน้าที่',
  slow: () => 'คำขอของท่านยังรอเจ้าหน้าที่ยืนยันค่ะ ใช้เวลานานกว่าปกติ ขออภัยที่ให้รอนะคะ',
  approvedLine: (p: { number: number }) => `เจ้าหน้าที่ยืนยันแล้วค่ะ ท่านคือผู้นำลำดับที่ ${p.number}`,
  refused: () => 'เจ้าหน้าที่ยังยืนยันชื่อนี้ไม่ได้ค่ะ ติดต่อสำนักงานพัฒนาชุมชนอำเภอเพื่อขอรหัส หรือส่งคำขอใหม่',
  taken: () => 'ขออภัยค่ะ ลำดับนี้มีผู้ลงทะเบียนแล้ว ติดต่อสำนักงานพัฒนาชุมชนอำเภอของท่าน หรือส่งคำขอใหม่',
} as const;

const verdicts = {
  approved: 'อนุมัติ',
  refused: 'ตอบว่าไม่ใช่',
  taken: 'ปิดคำขอ เพราะที่นั่งไม่ว่าง',
  cancelled: 'ยกเลิกคำขอเอง',
} as const;

type Decided = {
  by: { readonly officer: string } | 'admin' | 'you' | null;
  outcome: keyof typeof verdicts;
};

function decider(p: Decided): string {
  if (p.outcome === 'cancelled') return 'ผู้ขอ';
  if (p.by === 'you') return 'ท่าน';
  if (p.by === 'admin') return 'ผู้ดูแลโครงการ';
  return p.by ? `${p.by.officer} ` : 'เจ้าหน้าที่ท่านอื่น';
}

/** What officers see of people who ask for a seat. */
export const approval = {
  cardTitle: () => 'มีผู้ขอลงทะเบียน',
  seatRow: () => 'ลำดับที่',
  rosterRow: () => 'ชื่อในทะเบียน',
  noSeat: () => 'ไม่พบชื่อนี้ในที่นั่งที่ว่าง',
  noSeatLine: () => 'ถ้ารู้จักผู้นี้ กดเลือกที่นั่งให้ได้ค่ะ',
  approve: () => 'อนุมัติ',
  refuse: () => 'ไม่ใช่',
  pickSeat: () => 'เลือกที่นั่ง',
  pickTitle: (p: { name: string }) => `${p.name} คือผู้นำลำดับไหน`,
  free: () => 'ที่นั่งว่าง',
  approvedTitle: () => 'อนุมัติแล้ว',
  approvedLine: () => 'ระบบจะแจ้งผู้นำให้ค่ะ',
  askRefuse: (p: { name: string }) => `จะปิดคำขอของ ${p.name} และแจ้งผู้ขอว่ายืนยันไม่ได้ แน่ใจไหมคะ`,
  surely: () => 'ยืนยันว่าไม่ใช่',
  backToRequest: () => 'กลับไปดูคำขอ',
  refused: () => 'ตอบว่าไม่ใช่แล้วค่ะ ระบบจะแจ้งผู้ขอให้',
  taken: () => 'ที่นั่งนี้มีผู้ลงทะเบียนไปแล้วค่ะ ปิดคำขอนี้แล้ว ระบบจะแจ้งผู้ขอให้',
  seatTaken: () => 'ที่นั่งนี้ไม่ว่างแล้วค่ะ เลือกที่นั่งอื่นได้',
  noFreeSeat: () => 'ตำบลนี้ไม่มีที่นั่งว่างแล้วค่ะ ตอบ ไม่ใช่ เพื่อปิดคำขอนี้ได้',
  alreadyBy: (p: Decided & { at: Instant }) =>
    `${decider(p)}${verdicts[p.outcome]}แล้วค่ะ เมื่อ ${thaiMoment(p.at)}`,
  none: () => 'ไม่มีผู้รออนุมัติค่ะ',
  listTitle: (p: { count: number }) => `รออนุมัติ ${p.count} คน`,
  listAbout: (p: { page: number; of: number }) =>
    p.of > 1 ? `ผู้ที่รอนานที่สุดอยู่บนสุด หน้า ${p.page}/${p.of}` : 'ผู้ที่รอนานที่สุดอยู่บนสุด',
  listNote: (p: { tambon: string; at: Instant }) => `${p.tambon} ตั้งแต่ ${thaiDay(dayOf(p.at))}`,
  look: () => 'ดู',
  slow: () => 'มีผู้ขอลงทะเบียนรออนุมัติเกิน 1 วันแล้วค่ะ',
  toList: () => 'ดูผู้รออนุมัติ',
  next: () => 'หน้าถัดไป',
} as const;
