import { isAllowed, logicalOperators, queryOperators } from '../allowed.js';
import { compare, equal, keyOf, rankOf } from '../bson/order.js';
import {
  type BsonTypeName,
  bsonTypeCodes,
  type Doc,
  isDoc,
  isNumber,
  isOperatorDoc,
  isRegExp,
  show,
  toNumber,
  typeOf,
} from '../bson/value.js';
import { MongoError } from '../mongo-error.js';
import { toRegExp } from './regex.js';

/** A test of what a path reaches: a value, a whole array, or undefined for a missing field. */
export type Test = (value: unknown) => boolean;

type Context = {
  /** compiles the filter of an `$elemMatch` on documents */
  elemMatch: (filter: Doc) => Test;
  /** `$options` beside a `$regex` */
  options?: unknown;
};

/**
 * One positive operator with its argument.
 * @throws MongoError 2 for an unknown operator or a wrong argument
 */
export function compileValueTest(name: string, argument: unknown, context: Context): Test {
  if (!isAllowed(queryOperators, name)) throw new MongoError(2, `unknown operator: ${name}`);
  switch (name) {
    case '$eq':
      return equals(argument);
    case '$gt':
      return inOrder(argument, (order) => order > 0);
    case '$gte':
      return inOrder(argument, (order) => order >= 0);
    case '$lt':
      return inOrder(argument, (order) => order < 0);
    case '$lte':
      return inOrder(argument, (order) => order <= 0);
    case '$in':
      return isIn(argument);
    case '$type':
      return hasType(argument);
    case '$regex':
      return matches(toRegExp(argument, context.options));
    case '$elemMatch':
      return elemMatch(argument, context);
    case '$exists':
    case '$ne':
    case '$nin':
    case '$not':
    case '$options':
      throw new MongoError(2, `${name} cannot be used there`);
  }
}

/** The value itself, or one of its elements when it is an array. */
function valueOrElement(test: Test): Test {
  return (value) => test(value) || (Array.isArray(value) && value.some(test));
}

function equals(wanted: unknown): Test {
  if (wanted === null || wanted === undefined) {
    return (value) =>
      value === undefined || value === null || (Array.isArray(value) && value.includes(null));
  }
  if (isRegExp(wanted)) return matches(toRegExp(wanted), wanted);
  if (typeof wanted === 'string') return valueOrElement((value) => value === wanted);
  return valueOrElement((value) => value !== undefined && equal(value, wanted));
}

function matches(regex: RegExp, stored?: unknown): Test {
  return valueOrElement((value) =>
    typeof value === 'string'
      ? regex.test(value)
      : stored !== undefined && isRegExp(value) && equal(value, stored),
  );
}

/** Comparison works within one type only ("type bracketing"); null also stands for missing. */
function inOrder(limit: unknown, accepts: (order: number) => boolean): Test {
  if (isRegExp(limit)) throw new MongoError(2, "Can't have RegEx as arg to predicate over field");
  if (limit === null) {
    return accepts(0) ? equals(null) : () => false;
  }
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
  if (!Array.isArray(argument)) throw new MongoError(2, '$in needs an array');
  const keys = new Set<string>();
  const others: Test[] = [];
  for (const wanted of argument) {
    if (isOperatorDoc(wanted)) throw new MongoError(2, 'cannot nest $ under $in');
    if (wanted === null || isRegExp(wanted)) others.push(equals(wanted));
    else keys.add(keyOf(wanted));
  }
  const listed = valueOrElement((value) => value !== undefined && keys.has(keyOf(value)));
  return (value) => (keys.size > 0 && listed(value)) || others.some((test) => test(value));
}

function hasType(argument: unknown): Test {
  const wanted = (Array.isArray(argument) ? argument : [argument]).map(typeTest);
  return valueOrElement((value) => value !== undefined && wanted.some((test) => test(value)));
}

function typeTest(name: unknown): Test {
  if (name === 'number') return isNumber;
  const code = toNumber(name);
  const type = (Object.keys(bsonTypeCodes) as BsonTypeName[]).find(
    (known) => known === name || bsonTypeCodes[known] === code,
  );
  if (type === undefined) throw new MongoError(2, `Unknown type name alias: ${show(name)}`);
  return (value) => typeOf(value) === type;
}

function elemMatch(argument: unknown, context: Context): Test {
  if (!isDoc(argument)) throw new MongoError(2, '$elemMatch needs an Object');
  const first = Object.keys(argument)[0] ?? '';
  if (first.startsWith('$') && !isAllowed(logicalOperators, first)) {
    const test = context.elemMatch({ value: argument });
    return (value) => Array.isArray(value) && value.some((item) => test({ value: item }));
  }
  const test = context.elemMatch(argument);
  return (value) =>
    Array.isArray(value) &&
    value.some((item) => (isDoc(item) || Array.isArray(item)) && test(item));
}
