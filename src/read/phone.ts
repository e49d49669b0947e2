import { normalise } from './normalise.js';
import { politeEnding } from './polite.js';

/**
 * A Thai telephone number in its national form, digits only: mobiles `06`, `08`, `09` with ten
 * digits, fixed lines `02` to `07` with nine; null for anything else. Reads `+66`, dashes, brackets and
 * a polite ending.
 */
export function readPhone(text: string): string | null {
  const digits = normalise(text)
    .replace(/^(?:เบอร์โทรศัพท์|เบอร์โทร|โทรศัพท์|เบอร์|โทร|มือถือ|tel)[.: ]*/, '')
    .replace(/[\s\p{Pd}.()]/gu, '')
    .replace(politeEnding, '')
    .replace(/^(?:\+|00)?660?(?=\d{8,9}$)/, '0');
  return /^(?:0[689]\d{8}|0[2-7]\d{7})$/.test(digits) ? digits : null;
}
