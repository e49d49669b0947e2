import { mostPhotos } from '../../core/photo.js';

type Count = { count: number };

/** What is said about pictures of a report, and about what else people send. */
export const photos = {
  /** Pictures are no report: while the round has none that counts, that is said too. */
  kept: (p: { count: number; round: string; total: number; isReported: boolean }) => {
    const total = p.total > p.count ? ` รวมเป็น ${p.total} รูป` : '';
    return p.isReported
      ? `ได้รับรูป ${p.count} รูปแล้วค่ะ แนบกับรายงาน${p.round} เรียบร้อย${total}`
      : `ได้รับรูป ${p.count} รูปแล้วค่ะ เก็บไว้กับ${p.round}${total} ยังเหลือส่งตัวเลขรายงานนะคะ`;
  },
  received: (p: Count) => `ได้รับรูป ${p.count} รูปแล้วค่ะ`,
  coming: (p: Count) => `มี ${p.count} รูปกำลังเก็บอยู่ ถ้ามีปัญหาจะแจ้งอีกครั้งค่ะ`,
  askRound: () => 'เป็นภาพของรายงานไหนคะ',
  nothingLoose: () => 'รูปที่ส่งมาเก็บครบแล้วค่ะ ดูได้ที่สถานะ',
  closedMeanwhile: () => 'รอบนี้ปิดรับแล้วค่ะ แนบรูปไม่ได้แล้ว ติดต่อเจ้าหน้าที่ได้เลย',
  refused: {
    gone: (p: Count) => `มี ${p.count} รูปที่เปิดไม่ได้แล้ว ขอส่งใหม่อีกครั้งนะคะ`,
    unreachable: (p: Count) => `มี ${p.count} รูปที่รับไม่สำเร็จ ขอส่งใหม่อีกครั้งนะคะ`,
    'too-large': (p: Count) => `มี ${p.count} รูปที่ใหญ่เกินไป ถ่ายใหม่หรือเลือกรูปอื่นได้เลยค่ะ`,
    heic: (p: Count) => `มี ${p.count} รูปเป็นแบบ HEIC เปิดไม่ได้ เลือกจากคลังรูปแล้วส่งเป็นรูปได้เลยค่ะ`,
    unreadable: (p: Count) => `มี ${p.count} ไฟล์ที่เปิดเป็นรูปไม่ได้ ถ่ายรูปใหม่แล้วส่งได้เลยค่ะ`,
    'too-many': (p: Count) => `รายงานหนึ่งแนบได้ ${mostPhotos} รูป เกินมา ${p.count} รูป ไม่ได้แนบไว้ค่ะ`,
    'no-round': () => 'ตอนนี้ไม่มีรอบที่เปิดรับ จึงไม่ได้เก็บรูปไว้ค่ะ ติดต่อเจ้าหน้าที่ได้เลย',
  },
  row: () => 'รูปภาพ',
  count: (p: { count: number; more?: number }) =>
    p.count === 0 ? 'ยังไม่มีรูป' : `${p.count} รูป${p.more ? ` (ไม่ได้แสดงอีก ${p.more} รูป)` : ''}`,
  hint: () => 'มีรูปกิจกรรม ส่งในแชทนี้ได้เลย',
  lacking: () => 'รอบนี้ขอรูปด้วยอย่างน้อย 1 รูป ส่งในแชทนี้ได้เลยค่ะ',
  inStatus: (p: Count) => (p.count === 0 ? 'ยังไม่มีรูป' : `รูปภาพ ${p.count} รูป`),
  look: () => 'ดูรูป',
  camera: () => 'ถ่ายรูป',
  album: () => 'เลือกรูป',
  onlyLeaders: () => 'รับรูปจากผู้นำที่ลงทะเบียนแล้วเท่านั้นค่ะ รูปนี้ไม่ได้เก็บไว้',
  notVideo: () => 'ยังรับวิดีโอไม่ได้ค่ะ รับได้เฉพาะรูปถ่ายประกอบรายงาน',
  notAudio: () => 'ยังฟังเสียงไม่ได้ค่ะ พิมพ์หรือกดปุ่มได้เลย',
  notDocument: () => 'ยังรับไฟล์ไม่ได้ค่ะ รับได้เฉพาะรูปถ่ายประกอบรายงาน',
  notHeic: () => 'ไฟล์ HEIC เปิดไม่ได้ค่ะ เลือกจากคลังรูปแล้วส่งเป็นรูปได้เลย',
  notPlace: () => 'ไม่ต้องส่งตำแหน่งที่อยู่ค่ะ พิมพ์หรือกดปุ่มได้เลย',
  notLinked: () => 'รูปนี้อยู่ในแอปอื่น เปิดไม่ได้ค่ะ บันทึกลงเครื่องแล้วส่งใหม่ได้เลย',
  own: () => 'รูปที่ส่ง',
} as const;
