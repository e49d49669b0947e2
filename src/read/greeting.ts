import { normalise } from './normalise.js';
import { politeEnding } from './polite.js';

/** Whether somebody only thanks or only greets; null when they want something. */
export function readGreeting(text: string): 'thanks' | 'hello' | null {
  const said = normalise(text).replace(politeEnding, '').trim();
  if (/^(?:ขอบคุณ|ขอบใจ|thank you|thanks)(?:มาก|มากๆ|จริงๆ)*$/.test(said)) return 'thanks';
  return /^(?:สวัสดี|หวัดดี|hello|hi)(?:ตอนเช้า|ทุกท่าน)?$/.test(said) ? 'hello' : null;
}
