import type { valueTests } from '../allowed.js';
import { compare, equal, keyOf, rankOf, same } from '../bson/order.js';
import {
  type BsonTypeName,
  bsonTypeCodes,
  isNumber,
  isOperatorDoc,
  isRegExp,
  show,
  toNumber,
  typeOf,
} from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { toRegExp } from './regex.js';

/**
 * A test of what a path reaches: a value, an array, or undefined for a missing field. Of an array its
 * elements are tried too, unless it is to be taken as a whole: it is an element itself.
 */
export type Test = (value: unknown, isElement?: boolean) => boolean;

/**
 * The test that an operator makes with its argument, a `$regex` with the `$options` beside it too.
 * @throws MongoError 2 for a wrong argument
 */
export const compileTest: Record<
  (typeof valueTests)[number],
  (argument: unknown, options?: unknown) => Test
> = {
  $eq: equals,
  $gt: (limit) => inOrder(limit, (order) => order > 0),
  $gte: (limit) => inOrder(limit, (order) => order >= 0),
  $lt: (limit) => inOrder(limit, (order) => order < 0),
  $lte: (limit) => inOrder(limit, (order) => order <= 0),
  $in: isIn,
  $type: hasType,
  $regex: matches,
};

/** The value itself, or one of its elements when it is an array. */
function valueOrElement(test: Test): Test {
  return (value, isElement) =>
    test(value) || (!isElement && Array.isArray(value) && value.some((item) => test(item)));
}

function equals(wanted: unknown): Test {
  if (wanted === null || wanted === undefined) {
    return valueOrElement((value) => value === undefined || value === null);
  }
  if (typeof wanted === 'string') return valueOrElement((value) => value === wanted);
  if (isRegExp(wanted)) return valueOrElement((value) => same(value, wanted));
  return valueOrElement((value) => value !== undefined && equal(value, wanted));
}

/** Texts that the expression finds, and the same expression where it is stored. */
function matches(pattern: unknown, options?: unknown): Test {
  const regex = toRegExp(pattern, options);
  return valueOrElement((value) =>
    typeof value === 'string' ? regex.test(value) : isRegExp(value) && equal(value, pattern),
  );
}

/** Comparison works within one type only ("type bracketing"); null also stands for missing. */
function inOrder(limit: unknown, accepts: (order: number) => boolean): Test {
  if (isRegExp(limit)) refuse(2, "Can't have RegEx as arg to predicate over field");
  if (limit === null) return accepts(0) ? equals(null) : () => false;
  if (Number.isNaN(toNumber(limit))) {
    return accepts(0) ? valueOrElement((value) => Number.isNaN(toNumber(value))) : () => false;
  }
  const rank = rankOf(limit);
  const test: Test = (value) =>
    value !== undefined &&
    rankOf(value) === rank &&
    !Number.isNaN(value) &&
    accepts(compare(value, limit));
  return valueOrElement(test);
}

function isIn(argument: unknown): Test {
  if (!Array.isArray(argument)) refuse(2, '$in needs an array');
  const keys = new Set<string>();
  const others: Test[] = [];
  for (const wanted of argument) {
    if (isOperatorDoc(wanted)) refuse(2, 'cannot nest $ under $in');
    if (isRegExp(wanted)) others.push(matches(wanted));
    else if (wanted === null) others.push(equals(wanted));
    else keys.add(keyOf(wanted));
  }
  const listed = valueOrElement((value) => value !== undefined && keys.has(keyOf(value)));
  return (value, isElement) =>
    (keys.size > 0 && listed(value, isElement)) || others.some((test) => test(value, isElement));
}

function hasType(argument: unknown): Test {
  const wanted = (Array.isArray(argument) ? argument : [argument]).map(typeTest);
  if (wanted.length === 0) refuse(9, '$type must match at least one type');
  return valueOrElement((value) => value !== undefined && wanted.some((test) => test(value)));
}

function typeTest(name: unknown): Test {
  if (name === 'number') return isNumber;
  const code = toNumber(name);
  const type = (Object.keys(bsonTypeCodes) as BsonTypeName[]).find(
    (known) => known === name || bsonTypeCodes[known] === code,
  );
  if (type === undefined) refuse(2, `Unknown type name alias: ${show(name)}`);
  return (value) => typeOf(value) === type;
}
