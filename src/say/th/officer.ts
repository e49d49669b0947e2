import type { Round, Standing } from '../../core/round.js';
import { dayOf, type Instant } from '../../core/time.js';
import { thaiDay, thaiMoment, thaiNumber, thaiPercent } from './format.js';
import { reporting } from './reporting.js';
import { standings } from './standing.js';

export const chase = {
  title: () => 'ใครยังไม่ส่ง',
  everywhere: () => 'ทั่วประเทศ',
  duties: (p: { count: number }) => `พื้นที่ที่ท่านดูแล ${p.count} แห่ง`,
  onTime: () => 'ตรงเวลา',
  late: () => 'ส่งช้า',
  missing: () => 'ยังไม่ส่ง',
  part: (p: { count: number }) => thaiNumber(p.count),
  partLabel: (p: { label: string; percent: number }) => `${p.label} ${p.percent}%`,
  areaCount: (p: { missing: number; expected: number }) =>
    p.missing === 0 ? 'ส่งครบแล้ว' : `ยังไม่ส่ง ${thaiNumber(p.missing)}/${thaiNumber(p.expected)}`,
  nobodyExpected: () => 'พื้นที่ของท่านยังไม่มีผู้ที่ต้องส่งในรอบนี้ค่ะ',
  how: () => 'วิธีคิด',
  howText: (p: { timeliness: number | null; reporting: number | null }) =>
    `คิดจากผู้นำทุกลำดับที่มีเมื่อเปิดรอบ\nตรงเวลา ÷ ทั้งหมด = ${thaiPercent(p.timeliness)}\n(ตรงเวลา + ส่งช้า) ÷ ทั้งหมด = ${thaiPercent(p.reporting)}\n“ไม่มีกิจกรรมรอบนี้” นับว่าส่งแล้ว`,
  seatsTitle: (p: { missing: number }) => `ยังไม่ส่ง ${thaiNumber(p.missing)} คน`,
  seatName: (p: { number: number; name: string }) => `${p.number}. ${p.name || '(ไม่มีชื่อ)'}`,
  seatNote: (p: {
    standing: Standing;
    claimed: boolean;
    hasLeft: boolean;
    photos: number;
    repeated: number;
  }) =>
    [
      standings[p.standing],
      ...(p.standing === 'missing' && !p.claimed ? ['ยังไม่ลงทะเบียน'] : []),
      ...(p.standing === 'missing' && p.hasLeft ? ['เลิกติดตาม'] : []),
      ...(p.photos > 0 ? [`รูป ${p.photos} รูป`] : []),
      ...(p.repeated > 0 ? [`(เคยส่งแล้ว ${p.repeated} รูป)`] : []),
    ].join(' '),
  call: () => 'โทร',
  allSent: () => 'ส่งครบทุกคนแล้วค่ะ',
  back: () => 'กลับ',
  page: (p: { page: number; of: number }) => `หน้า ${p.page}/${p.of}`,
  next: () => 'หน้าถัดไป',
  digest: () => 'สวัสดีตอนเช้าค่ะ นี่คือสรุปผู้ที่ยังไม่ส่งรายงาน\nข้อความสุดท้ายกดค้างเพื่อคัดลอกไปวางในกลุ่มไลน์ได้เลยค่ะ',
  forGroup: (p: { round: Round; isLate: boolean; lines: readonly string[] }) =>
    [
      'เรียน ผู้นำการเปลี่ยนแปลงทุกท่าน',
      reporting.roundName({
        number: p.round.number,
        of: p.round.of,
        activity: p.round.activity.name,
      }),
      p.isLate ? reporting.lateUntil(p.round) : reporting.due(p.round),
      'ขณะนี้ยังไม่ได้รับรายงานจาก',
      ...p.lines,
      'ส่งได้ในแชทของบัญชีทางการ พิมพ์ว่า รายงาน ใช้เวลาประมาณ 2 นาทีค่ะ',
      'ท่านที่ส่งแล้ว ขอบคุณมากค่ะ',
    ].join('\n'),
  /** No numbers of seats: the line is about a whole district. */
  forGroupLine: (p: { area: string; of: number; missing: number; seats: readonly number[] }) =>
    p.seats.length > 0
      ? `• ${p.area} ลำดับที่ ${p.seats.join(', ')}`
      : `• ${p.area} ${thaiNumber(p.missing)} จาก ${thaiNumber(p.of)} คน`,
  skipped: (p: {
    what: 'reminder' | 'digest';
    steps: readonly { readonly round: Round; readonly at: Instant }[];
  }) =>
    [
      `ระบบหยุดทำงานช่วงหนึ่งค่ะ ${skippedWhat[p.what]}ต่อไปนี้จึงไม่ได้ส่ง`,
      ...p.steps.map(({ round, at }) => `• ${reporting.shortRound(round)} ${thaiMoment(at)}`),
      skippedInstead[p.what],
    ].join('\n'),
} as const;

const skippedWhat = { reminder: 'การแจ้งเตือนผู้นำ', digest: 'สรุปตอนเช้าของเจ้าหน้าที่' } as const;
const skippedInstead = {
  reminder: 'พิมพ์ ประกาศ เพื่อแจ้งผู้ที่ยังไม่ส่งได้ค่ะ',
  digest: 'เจ้าหน้าที่พิมพ์ ยังไม่ส่ง เพื่อดูรายชื่อได้ตลอดเวลาค่ะ',
} as const;

export const invite = {
  about: () => 'การเชิญเจ้าหน้าที่',
  askArea: () => 'เชิญเจ้าหน้าที่ของอำเภอหรือจังหวัดไหนคะ\nพิมพ์ชื่อ เช่น เกษตรวิสัย หรือ จ.เลย',
  none: () => 'ไม่พบชื่อนี้ค่ะ ลองพิมพ์ชื่ออำเภอหรือจังหวัดอีกครั้ง',
  confirm: (p: { area: string }) => `สร้างรหัสเจ้าหน้าที่ของ ${p.area} ใช่ไหมคะ`,
  make: () => 'สร้างรหัส',
  other: () => 'เลือกที่อื่น',
  doneTitle: () => 'รหัสเจ้าหน้าที่',
  area: () => 'พื้นที่',
  code: () => 'รหัส',
  until: () => 'ใช้ได้ถึง',
  untilDay: (p: { at: Instant }) => thaiDay(dayOf(p.at)),
  how: (p: { code: string }) => `ส่งรหัสนี้ให้เจ้าหน้าที่ ให้เพิ่มเพื่อนบัญชีนี้แล้วพิมพ์ว่า รหัส ${p.code}`,
  once: () => 'ใช้ได้ครั้งเดียว',
} as const;

export const contact = {
  title: () => 'เจ้าหน้าที่ที่ดูแลท่าน',
  about: () => 'กดโทรได้เลยค่ะ',
  aboutNoPhone: () => 'ถ้าต้องการโทร ติดต่อสำนักงานพัฒนาชุมชนอำเภอของท่านได้ค่ะ',
  call: () => 'โทร',
  noPhone: () => 'ยังไม่ได้ให้เบอร์โทรไว้',
  ofAdmins: () => 'ท่านเป็นผู้ดูแลโครงการค่ะ เจ้าหน้าที่ในพื้นที่ติดต่อท่านผ่านแชทนี้',
  none: () => 'พื้นที่นี้ยังไม่มีเจ้าหน้าที่ในระบบค่ะ โปรดติดต่อสำนักงานพัฒนาชุมชนอำเภอของท่าน',
  noneTold: () =>
    'พื้นที่นี้ยังไม่มีเจ้าหน้าที่ในระบบค่ะ โปรดติดต่อสำนักงานพัฒนาชุมชนอำเภอของท่าน ระบบจะแจ้งผู้ดูแลโครงการให้',
  askedAdmin: (p: { area: string }) =>
    `มีผู้นำใน ${p.area} ต้องการติดต่อเจ้าหน้าที่ แต่ยังไม่มีเจ้าหน้าที่ของพื้นที่นี้ พิมพ์ เชิญเจ้าหน้าที่ เพื่อเพิ่ม`,
  askedByOfficer: () => 'เจ้าหน้าที่ต้องการติดต่อท่าน',
  toldAdmins: () => 'ระบบจะแจ้งผู้ดูแลโครงการให้ค่ะ ว่าท่านต้องการติดต่อ',
  applied: (p: { area: string }) =>
    `คำขอของท่านรอเจ้าหน้าที่ยืนยันอยู่ค่ะ สอบถามได้ที่สำนักงานพัฒนาชุมชน ${p.area}`,
  unknownPlace: () => 'ถ้ายังไม่ได้ลงทะเบียน โปรดติดต่อสำนักงานพัฒนาชุมชนอำเภอของท่านเพื่อขอรหัสค่ะ',
} as const;
