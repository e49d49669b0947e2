/** The page's own words; the bot's words come from the bot. */
export const words = {
  title: 'โทรศัพท์จำลอง LINE',
  live: 'เชื่อมต่ออยู่',
  lost: 'ขาดการเชื่อมต่อ กำลังต่อใหม่…',
  time: 'เวลาในการทดลอง',
  help: 'วิธีลองใช้',
  close: 'ปิด',
  next: 'ถัดไป',
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
  camera: 'กล้องและรูปภาพ',
  samplePhoto: 'ภาพตัวอย่าง',
  samplePhotos: (count: number) => `ภาพตัวอย่าง ${count} ภาพ`,
  ownPhoto: 'เลือกจากเครื่องนี้',
  file: 'ไฟล์',
  video: 'วิดีโอ',
  place: 'ตำแหน่งที่ตั้ง',
  sendPlace: 'ส่งตำแหน่งที่ตั้ง',
  placeName: 'ชื่อสถานที่',
  placeSample: 'ศาลากลางบ้าน ตำบลดงครั่งน้อย',
  latitude: 'ละติจูด',
  longitude: 'ลองจิจูด',
  tooLarge: 'ไฟล์ใหญ่เกินไป เลือกไฟล์อื่น',
  seconds: (count: number) => `${count} วินาที`,
  stickerOf: (which: string) => `สติกเกอร์ ${which}`,
  emoji: (id: string) => `อีโมจิ ${id}`,
  everyone: 'ทุกคน',
  cards: 'การ์ด เลื่อนไปด้านข้างได้',
  area: (number: number) => `ช่องที่ ${number}`,
  unknown: (what: string) => `หน้านี้ยังวาด “${what}” ไม่ได้`,
  toKeyboard: 'เปิดแป้นพิมพ์',
  toMenu: 'เปิดเมนู',
  moreOf: (time: string) => `ตัวเลือกของข้อความเวลา ${time}`,
  unsend: 'ยกเลิกข้อความ',
  seeJson: 'ดู JSON',
  tools: 'เครื่องมือ',
  letters: 'ขนาดอักษร',
  letterSizes: { small: 'เล็ก', normal: 'ปกติ', large: 'ใหญ่', huge: 'ใหญ่มาก' },
  addPhone: 'เพิ่มคน',
  findPerson: 'ค้นชื่อหรือตำบลจากทะเบียน',
  nobodyFound: 'ไม่พบคนนี้ในทะเบียน',
  stranger: 'หรือใส่ชื่อคนที่ไม่อยู่ในทะเบียน',
  addStranger: 'เพิ่มคนนี้',
  reset: 'เริ่มใหม่',
  resetAll: 'ข้อความ ผู้ลงทะเบียน และรายงานทั้งหมดจะหายไป แล้วเริ่มเหมือนครั้งแรก',
  resetChats: 'ข้อความในโทรศัพท์ทุกเครื่องจะหายไป แต่ข้อมูลของบอทยังอยู่',
  resetNow: 'ลบแล้วเริ่มใหม่',
  working: 'กำลังเริ่มใหม่…',
  notReset: 'เริ่มใหม่ไม่สำเร็จ ลองอีกครั้ง',
  goesOn:
    'บอทจำข้อมูลครั้งก่อนได้ แต่หน้านี้ไม่ได้เก็บข้อความ คนที่เพิ่ม และกลุ่มไว้ ' + 'จะใช้ต่อให้เพิ่มเพื่อนหรือเชิญเข้ากลุ่มอีกครั้ง',
  inspector: 'ตรวจข้อมูล',
  ofThisPhone: 'เครื่องนี้',
  ofAll: 'ทั้งหมด',
  onlyWrong: 'ผิดข้อกำหนด',
  filter: 'เลือกรายการ',
  wrong: (count: number) => `ผิดข้อกำหนดของ LINE ${count} รายการ`,
  thisMessage: 'ข้อความที่เลือก',
  fromBot: 'บอทส่งมา',
  toBot: 'ส่งให้บอท',
  answered: 'LINE ตอบ',
  noAnswer: 'ไม่มีคำตอบ',
  noEvents: '(ไม่มีเหตุการณ์)',
  noTraffic: 'ยังไม่มีรายการ',
  quota: (used: number, of: number) =>
    `ข้อความที่คิดโควตาเดือนนี้ ${used.toLocaleString('th')} จาก ${of.toLocaleString('th')}`,
  quotaFree: (used: number) => `ข้อความที่คิดโควตาเดือนนี้ ${used.toLocaleString('th')} (ไม่จำกัด)`,
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
  hints: 'แตะเพื่อใส่คำในช่องพิมพ์',
  read: 'อ่านแล้ว',
  failed: (why: string) => `ส่งไม่ถึงบอท (${why})`,
  notSent: 'ส่งไม่สำเร็จ ลองอีกครั้ง',
  typing: 'กำลังพิมพ์',
  followed: 'เพิ่มเป็นเพื่อนแล้ว',
  unfollowed: 'บล็อกแล้ว',
  called: (number: string) => `แตะโทร ${number}`,
  opened: 'เปิดลิงก์',
  copied: (text: string) => `คัดลอกแล้ว: ${text}`,
  menuSwitched: 'เปลี่ยนเมนูแล้ว',
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
const SECOND = new Intl.DateTimeFormat('th-TH', { timeZone: ZONE, timeStyle: 'medium' });

const BANGKOK_MS = 7 * 60 * 60 * 1_000;
/** A moment as an input of date and time writes it, in Bangkok; and back. */
export const fieldOf = (at: number): string => new Date(at + BANGKOK_MS).toISOString().slice(0, 16);
export const momentOf = (field: string): number => Date.parse(`${field}:00+07:00`);

/** A file's size as people say it. */
export const sizeOf = (bytes: number): string =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;

export const momentToSecond = (at: number): string => SECOND.format(at);
export const clockOf = (at: number): string => CLOCK.format(at);
/** A Bangkok day in Buddhist years; the era's name is left out, as on LINE. */
export const dayOf = (at: number): string =>
  DAY.formatToParts(at)
    .filter(({ type }) => type !== 'era')
    .map(({ value }) => value)
    .join('')
    .trim();
