import { normalise } from './normalise.js';

/** Longer than this it is more than a greeting. */
const mostLetters = 30;

/** Whether somebody only thanks or only greets; null when they want something. */
export function readGreeting(text: string): 'thanks' | 'hello' | null {
  const said = normalise(text);
  if (said.length > mostLetters) return null;
  if (/^(?:ขอบคุณ|ขอบใจ|thank)/.test(said)) return 'thanks';
  return /^(?:สวัสดี|หวัดดี|hello|hi$)/.test(said) ? 'hello' : null;
}
