import type { RoundName } from '../../src/core/round.js';
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

test.each<[string, RoundName | null, string?]>([
  ['รอบ 2 ครัวเรือน 5', { number: 2 }, 'ครัวเรือน 5'],
  ['รอบที่ ๒ค่ะ', { number: 2 }, ''],
  ['รอบ 2/3: ครัวเรือน 5', { number: 2, second: 3 }, 'ครัวเรือน 5'],
  ['รอบ 1/4/64 ครัวเรือน 5', { number: 1, second: 4 }, 'ครัวเรือน 5'],
  ['รอบ 1 เม.ย. 2564 ครัวเรือน 5', { number: 1, month: 4 }, 'ครัวเรือน 5'],
  ['รอบ 1 เมษา', { number: 1, month: 4 }, ''],
  ['รอบ 1 มีนาคม 98 ครัวเรือน', { number: 1, month: 3 }, '98 ครัวเรือน'],
  ['รอบ 2 มีครัวเรือน 5', { number: 2 }, 'มีครัวเรือน 5'],
  ['รอบ 2 (1 เม.ย.)', { number: 2 }, ''],
  ['รอบ 2.5', null],
  ['รอบ 2-3', null],
  ['รอบ 2 และ 3', null],
  ['รอบ 1/3/99', null],
  ['รอบหน้า', null],
  ['ครัวเรือน 5 รอบ 2', null],
])('%j begins with round %j', (line, round, rest) =>
  expect(splitRound(line)).toEqual(round && { round, rest }),
);

test('a number that two rounds share is nobody in particular', () => {
  const [first, other, same] = [1, 2, 2].map((number) => ({ round: { number } }));
  expect(roundOfNumber([first, other, same] as never, 1)).toBe(first);
  expect(roundOfNumber([first, other, same] as never, 2)).toBeNull();
  expect(roundOfNumber([first, other, same] as never, null)).toBeNull();
});
