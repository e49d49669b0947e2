import { isAllowed, logicalOperators, queryOperators } from '../allowed.js';
import { compare, equal, keyOf, rankOf, same } from '../bson/order.js';
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
import { refuse } from '../mongo-error.js';
import { toRegExp } from './regex.js';

/**
 * A test of what a path reaches: a value, an array, or undefined for a missing field. Of an array its
 * elements are tried too, unless it is to be taken as a whole: it is an element itself.
 */
export type Test = (value: unknown, isElement?: boolean) => boolean;

type Context = {
  /** compiles the filter of an `$elemMatch` on documents, and the operators of one on values */
  elemMatch: (filter: Doc) => Test;
  elements: (operators: Doc) => Test;
  /** `$options` beside a `$regex` */
  options?: unknown;
};

/**
 * One positive operator with its argument.
 * @throws MongoError 2 for an unknown operator or a wrong argument
 */
export function compileValueTest(name: string, argument: unknown, context: Context): Test {
  if (!isAllowed(queryOperators, name)) refuse(2, `unknown operator: ${name}`);
  switch (name) {
    case '$eq':
      return isRegExp(argument)
        ? valueOrElement((value) => same(value, argument))
        : equals(argument);
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
      return matches(toRegExp(argument, context.options), argument);
    case '$elemMatch':
      return elemMatch(argument, context);
    case '$exists':
    case '$ne':
    case '$nin':
    case '$not':
    case '$options':
      refuse(2, `${name} cannot be used there`);
  }
}

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
  if (isRegExp(limit)) refuse(2, "Can't have RegEx as arg to predicate over field");
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
  if (!Array.isArray(argument)) refuse(2, '$in needs an array');
  const keys = new Set<string>();
  const others: Test[] = [];
  for (const wanted of argument) {
    if (isOperatorDoc(wanted)) refuse(2, 'cannot nest $ under $in');
    if (isRegExp(wanted)) others.push(matches(toRegExp(wanted), wanted));
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

function elemMatch(argument: unknown, context: Context): Test {
  if (!isDoc(argument)) refuse(2, '$elemMatch needs an Object');
  const first = Object.keys(argument)[0] ?? '';
  if (first.startsWith('$') && !isAllowed(logicalOperators, first)) {
    const test = context.elements(argument);
    return (value) => Array.isArray(value) && value.some((item) => test(item));
  }
  const test = context.elemMatch(argument);
  // An array among the elements is a document whose fields are called 0, 1 and so on.
  return (value) =>
    Array.isArray(value) &&
    value.some((item) => (Array.isArray(item) ? test({ ...item }) : isDoc(item) && test(item)));
}
