import fc from 'fast-check';
import { readPhone } from '../../src/read/phone.js';
import { anyText } from './arbitraries.js';

test.each([
  ['0812345678', '0812345678'],
  ['๐๘๑-๒๓๔-๕๖๗๘', '0812345678'],
  ['081 234 5678', '0812345678'],
  ['+66812345678', '0812345678'],
  ['+66 (0)81 234 5678', '0812345678'],
  ['66812345678', '0812345678'],
  ['โทร. 081-234-5678', '0812345678'],
  ['02-123-4567', '021234567'],
  ['(043) 511-222', '043511222'],
  ['+6643511222', '043511222'],
])('%j is %s', (text, phone) => expect(readPhone(text)).toBe(phone));

test.each([
  '',
  '081234567',
  '08123456789',
  '0112345678',
  '1669',
  '12345678',
  '+1 212 555 0100',
  '081-234-567a',
  'ไม่มี',
  '0812345678 0898765432',
])('%j is none', (text) => expect(readPhone(text)).toBeNull());

test('whatever is read is a national number', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(readPhone(text) ?? '021234567').toMatch(/^0[2-9]\d{7,8}$/);
    }),
  );
});
