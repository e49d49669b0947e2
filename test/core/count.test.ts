import fc from 'fast-check';
import { addCounts, type Count, emptyCount, withAbove, withChange } from '../../src/core/count.js';
import { expectedOf, percentsOf } from '../../src/core/round.js';
import { area } from '../read/area-book.js';

const tally = fc.record({
  onTime: fc.nat(40_000),
  late: fc.nat(40_000),
  missing: fc.nat(40_000),
});
const count: fc.Arbitrary<Count> = fc.record({
  tally,
  figures: fc.record({ households: fc.nat(1e9), savedBaht: fc.nat(1e9) }),
});

test('what changes in one part changes the whole by just that', () => {
  fc.assert(
    fc.property(count, count, count, (rest, was, is) => {
      expect(withChange(addCounts([rest, was]), was, is)).toEqual(addCounts([rest, is]));
    }),
  );
});

test('nothing added to nothing is nothing', () => {
  expect(addCounts([])).toEqual(emptyCount);
});

test('whole percents of any Expected sum to 100', () => {
  fc.assert(
    fc.property(tally, (t) => {
      fc.pre(expectedOf(t) > 0);
      const percents = percentsOf(t);
      expect(percents && expectedOf(percents)).toBe(100);
    }),
  );
});

test('above a tambon are its district, its province and the country', () => {
  expect(withAbove(area('450213'))).toEqual(['450213', '4502', '45', null]);
});
