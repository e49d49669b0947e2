import { thaiNumber } from './format.js';
import { words } from './words.js';

const ask = (word: string): string => `/${word}`;
const asks = [words.schedule[0], words.missing[0], words.menu[1]].map(ask);

/** What is said in groups: nothing about anybody in particular. */
export const group = {
  /** How a word is typed where several people talk. */
  ask,
  asks,
  greeting: () =>
    `สวัสดีค่ะ เรียกในกลุ่มนี้ได้โดยพิมพ์ / นำหน้า หรือแท็กชื่อบัญชีนี้ เช่น ${asks[0]}\nเจ้าหน้าที่บอกพื้นที่ของกลุ่มได้ เช่น /${words.groupTambon[0]} ดงครั่งน้อย`,
  help: () => `ในกลุ่มนี้พิมพ์ได้ ${asks.join(' ')} ค่ะ เรื่องส่วนตัว เช่น ส่งรายงาน คุยในแชทส่วนตัวนะคะ`,
  unknown: () => `ในกลุ่มนี้พิมพ์ได้ ${asks.join(' ')} ค่ะ เรื่องอื่นคุยในแชทส่วนตัวนะคะ`,
  scheduleTitle: () => 'กำหนดส่งรายงาน',
  scheduleNone: () => 'ตอนนี้ไม่มีกำหนดส่งรายงานค่ะ',
  missing: (p: { missing: number; expected: number }) =>
    p.missing === 0
      ? 'ส่งครบแล้ว ขอบคุณทุกท่านค่ะ'
      : `ยังไม่ส่ง ${thaiNumber(p.missing)} จาก ${thaiNumber(p.expected)} คน`,
  notInside: () => 'ไม่พบชื่อนี้ในพื้นที่ของกลุ่ม จึงแสดงทั้งพื้นที่ค่ะ',
  nobodyExpected: () => 'พื้นที่ของกลุ่มนี้ยังไม่มีผู้ที่ต้องส่งในรอบนี้ค่ะ',
  areaUnknown: () =>
    `ยังไม่ทราบว่ากลุ่มนี้เป็นของพื้นที่ไหนค่ะ ให้เจ้าหน้าที่พิมพ์ /${words.groupTambon[0]} ตามด้วยชื่อตำบล`,
  areaIs: (p: { area: string }) => `จำไว้แล้วค่ะ กลุ่มนี้เป็นของ ${p.area}`,
  askArea: () =>
    `พิมพ์ชื่อต่อท้ายด้วยนะคะ เช่น /${words.groupTambon[0]} ดงครั่งน้อย หรือ /${words.groupArea[0]} อ.เกษตรวิสัย`,
} as const;
