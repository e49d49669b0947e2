import fc from 'fast-check';
import {
  foldPersonName,
  personNamesApart,
  readOfficerName,
  readPersonName,
} from '../../src/read/person-name.js';
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
  'สมชาย ใจดี ครับ',
  'นายสมชาย ใจดีครับ',
  'สมชาย ใจดี\u00a0ค่ะ',
  'สมชาย ใจดี\u200b คะ\u200b',
  'สมชาย ใจดี ครับผม.',
  'สมชาย ใจดี นะคะ',
  'สมชาย ใจดีค่ะ ค่ะ',
  'สมชาย ใจดี ครับๆ',
  'สมชาย ใจดี จ้า',
])('%j is the name without its titles and polite endings', (typed) =>
  expect(foldPersonName(typed)).toBe(plain),
);

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
  ['สมชาย ใจดี ครับ', 'สมชาย ใจดี'],
  ['น.ส.สมหญิง  รักถิ่น\u200bค่ะ', 'น.ส.สมหญิง รักถิ่น'],
  ['สมหญิง รักถิ่น\nนะคะ', 'สมหญิง รักถิ่น'],
  ['สมหญิง รักถิ่น ค่ะ ครับผม', 'สมหญิง รักถิ่น'],
  ['สมชาย นาคะ', 'สมชาย นาคะ'],
  ['สมชาย มานะครับ', 'สมชาย มานะ'],
  ['สมชาย แสงจ้า', 'สมชาย แสงจ้า'],
  ['สมชาย แสงจ้า จ้า', 'สมชาย แสงจ้า'],
])('%j is stored as %j', (typed, name) => expect(readPersonName(typed)).toBe(name));

test.each([
  '',
  'ก',
  'นาย',
  'ครับผม',
  'ค่ะ ค่ะ ค่ะ',
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

test('a polite ending takes no name from its roster', () => {
  expect(personNamesApart('สมหญิง รักถิ่น ค่ะ', 'น.ส.สมหญิง รักถิ่น')).toBe(0);
  expect(personNamesApart('สมชาย นาคะ', 'สมชาย นา')).not.toBe(0);
});

test.each([
  ['วิไล ค่ะ', 'วิไล'],
  ['นางวิไล  ดีงามครับ', 'นางวิไล ดีงาม'],
  ['ค่ะ', null],
  ['วิไล 1', null],
])('an officer called %j is %j', (typed, name) => expect(readOfficerName(typed)).toBe(name));
