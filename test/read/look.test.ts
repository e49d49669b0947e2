import { type Look, readLook } from '../../src/read/look.js';

test.each<[string, Look['place'], Look['round']]>([
  ['ดงครั่งน้อย รอบ 2', 'ดงครั่งน้อย', { number: 2 }],
  ['รอบที่ ๒ ต.ดงครั่งน้อย', 'ต.ดงครั่งน้อย', { number: 2 }],
  ['รอบที่ 2/3 ครับ', '', { number: 2, second: 3 }],
  ['รอบ2ค่ะ', '', { number: 2 }],
  ['รอบ 2 (1 เม.ย.)', '', { number: 2 }],
  ['1', '', { number: 1 }],
  // A province, and a tambon in Roi Et.
  ['45', '45', null],
  ['รอบ 1 เม.ย.', '', { number: 1, month: 4 }],
  ['รอบ 1 บ้านค่า', 'บ้านค่า', { number: 1 }],
  ['รอบเมือง', 'รอบเมือง', null],
  ['รอบเมือง รอบ 3', 'รอบเมือง', { number: 3 }],
  ['ต.แม่คะ', 'ต.แม่คะ', null],
  ['', '', null],
  ['450213;1;64A3R2', '450213', '64A3R2'],
])('%j is place %j and round %j', (args, place, round) =>
  expect(readLook(args)).toEqual({ place, page: 1, round }),
);

test('the page of a button is from 1', () => {
  expect(readLook(';3;64A3R2').page).toBe(3);
  expect(readLook(';-3;64A3R2').page).toBe(1);
});
