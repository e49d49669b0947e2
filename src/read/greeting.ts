import { normalise } from './normalise.js';
import { politeWords } from './polite.js';

/** What people say without wanting anything: thanks or "noted", a greeting, that a report is sent. */
export type Greeting = 'thanks' | 'hello' | 'sent';

// ค่าาา; no two ways to read the same letters, or a long line would take for ever
const polite = `${politeWords}า*`;
const whom = '(?:พี่|น้อง|เจ้าหน้าที่|แอดมิน|หัวหน้า|ทุกท่าน|ทุกคน)';
const tail = `(?: ?(?:มาก|จริง|แล้ว|ๆ|${whom}|${polite}))* ?`;
const noted = 'รับทราบ|ทราบ|เข้าใจแล้ว|โอเค|ตกลง|okay|ok';
const thanks = new RegExp(
  `^(?:(?:ขอบคุณ|ขอบใจ|ขอบพระคุณ|thank you|thanks|${noted})${tail})+$|^(?:${polite}[ ๆ]*)+$`,
);
const hello = new RegExp(`^(?:สวัสดี|หวัดดี|hello|hi)(?:ตอนเช้า)?${tail}$`);
const sent = new RegExp(`^ส่ง(?:รายงาน)?(?:ไป|ครบ|เรียบร้อย)?แล้ว${tail}$`);
/** Pictures that say the same as words of thanks. */
const kindly = /^(?:[👍👌🙏🙂😊😀😄😁🥰💚✅]|❤)+$/u;

/** Whether somebody only greets, thanks or takes note; null when they want something. */
export function readGreeting(text: string): Greeting | null {
  const said = normalise(text);
  if (kindly.test(said.replace(/[\p{Emoji_Modifier}\s]/gu, ''))) return 'thanks';
  const plain = said.replace(/[\p{Extended_Pictographic}\p{Emoji_Modifier}!.~\s]+/gu, ' ').trim();
  if (thanks.test(plain)) return 'thanks';
  if (hello.test(plain)) return 'hello';
  return sent.test(plain) ? 'sent' : null;
}
