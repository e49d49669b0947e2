import { thaiNumber, thaiPercent } from './format.js';

/** One decimal, or `–` when there is nothing to divide by. */
const average = (value: number | null): string =>
  value === null ? '–' : thaiNumber(Math.round(value * 10) / 10);

export const stats = {
  title: () => 'สถิติ',
  everywhere: () => 'ทั่วประเทศ',
  round: (p: { round: string; due: string }) => `${p.round} ${p.due}`,
  expected: (p: { count: number }) => `ที่นั่งทั้งหมด ${p.count === 0 ? '–' : thaiNumber(p.count)}`,
  onTime: () => 'ตรงเวลา',
  late: () => 'ส่งช้า',
  missing: () => 'ยังไม่ส่ง',
  part: (p: { count: number | null }) => (p.count === null ? '–' : thaiNumber(p.count)),
  partLabel: (p: { label: string; percent: number | null }) =>
    `${p.label} ${p.percent === null ? '–' : `${p.percent}%`}`,
  figure: (p: { value: number | null; unit: string }) =>
    p.value === null ? '–' : `${thaiNumber(p.value)} ${p.unit}`,
  averageSent: (p: { average: number | null }) => `เฉลี่ย ${average(p.average)} ต่อที่นั่งที่ส่งแล้ว`,
  averageSeat: (p: { average: number }) => `เฉลี่ย ${average(p.average)} ต่อที่นั่ง`,
  onTimeShare: (p: { percent: number | null }) =>
    `ตรงเวลา ${p.percent === null ? '–' : `${p.percent}%`}`,
  own: () => 'ดูสถิติของพื้นที่ไหนคะ',
  page: (p: { page: number; of: number }) => `หน้า ${p.page}/${p.of}`,
  next: () => 'หน้าถัดไป',
  up: (p: { area: string }) => `กลับไป${p.area}`,
  upShort: () => 'กลับ',
  how: () => 'วิธีคิด',
  howTitle: (p: { area: string; round: string }) => `วิธีคิดสถิติ ${p.area} ${p.round}`,
  howNone: () => 'รอบนี้ไม่มีที่นั่งที่ต้องส่งรายงานในพื้นที่นี้ จึงแสดงเป็น –',
  howRates: (p: {
    onTime: number;
    late: number;
    missing: number;
    reporting: number;
    timeliness: number;
    timelinessOfReceived: number | null;
  }) => {
    const [onTime, late, missing] = [p.onTime, p.late, p.missing].map(thaiNumber);
    const received = thaiNumber(p.onTime + p.late);
    const all = thaiNumber(p.onTime + p.late + p.missing);
    return [
      `ที่นั่งทั้งหมด นับเมื่อเปิดรอบ = ${all}`,
      `ส่งแล้ว = ตรงเวลา ${onTime} + ส่งช้า ${late} = ${received}`,
      `ยังไม่ส่ง = ${all} - ${onTime} - ${late} = ${missing}`,
      `อัตราการส่ง = ${received} ÷ ${all} = ${thaiPercent(p.reporting)}`,
      `อัตราตรงเวลา = ${onTime} ÷ ${all} = ${thaiPercent(p.timeliness)}`,
      `ตรงเวลาในที่ส่งแล้ว = ${onTime} ÷ ${received} = ${thaiPercent(p.timelinessOfReceived)}`,
    ].join('\n');
  },
  howRules: () =>
    [
      'ตรงเวลา คือส่งครั้งแรกภายในสิ้นวันกำหนดส่ง แก้ไขภายหลังไม่ทำให้ช้า',
      '“ไม่มีกิจกรรมรอบนี้” นับว่าส่งแล้ว ยอดเป็น 0',
      'ยอดรวม = รายงานฉบับล่าสุดของทุกที่นั่งในรอบนี้บวกกัน ไม่บวกข้ามรอบ',
    ].join('\n'),
} as const;
