import { readRoundNumber, roundOfNumber, splitRound } from '../../src/read/round-number.js';

test.each<[string, number | null]>([
  ['รอบ 2 ค่ะ', 2],
  ['รอบที่ ๒ครับ', 2],
  ['รอบ3', 3],
  ['2', 2],
  ['รอบ 2 (1 เม.ย.)', 2],
  ['รอบ', null],
  ['รอบ 2 กับ 3', null],
  ['120', null],
  ['', null],
])('%j is round %j', (text, number) => expect(readRoundNumber(text)).toBe(number));

test.each<[string, number | null, string?]>([
  ['รอบ 2 ครัวเรือน 5', 2, 'ครัวเรือน 5'],
  ['รอบที่ ๒ค่ะ', 2, ''],
  ['รอบ 2/3: ครัวเรือน 5', 2, 'ครัวเรือน 5'],
  ['รอบ 2 (1 เม.ย.)', 2, ''],
  ['รอบ 2.5', null],
  ['รอบหน้า', null],
  ['ครัวเรือน 5 รอบ 2', null],
])('%j begins with round %j', (line, number, rest) =>
  expect(splitRound(line)).toEqual(number === null ? null : { number, rest }),
);

test('a number that two rounds share is nobody in particular', () => {
  const [first, other, same] = [1, 2, 2].map((number) => ({ round: { number } }));
  expect(roundOfNumber([first, other, same] as never, 1)).toBe(first);
  expect(roundOfNumber([first, other, same] as never, 2)).toBeNull();
  expect(roundOfNumber([first, other, same] as never, null)).toBeNull();
});
