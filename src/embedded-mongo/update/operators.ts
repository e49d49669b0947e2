import { pushModifiers, type updateOperators } from '../allowed.js';
import { add } from '../bson/arithmetic.js';
import { equal } from '../bson/order.js';
import { isDoc, isNumber, isOperatorDoc, typeOf } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { compileFilter } from '../query/match.js';
import { absent, type Change } from './write-path.js';

/**
 * What each update operator does to one field, `path`.
 * @throws MongoError 14 for values of a wrong type, 2 for a wrong argument
 */
export const compileChange: Record<
  (typeof updateOperators)[number],
  (argument: unknown, path: string) => Change
> = {
  $set: (value) => () => value,
  $setOnInsert: (value) => () => value,
  $unset: () => () => absent,
  $inc: increment,
  $push: push,
  $pull: pull,
};

function increment(by: unknown, path: string): Change {
  if (!isNumber(by)) refuse(14, `Cannot increment with non-numeric argument: {${path}}`);
  return (before) => {
    if (before === absent) return by;
    if (!isNumber(before)) refuse(14, `Cannot $inc '${path}', which is of type ${typeOf(before)}`);
    return add(before, by);
  };
}

function arrayBefore(before: unknown, operator: string, path: string): readonly unknown[] {
  if (before === absent) return [];
  if (Array.isArray(before)) return before;
  refuse(2, `The field '${path}' must be an array but is of type ${typeOf(before)} (${operator})`);
}

/** One value, or those of `{ $each: […] }`. */
function push(argument: unknown, path: string): Change {
  const isEach = isDoc(argument) && Object.hasOwn(argument, '$each');
  const unknown = isEach && Object.keys(argument).find((key) => !pushModifiers.includes(key));
  if (unknown) refuse(2, `Unrecognized clause in $push: ${unknown}`);
  const items = isEach ? argument.$each : [argument];
  if (!Array.isArray(items)) refuse(14, 'The argument to $each must be an array');
  return (before) => [...arrayBefore(before, '$push', path), ...items];
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
