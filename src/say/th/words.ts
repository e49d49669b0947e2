/**
 * What a person can type; the first of each list stands on buttons. The contract fixes them:
 * spaces, letter case, Thai or Arabic digits and a leading `/` or `!` do not matter.
 */
export const words = {
  menu: ['เมนู', 'ช่วยเหลือ', 'help'],
  register: ['ลงทะเบียน'],
  code: ['รหัส'],
  cancel: ['ยกเลิก'],
  restore: ['เอาคืน'],
  resume: ['ทำต่อ'],
  contact: ['ติดต่อเจ้าหน้าที่'],
  ownData: ['ข้อมูลของฉัน'],
  withdraw: ['ถอนความยินยอม', 'ลบข้อมูลของฉัน'],
  report: ['รายงาน', 'ส่งรายงาน'],
  status: ['สถานะ'],
  correct: ['แก้ไข'],
  undo: ['ยกเลิกการส่ง', 'ยกเลิกการแก้ไข', 'ยกเลิก การส่ง', 'ยกเลิก การแก้ไข'],
  schedule: ['กำหนดการ'],
  missing: ['ยังไม่ส่ง'],
  stats: ['สถิติ'],
  groupTambon: ['ตำบล'],
  groupArea: ['พื้นที่'],
  broadcast: ['ประกาศ'],
  invite: ['เชิญเจ้าหน้าที่'],
  approve: ['อนุมัติ', 'ดูผู้รออนุมัติ'],
  noCode: ['ไม่มีรหัส'],
  cancelRequest: ['ยกเลิกคำขอ', 'ยกเลิก คำขอ'],
} as const satisfies Record<string, readonly [string, ...string[]]>;
