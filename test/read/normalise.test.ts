import fc from 'fast-check';
import { clean, normalise } from '../../src/read/normalise.js';
import { anyText } from './arbitraries.js';

const family = '👨‍👩‍👧‍👦';

describe('normalise', () => {
  test.each([
    ['  รายงาน  ', 'รายงาน'],
    ['ราย\u200bงาน\u200d\ufeff', 'รายงาน'],
    ['\u202eรายงาน\u202c', 'รายงาน'],
    ['ราย\u0000งาน', 'รายงาน'],
    ['ครัวเรือน\t ๑๒๐\n\nภาคี\u00a0๓', 'ครัวเรือน 120 ภาคี 3'],
    ['ＨＥＬＰ　１２', 'help 12'],
    ['Help', 'help'],
    ['ทํา', 'ทำ'],
    ['นํ้า', 'น้ำ'],
    ['น้ํา', 'น้ำ'],
    ['นำ้', 'น้ำ'],
    ['ท่ี', 'ที่'],
    ['ที่่', 'ที่'],
    ['เเก้ไข', 'แก้ไข'],
    ['a\ud800b', 'a\ufffdb'],
    ['', ''],
  ])('%j is compared as %j', (text, plain) => expect(normalise(text)).toBe(plain));

  test('changes nothing the second time, and leaves nothing ill-formed or invisible', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
        expect(once).not.toMatch(/\p{Cs}|\p{Cc}|\p{Cf}|\ufe0f|^\s|\s$|\s\s/u);
      }),
      { numRuns: 2000 },
    );
  });

  test('sees no difference between what was typed and what is stored of it', () => {
    fc.assert(fc.property(anyText, (text) => expect(normalise(clean(text))).toBe(normalise(text))));
  });
});

describe('clean', () => {
  test.each([
    [' นาง ทองดี\u0000 ', 'นาง ทองดี'],
    ['บรรทัดหนึ่ง\r\nสอง\rสาม\u2028สี่', 'บรรทัดหนึ่ง\nสอง\nสาม\nสี่'],
    ['ก\tข', 'ก ข'],
    ['ชื่อ\u202eกลับ', 'ชื่อกลับ'],
    ['คําว่า นํ้า', 'คำว่า น้ำ'],
    ['e\u0301', 'é'],
    ['๑๒ Ａ', '๑๒ Ａ'],
    [`ครอบครัว${family}`, `ครอบครัว${family}`],
    ['❤️ 👩🏽‍🌾', '❤️ 👩🏽‍🌾'],
    ['a\u200db\ufe0f', 'ab'],
    ['\udc00', '\ufffd'],
  ])('%j is stored as %j', (text, stored) => expect(clean(text)).toBe(stored));

  test('is well-formed, NFC, without controls, and stays as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const stored = clean(text);
        expect(clean(stored)).toBe(stored);
        expect(stored.normalize('NFC')).toBe(stored);
        expect(stored.replaceAll('\n', '')).not.toMatch(/[\p{Cs}\p{Cc}]/u);
      }),
      { numRuns: 2000 },
    );
  });
});
