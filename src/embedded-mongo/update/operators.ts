import { isAllowed, pushModifiers, type updateOperators } from '../allowed.js';
import { calculate } from '../bson/arithmetic.js';
import { compare, equal } from '../bson/order.js';
import { type Doc, isDoc, isNumber, isOperatorDoc, toNumber, typeOf } from '../bson/value.js';
import { MongoError } from '../mongo-error.js';
import { compileFilter } from '../query/match.js';
import { parseSort, sortDocs } from '../query/sort.js';
import { absent } from './write-path.js';

type Before = unknown | typeof absent;
type Change = (before: Before) => unknown | typeof absent;

/**
 * What one update operator does to one field.
 * @throws MongoError 14 for values of a wrong type, 2 for a wrong argument
 */
export function compileOperator(
  name: (typeof updateOperators)[number],
  argument: unknown,
  path: string,
): Change {
  switch (name) {
    case '$set':
    case '$setOnInsert':
      return () => argument;
    case '$unset':
      return () => absent;
    case '$inc':
      return increment(argument, path);
    case '$min':
      return (before) => (before === absent || compare(argument, before) < 0 ? argument : before);
    case '$max':
      return (before) => (before === absent || compare(argument, before) > 0 ? argument : before);
    case '$push':
      return push(argument, path);
    case '$addToSet':
      return addToSet(argument, path);
    case '$pull':
      return pull(argument, path);
    case '$pop':
      return pop(argument, path);
  }
}

function increment(by: unknown, path: string): Change {
  if (!isNumber(by)) {
    throw new MongoError(14, `Cannot increment with non-numeric argument: {${path}}`);
  }
  return (before) => {
    if (before === absent) return by;
    if (!isNumber(before)) {
      throw new MongoError(
        14,
        `Cannot apply $inc to a value of non-numeric type: the field '${path}' has type ${typeOf(before)}`,
      );
    }
    return calculate('add', before, by);
  };
}

function arrayBefore(before: Before, operator: string, path: string): readonly unknown[] {
  if (before === absent) return [];
  if (Array.isArray(before)) return before;
  throw new MongoError(
    2,
    `The field '${path}' must be an array but is of type ${typeOf(before)} (${operator})`,
  );
}

/** `{ $each: […], … }` or a single value. */
function itemsOf(argument: unknown, operator: string, modifiers: readonly string[]): unknown[] {
  if (!isDoc(argument) || !Object.hasOwn(argument, '$each')) return [argument];
  for (const key of Object.keys(argument)) {
    if (!isAllowed(modifiers, key)) {
      throw new MongoError(2, `Unrecognized clause in ${operator}: ${key}`);
    }
  }
  const each = argument.$each;
  if (!Array.isArray(each))
    throw new MongoError(14, `The argument to $each in ${operator} must be an array`);
  return each;
}

function push(argument: unknown, path: string): Change {
  const items = itemsOf(argument, '$push', pushModifiers);
  const modifiers: Doc = isDoc(argument) && Object.hasOwn(argument, '$each') ? argument : {};
  const sort = pushSort(modifiers.$sort);
  const slice = pushSlice(modifiers.$slice);
  return (before) => slice(sort([...arrayBefore(before, '$push', path), ...items]));
}

function pushSort(spec: unknown): (items: unknown[]) => unknown[] {
  if (spec === undefined) return (items) => items;
  if (!isDoc(spec)) {
    const [field] = parseSort({ value: spec });
    return (items) => items.sort((a, b) => compare(a, b) * (field?.direction ?? 1));
  }
  const fields = parseSort(spec);
  return (items) =>
    sortDocs(
      items.map((item) => (isDoc(item) ? item : {})),
      fields,
    );
}

function pushSlice(spec: unknown): (items: unknown[]) => unknown[] {
  if (spec === undefined) return (items) => items;
  const count = toNumber(spec);
  if (count === undefined || !Number.isInteger(count)) {
    throw new MongoError(2, 'The value for $slice must be a whole number');
  }
  return (items) => (count < 0 ? items.slice(count) : items.slice(0, count));
}

function addToSet(argument: unknown, path: string): Change {
  const items = itemsOf(argument, '$addToSet', ['$each']);
  return (before) => {
    const result = [...arrayBefore(before, '$addToSet', path)];
    for (const item of items) {
      if (!result.some((known) => equal(known, item))) result.push(item);
    }
    return result;
  };
}

function pull(argument: unknown, path: string): Change {
  const takesOut = pullTest(argument);
  return (before) =>
    before === absent
      ? absent
      : arrayBefore(before, '$pull', path).filter((item) => !takesOut(item));
}

function pullTest(argument: unknown): (item: unknown) => boolean {
  if (isDoc(argument) && !isOperatorDoc(argument)) {
    const matches = compileFilter(argument);
    return (item) => isDoc(item) && matches(item);
  }
  if (!isDoc(argument) && typeOf(argument) !== 'regex') return (item) => equal(item, argument);
  const matches = compileFilter({ value: argument });
  return (item) => matches({ value: item });
}

function pop(argument: unknown, path: string): Change {
  const end = toNumber(argument);
  if (end !== 1 && end !== -1) throw new MongoError(9, `$pop expects 1 or -1 for '${path}'`);
  return (before) => {
    if (before === absent) return absent;
    const items = arrayBefore(before, '$pop', path);
    return end === 1 ? items.slice(0, -1) : items.slice(1);
  };
}
