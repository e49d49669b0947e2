import { Binary, Double, Long, ObjectId } from 'bson';
import fc from 'fast-check';
import { compare, invert, keyOf } from '../../src/embedded-mongo/bson/order.js';

/** One step apart each, through all types: MongoDB's documented comparison order. */
const ascending: unknown[] = [
  null,
  Number.NaN,
  Number.NEGATIVE_INFINITY,
  Long.MIN_VALUE,
  Long.fromString('-9007199254740993'),
  -(2 ** 53),
  -1.5,
  0,
  5e-324,
  new Double(1),
  2 ** 53,
  Long.fromString('9007199254740993'),
  Long.fromString('9223372036854775806'),
  Long.MAX_VALUE,
  2 ** 63,
  Number.POSITIVE_INFINITY,
  '',
  '\u0000',
  '\u0000a',
  '\u0001',
  'a',
  'a\u0000',
  'ab',
  'ก',
  '\uffee',
  '😀',
  {},
  { a: 1 },
  { a: 1, b: 1 },
  { b: 1 },
  { a: 'x' },
  [],
  [1],
  [1, 1],
  [2],
  new Binary(Buffer.from([1])),
  new Binary(Buffer.from([9]), 4),
  new Binary(Buffer.from([0, 0])),
  new ObjectId('000000000000000000000001'),
  new ObjectId('ff0000000000000000000000'),
  false,
  true,
  new Date(-1),
  new Date(1),
];

test('values of all types are in order, and backwards when inverted', () => {
  for (const [i, a] of ascending.entries()) {
    for (const [j, b] of ascending.entries()) {
      expect([a, b, Math.sign(compare(a, b))]).toEqual([a, b, Math.sign(i - j)]);
      const inverted = invert(keyOf(a)) < invert(keyOf(b));
      expect([a, b, inverted]).toEqual([a, b, i > j]);
    }
  }
});

test('equal numbers of different types have one key, -0 that of 0', () => {
  for (const n of [0, 1, -7, 2 ** 40]) {
    expect(new Set([keyOf(n), keyOf(new Double(n)), keyOf(Long.fromNumber(n))]).size).toBe(1);
  }
  expect(keyOf(-0)).toBe(keyOf(0));
});

test('the order of long integers and doubles is exact', () => {
  const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  fc.assert(
    fc.property(int64, int64, (a, b) => {
      expect(compare(Long.fromBigInt(a), Long.fromBigInt(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      const double = Number(b);
      const exact = a < BigInt(double) ? -1 : a > BigInt(double) ? 1 : 0;
      expect(compare(Long.fromBigInt(a), double)).toBe(exact);
    }),
  );
});

test('texts are in the order of their UTF-8 bytes, and no key begins with another', () => {
  const text = fc.string({ unit: 'binary', maxLength: 4 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compare(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(keyOf(a).startsWith(keyOf(b))).toBe(a === b);
    }),
  );
});
