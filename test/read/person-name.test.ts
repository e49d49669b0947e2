import fc from 'fast-check';
import { foldPersonName, readPersonName } from '../../src/read/person-name.js';
import { anyText } from './arbitraries.js';

const plain = foldPersonName('สมชาย ใจดี');

test.each([
  'นายสมชาย ใจดี',
  'นาย สมชาย  ใจดี',
  'นายสมชายใจดี',
  'ด.ต.สมชาย ใจดี',
  'ด.ต. สมชาย ใจดี',
  'ดต.สมชาย ใจดี',
  'ดต สมชาย ใจดี',
  'จ.ส.อ.สมชาย ใจดี',
  'ร.ต.ต.หญิง สมชาย ใจดี',
  'ว่าที่ ร.ต.สมชาย ใจดี',
  'ว่าที่ร้อยตรีสมชาย ใจดี',
  'กำนันสมชาย ใจดี',
  'กำนัน นายสมชาย ใจดี',
  'ผู้ใหญ่บ้าน สมชาย ใจดี',
  'ผู้ใหญ่สมชาย ใจดี',
  'ผญบ.สมชาย ใจดี',
  'ผช.ผญบ. สมชาย ใจดี',
  'สารวัตรกำนันสมชาย ใจดี',
  'ดร.สมชาย ใจดี',
  'คุณสมชาย ใจดี',
  'Mr. สมชาย ใจดี',
  'สมชาย\u200b ใจดี',
  '(สมชาย) ใจดี',
  'น.ส. สมชาย ใจดี',
  'นางสาวสมชาย ใจดี',
  'น.ส.สมชาย ใจดี',
])('%j is the name without its titles', (typed) => expect(foldPersonName(typed)).toBe(plain));

test.each([
  ['นายิกา ใจดี', 'นายิกาใจดี'],
  ['นางามใจ ดี', 'นางามใจดี'],
  ['สตรีรัตน์ ใจดี', 'สตรีรัตนใจดี'],
  ['ดรุณี ใจดี', 'ดรุณีใจดี'],
  ['คุณากร ใจดี', 'คุณากรใจดี'],
  ['รตี ใจดี', 'รตีใจดี'],
  ['นายม', 'นายม'],
])('%j only begins like a title', (typed, folded) => expect(foldPersonName(typed)).toBe(folded));

test.each([
  ['  นาย สมชาย \n ใจดี ', 'นาย สมชาย ใจดี'],
  ['ด.ต.สมชาย ใจดี', 'ด.ต.สมชาย ใจดี'],
  ['Somchai Jaidee', 'Somchai Jaidee'],
])('%j is stored as %j', (typed, name) => expect(readPersonName(typed)).toBe(name));

test.each([
  '',
  'ก',
  'นาย',
  '.....',
  'สมชาย1 ใจดี',
  '=HYPERLINK("x")',
  'สมชาย <b>',
  '😀😀😀😀😀',
  'สมชาย'.repeat(13),
])('%j is no full name', (typed) => expect(readPersonName(typed)).toBeNull());

test('any text is folded to letters, and folding again with a title in front changes nothing', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const folded = foldPersonName(text);
      expect(folded).toMatch(/^[\p{L}\p{M}]*$/u);
      if (readPersonName(text) !== null && /^[ก-ฮเ-ไ]/.test(folded))
        expect(foldPersonName(`นาย ${folded}`)).toBe(foldPersonName(folded));
    }),
  );
});
