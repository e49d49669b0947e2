import type { AreaCode } from '../../../src/core/area.js';
import { rowsOf } from '../../../src/features/chase/rules.js';

const code = (text: string): AreaCode => text as AreaCode;
const tally = { onTime: 0, late: 0, missing: 1 };
const tambonsOf = (district: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    tambon: code(`${district}${String(i + 1).padStart(2, '0')}`),
    tally,
  }));

test('more tambons than fit one card: an officer of two districts sees the two, not their provinces', () => {
  const duties = ['4201', '4502'].map(code);
  const tambons = duties.flatMap((district) => tambonsOf(district, 11));
  expect(rowsOf(tambons, { area: null, duties }).map((row) => row.area)).toEqual(duties);
  expect(rowsOf(tambons, { area: null, duties: [] }).map((row) => row.area)).toEqual(['42', '45']);
});
