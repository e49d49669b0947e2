import type { PlanState } from '../../core/plan.js';
import { thaiNumber } from './format.js';

const titles: Record<PlanState, string> = {
  asked: 'รออนุมัติ',
  holding: 'จะเริ่มส่งภายใน 60 วินาที',
  running: 'กำลังส่งประกาศ',
  sending: 'กำลังส่งประกาศ',
  done: 'ส่งประกาศเสร็จแล้ว',
  stopped: 'หยุดส่งแล้ว',
};
const lines: Record<PlanState, string> = {
  asked: 'ผู้รับมีจำนวนมาก ต้องมีผู้อนุมัติอีกคน ส่งคำขอไปแล้วค่ะ',
  holding: 'ถ้าต้องการแก้ กดหยุดได้ก่อนครบเวลาค่ะ',
  running: 'ทำอย่างอื่นต่อได้เลย ส่งครบแล้วจะแจ้งผลค่ะ',
  sending: 'ทำอย่างอื่นต่อได้เลย ส่งครบแล้วจะแจ้งผลค่ะ',
  done: 'ทุกคนได้รับไม่เกินคนละครั้งค่ะ',
  stopped: 'คนที่เหลือจะไม่ได้รับประกาศนี้ค่ะ',
};
const people = (p: { count: number }): string => `${thaiNumber(p.count)} คน`;

export const broadcast = {
  about: () => 'การเขียนประกาศ',
  everywhere: () => 'ทั่วประเทศ',
  audience: (p: { area: string; missing: boolean }) =>
    p.missing ? `ผู้นำที่ยังไม่ส่งรายงาน ${p.area}` : `ผู้นำทุกคน ${p.area}`,
  people,
  ofPeople: (p: { count: number; people: number }) =>
    `${thaiNumber(p.count)} จาก ${thaiNumber(p.people)} คน`,
  stateTitle: (p: { state: PlanState }) => titles[p.state],
  stateLine: (p: { state: PlanState }) => lines[p.state],
  to: () => 'ถึง',
  peopleLabel: () => 'จำนวนคน',
  accepted: () => 'ส่งแล้ว',
  refused: () => 'ส่งไม่สำเร็จ',
  dropped: () => 'ไม่ต้องส่ง (ส่งรายงานแล้วหรือเลิกติดตาม)',
  look: () => 'ดูความคืบหน้า',
  stop: () => 'หยุด',
  resume: () => 'ส่งต่อ',
  approve: () => 'อนุมัติให้ส่ง',

  askArea: () => 'ประกาศถึงผู้นำในพื้นที่ไหนคะ พิมพ์ชื่อตำบล อำเภอ หรือจังหวัด',
  noArea: () => 'ไม่พบพื้นที่นี้ในความดูแลของท่านค่ะ ลองพิมพ์ชื่ออีกครั้ง',
  otherArea: () => 'พื้นที่อื่น',
  askWho: (p: { area: string }) => `จะประกาศถึงใครคะ\nพื้นที่: ${p.area}`,
  everyone: () => 'ผู้นำทุกคน',
  onlyMissing: () => 'เฉพาะคนที่ยังไม่ส่ง',
  askWhat: () => 'พิมพ์ข้อความที่จะประกาศได้เลยค่ะ',
  deadlineCard: () => 'การ์ดกำหนดส่ง',
  notText: () => 'ขอเป็นข้อความตัวหนังสือค่ะ',
  tooShort: () => 'ข้อความสั้นเกินไปค่ะ ขอพิมพ์ให้ครบใจความ',
  again: () => 'ข้อความนี้เพิ่งส่งถึงคนกลุ่มนี้ใน 48 ชั่วโมงที่ผ่านมา จะส่งซ้ำไหมคะ',
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
  nobody: () => 'ยังไม่มีผู้รับในกลุ่มนี้ค่ะ',
  messageTitle: (p: { area: string | null }) =>
    p.area === null ? 'ประกาศจากกรมการพัฒนาชุมชน' : `ประกาศจากพัฒนาชุมชน ${p.area}`,
  deadlineTitle: (p: { days: number }) => {
    if (p.days < 0) return 'เลยกำหนดแล้ว แต่ยังส่งได้ค่ะ';
    return p.days === 0 ? 'วันนี้ครบกำหนดส่งรายงาน' : `อีก ${p.days} วันครบกำหนดส่งรายงาน`;
  },
  deadlineLine: () => 'กดรายงานด้านล่างได้เลยค่ะ ใช้เวลา 2 นาที',
  approveTitle: () => 'ขออนุมัติประกาศ',
  approveLine: () => 'เจ้าหน้าที่ขอส่งประกาศด้านล่างถึงคนจำนวนมาก อนุมัติแล้วจะเริ่มส่งใน 60 วินาทีค่ะ',
  words: () => 'ข้อความ',
  ownPlan: () => 'ต้องให้ผู้อื่นเป็นผู้อนุมัติค่ะ',
  noPlan: () => 'ไม่พบประกาศนี้ในความดูแลของท่านค่ะ',
  quotaReached: () =>
    'โควตาข้อความของเดือนนี้หมดแล้วค่ะ ประกาศและการแจ้งเตือนหยุดรอ ส่วนการตอบกลับยังใช้ได้ตามปกติ เพิ่มแพ็กเกจได้ที่ LINE Official Account Manager',
} as const;
