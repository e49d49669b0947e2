import type { PlanStage } from '../../core/plan.js';
import type { Instant } from '../../core/time.js';
import { thaiMoment, thaiNumber } from './format.js';

const titles: Record<PlanStage, string> = {
  asked: 'รออนุมัติ',
  holding: 'จะเริ่มส่งภายใน 60 วินาที',
  running: 'กำลังส่งประกาศ',
  sending: 'กำลังส่งประกาศ',
  waiting: 'หยุดรอ ข้อความของเดือนนี้หมด',
  done: 'ส่งประกาศเสร็จแล้ว',
  nobody: 'ประกาศนี้ไม่ได้ส่งถึงใคร',
  stopped: 'หยุดส่งแล้ว',
  over: 'หยุดส่งแล้ว',
  unapproved: 'หมดเวลาอนุมัติแล้ว',
};
const goesOn = 'ทำอย่างอื่นต่อได้เลย ส่งครบแล้วระบบจะแจ้งผลให้ค่ะ';
const lines: Record<PlanStage, (until: Instant) => string> = {
  asked: () => 'ผู้รับมีจำนวนมาก ต้องมีผู้อนุมัติอีกคน ระบบจะแจ้งผู้อนุมัติให้ค่ะ',
  holding: () => 'ถ้าเปลี่ยนใจ กดหยุดได้ก่อนครบเวลาค่ะ',
  running: () => goesOn,
  sending: () => goesOn,
  waiting: (until) => `ระบบจะลองส่งใหม่ทุกชั่วโมง จนถึง ${thaiMoment(until)} ค่ะ ผู้ดูแลโครงการเพิ่มโควตาได้`,
  done: () => 'ทุกคนได้รับไม่เกินคนละครั้งค่ะ',
  nobody: () => 'ถ้ายังต้องการส่ง พิมพ์ ประกาศ เพื่อเริ่มใหม่ค่ะ',
  stopped: () => 'คนที่เหลือจะไม่ได้รับประกาศนี้ค่ะ',
  over: () => 'เลยเวลาส่งประกาศนี้แล้วค่ะ ถ้ายังต้องการส่ง พิมพ์ ประกาศ เพื่อเริ่มใหม่',
  unapproved: () => 'จึงไม่ได้ส่งถึงใครค่ะ ถ้ายังต้องการส่ง พิมพ์ ประกาศ เพื่อเริ่มใหม่',
};
const people = (p: { count: number }): string => `${thaiNumber(p.count)} คน`;

export const broadcast = {
  about: () => 'การเขียนประกาศ',
  everywhere: () => 'ทั่วประเทศ',
  audience: (p: { area: string; missing: boolean }) =>
    p.missing ? `ผู้นำที่ยังไม่ส่งรายงาน ${p.area}` : `ผู้นำทุกคน ${p.area}`,
  people,
  reach: (p: { people: number; seats: number }) =>
    p.people === p.seats
      ? people({ count: p.people })
      : `${people({ count: p.people })} (จาก ${thaiNumber(p.seats)} ที่นั่ง)`,
  ofPeople: (p: { count: number; people: number }) =>
    `${thaiNumber(p.count)} จาก ${thaiNumber(p.people)} คน`,
  stageTitle: (p: { stage: PlanStage }) => titles[p.stage],
  stageLine: (p: { stage: PlanStage; until: Instant; begun: boolean }) =>
    p.stage === 'stopped' && !p.begun ? 'ยังไม่ได้ส่งประกาศนี้ถึงใครค่ะ' : lines[p.stage](p.until),
  to: () => 'ถึง',
  round: () => 'รอบ',
  peopleLabel: () => 'จำนวนคน',
  accepted: () => 'ส่งแล้ว',
  refused: () => 'ส่งไม่สำเร็จ',
  tooLate: () => 'ส่งไม่ทันเวลา',
  dropped: () => 'ไม่ต้องส่ง (ส่งรายงานแล้วหรือเลิกติดตาม)',
  look: () => 'ดูความคืบหน้า',
  stop: () => 'หยุด',
  resume: (p: { begun: boolean }) => (p.begun ? 'ส่งให้คนที่เหลือ' : 'ส่งประกาศนี้'),
  approve: () => 'อนุมัติให้ส่ง',

  askArea: () => 'ประกาศถึงผู้นำในพื้นที่ไหนคะ พิมพ์ชื่อตำบล อำเภอ หรือจังหวัด',
  noArea: () => 'ไม่พบพื้นที่นี้ในความดูแลของท่านค่ะ ลองพิมพ์ชื่ออีกครั้ง',
  otherArea: () => 'พื้นที่อื่น',
  askWho: (p: { area: string }) => `จะประกาศถึงใครคะ\nพื้นที่: ${p.area}`,
  everyone: () => 'ผู้นำทุกคน',
  onlyMissing: () => 'เฉพาะคนที่ยังไม่ส่ง',
  missingIn: (p: { round: string }) => `คนที่ยังไม่ส่ง ${p.round}`,
  askWhat: () => 'พิมพ์ข้อความที่จะประกาศได้เลยค่ะ',
  deadlineCard: () => 'การ์ดกำหนดส่ง',
  deadlineOf: (p: { round: string }) => `กำหนดส่ง ${p.round}`,
  notText: () => 'ขอเป็นข้อความตัวหนังสือค่ะ',
  tooShort: () => 'ข้อความสั้นเกินไปค่ะ ขอพิมพ์ให้ครบใจความ',
  again: (p: { held: boolean }) =>
    p.held
      ? 'ข้อความนี้กำลังรอส่งถึงคนกลุ่มนี้อยู่แล้วค่ะ จะส่งซ้ำอีกไหมคะ'
      : 'ข้อความนี้เพิ่งส่งถึงคนกลุ่มนี้ใน 48 ชั่วโมงที่ผ่านมา จะส่งซ้ำไหมคะ',
  sendAgain: () => 'ส่งซ้ำ',
  change: () => 'แก้ข้อความ',
  confirmTitle: () => 'ตรวจก่อนส่ง',
  confirmLine: () => 'ผู้นำจะเห็นตามข้อความด้านบนนี้ค่ะ',
  paid: () => 'ข้อความที่นับโควตา',
  messages: (p: { count: number }) => `${thaiNumber(p.count)} ข้อความ`,
  cost: () => 'ค่าใช้จ่าย',
  baht: (p: { baht: number }) => `ไม่เกิน ${thaiNumber(p.baht)} บาท`,
  quota: () => 'โควตาเดือนนี้คงเหลือ',
  unlimited: () => 'ไม่จำกัด',
  unknownQuota: () => 'ตรวจสอบไม่ได้ในขณะนี้',
  send: () => 'ส่ง',
  noQuota: () => 'โควตาข้อความเดือนนี้ไม่พอค่ะ เลือกพื้นที่ให้แคบลง หรือติดต่อผู้ดูแลโครงการ',
  needsSecond: () => 'ผู้รับมีจำนวนมาก เมื่อกดส่งแล้ว ต้องมีผู้อนุมัติอีกคนก่อนค่ะ',
  noSecond: () => 'ผู้รับมีจำนวนมาก ต้องมีผู้อนุมัติอีกคน แต่ยังไม่มีผู้อื่นที่อนุมัติได้ค่ะ',
  nobody: (p: { missing: boolean; seats: number }) => {
    if (p.seats > 0)
      return `${p.missing ? 'ผู้ที่ยังไม่ส่งกลุ่มนี้' : 'ผู้นำกลุ่มนี้'}ยังไม่ได้ลงทะเบียน LINE ค่ะ โทรหาได้จาก ยังไม่ส่ง`;
    return p.missing ? 'กลุ่มนี้ส่งรายงานครบทุกคนแล้วค่ะ' : 'พื้นที่นี้ยังไม่มีผู้นำในโครงการค่ะ';
  },
  closed: () => 'รอบนี้ปิดรับรายงานแล้วค่ะ กดแก้ข้อความ หรือพิมพ์ ประกาศ เพื่อเริ่มใหม่',
  messageTitle: (p: { area: string | null }) =>
    p.area === null ? 'ประกาศจากกรมการพัฒนาชุมชน' : `ประกาศจากพัฒนาชุมชน ${p.area}`,
  deadlineTitle: (p: { days: number }) => {
    if (p.days < 0) return 'เลยกำหนดแล้ว แต่ยังส่งได้ค่ะ';
    return p.days === 0 ? 'วันนี้ครบกำหนดส่งรายงาน' : `อีก ${p.days} วันครบกำหนดส่งรายงาน`;
  },
  deadlineLine: () => 'กดรายงานด้านล่างได้เลยค่ะ ใช้เวลา 2 นาที',
  approveTitle: () => 'ขออนุมัติประกาศ',
  approveLine: () => 'มีผู้ขอส่งประกาศด้านบนถึงคนจำนวนมาก อนุมัติแล้วจะเริ่มส่งใน 60 วินาทีค่ะ',
  asker: () => 'ผู้ขอ',
  anAdmin: () => 'ผู้ดูแลโครงการ',
  ownPlan: () => 'ต้องให้ผู้อื่นเป็นผู้อนุมัติค่ะ',
  notYours: () => 'พื้นที่ของประกาศนี้ไม่อยู่ในความดูแลของท่านแล้วค่ะ จึงส่งประกาศนี้ต่อไม่ได้',
  noPlan: () => 'ไม่พบประกาศนี้ในความดูแลของท่านค่ะ',
  quotaReached: () =>
    'โควตาข้อความของเดือนนี้หมดแล้วค่ะ ประกาศและการแจ้งเตือนหยุดรอ เรื่องที่ต้องแจ้งรายคนจะไปพร้อมคำตอบครั้งถัดไปของคนนั้น การตอบกลับใช้ได้ตามปกติ เพิ่มแพ็กเกจได้ที่ LINE Official Account Manager',
} as const;
