import { Double, Long } from 'bson';
import { refuse } from '../mongo-error.js';
import { isInt32, toNumber, typeOf } from './value.js';

/** A double that stays one: a whole number would otherwise be written as an integer. */
export function double(value: number): number | Double {
  return isInt32(value) ? new Double(value) : value;
}

/**
 * MongoDB's sum: it has the wider of the two types (int < long < double) and an int that overflows
 * becomes a long.
 * @throws MongoError 2 when a long overflows
 */
export function add(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (!isInt32(a) || !isInt32(b)) return double(sum);
    return isInt32(sum) ? sum : Long.fromNumber(sum);
  }
  const types = [typeOf(a), typeOf(b)];
  if (types.includes('double')) return double((toNumber(a) ?? 0) + (toNumber(b) ?? 0));
  const sum = toBigInt(a) + toBigInt(b);
  if (BigInt.asIntN(64, sum) !== sum) refuse(2, 'The sum overflows a 64-bit integer');
  return Long.fromBigInt(sum);
}

function toBigInt(value: unknown): bigint {
  return typeof value === 'number' ? BigInt(value) : (value as Long).toBigInt();
}
