import { Double, Long } from 'bson';
import { MongoError } from '../mongo-error.js';
import { isInt32, toNumber, typeOf } from './value.js';

const maxLong = 2n ** 63n - 1n;
const minLong = -(2n ** 63n);

/** A double that stays one: a whole number would otherwise be written as an integer. */
export function double(value: number): number | Double {
  return isInt32(value) ? new Double(value) : value;
}

type Operation = {
  whole: (a: bigint, b: bigint) => bigint;
  real: (a: number, b: number) => number;
};

const operations = {
  add: { whole: (a, b) => a + b, real: (a, b) => a + b },
  subtract: { whole: (a, b) => a - b, real: (a, b) => a - b },
  multiply: { whole: (a, b) => a * b, real: (a, b) => a * b },
} satisfies Record<string, Operation>;

/**
 * MongoDB's arithmetic: the result has the wider of the two types (int < long < double) and an
 * int that overflows becomes a long.
 * @throws MongoError 2 when a long overflows
 */
export function calculate(operation: keyof typeof operations, a: unknown, b: unknown): unknown {
  const { whole, real } = operations[operation];
  const types = [typeOf(a), typeOf(b)];
  if (types.includes('double')) return double(real(toNumber(a) ?? 0, toNumber(b) ?? 0));
  const result = whole(toBigInt(a), toBigInt(b));
  if (result > maxLong || result < minLong) {
    throw new MongoError(2, `Failed to apply ${operation}: the result overflows a 64-bit integer`);
  }
  const small = Number(result);
  return !types.includes('long') && isInt32(small) ? small : Long.fromBigInt(result);
}

function toBigInt(value: unknown): bigint {
  return typeof value === 'number' ? BigInt(value) : (value as Long).toBigInt();
}
