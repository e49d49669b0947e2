/** The page's own words; the bot's words come from the bot. */
export const words = {
  title: 'โทรศัพท์จำลอง LINE',
  live: 'เชื่อมต่ออยู่',
  lost: 'ขาดการเชื่อมต่อ กำลังต่อใหม่…',
  time: 'เวลาในการทดลอง',
  help: 'วิธีลองใช้',
  close: 'ปิด',
  steps: [
    'กด “เพิ่มเพื่อน” ที่โทรศัพท์ของผู้นำ แล้วทำตามที่บอทบอก',
    'แตะรหัสเหนือโทรศัพท์ รหัสจะไปอยู่ในช่องพิมพ์ให้กดส่ง',
    'ดูผลที่โทรศัพท์เครื่องอื่น จุดแดงคือมีข้อความใหม่',
  ],
  phones: 'โทรศัพท์',
  unread: (count: number) => `ข้อความใหม่ ${count}`,
  messages: (name: string) => `ข้อความในโทรศัพท์ของ ${name}`,
  typeHere: 'พิมพ์ข้อความ',
  inputOf: (name: string) => `พิมพ์ข้อความในนาม ${name}`,
  send: 'ส่งข้อความ',
  more: 'เมนูเพิ่มเติม',
  sticker: 'สติกเกอร์',
  voice: 'ข้อความเสียง',
  photo: 'รูปภาพ',
  follow: 'เพิ่มเพื่อน',
  block: 'บล็อก',
  unblock: 'ปลดบล็อก',
  inviteToGroup: 'เชิญเข้ากลุ่ม',
  notInGroup: 'บัญชีนี้ยังไม่อยู่ในกลุ่ม',
  removeFromGroup: 'นำออกจากกลุ่ม',
  joined: 'บัญชีเข้ากลุ่มแล้ว',
  left: 'บัญชีออกจากกลุ่มแล้ว',
  speakAs: 'พูดในนาม',
  moveTime: 'เลื่อนเวลา',
  anHourOn: 'อีก 1 ชั่วโมง',
  aDayOn: 'อีก 1 วัน',
  moveTo: 'ไปวันเวลา (เวลาไทย)',
  go: 'ไป',
  moving: 'กำลังเลื่อนเวลา…',
  notMoved: 'เลื่อนไม่ได้ เลือกเวลาข้างหน้า ไม่เกิน 31 วัน',
  notFriend: 'ยังไม่ได้เพิ่มบัญชีนี้เป็นเพื่อน',
  blocked: 'บล็อกบัญชีนี้อยู่ จะไม่ได้รับข้อความ',
  quickReplies: 'คำตอบด่วน',
  put: (label: string) => `ใส่ ${label} ในช่องพิมพ์`,
  read: 'อ่านแล้ว',
  failed: (why: string) => `ส่งไม่ถึงบอท (${why})`,
  notSent: 'ส่งไม่สำเร็จ ลองอีกครั้ง',
  typing: 'กำลังพิมพ์',
  followed: 'เพิ่มเป็นเพื่อนแล้ว',
  unfollowed: 'บล็อกแล้ว',
  called: (number: string) => `แตะโทร ${number}`,
  opened: 'เปิดลิงก์',
  copied: (text: string) => `คัดลอกแล้ว: ${text}`,
  tapped: (label: string) => `แตะ ${label}`,
  unsent: 'ยกเลิกข้อความแล้ว',
  picture: 'ภาพ',
  pickWhen: 'เลือกวันเวลา',
  ok: 'ตกลง',
  cancel: 'ยกเลิก',
  noPhones: 'ยังไม่มีโทรศัพท์',
  starting: 'กำลังเปิด…',
} as const;

const ZONE = 'Asia/Bangkok';
const CLOCK = new Intl.DateTimeFormat('th-TH', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
});
const DAY = new Intl.DateTimeFormat('th-TH-u-ca-buddhist', {
  timeZone: ZONE,
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

const BANGKOK_MS = 7 * 60 * 60 * 1_000;
/** A moment as an input of date and time writes it, in Bangkok; and back. */
export const fieldOf = (at: number): string => new Date(at + BANGKOK_MS).toISOString().slice(0, 16);
export const momentOf = (field: string): number => Date.parse(`${field}:00+07:00`);

export const clockOf = (at: number): string => CLOCK.format(at);
/** A Bangkok day in Buddhist years; the era's name is left out, as on LINE. */
export const dayOf = (at: number): string =>
  DAY.formatToParts(at)
    .filter(({ type }) => type !== 'era')
    .map(({ value }) => value)
    .join('')
    .trim();
