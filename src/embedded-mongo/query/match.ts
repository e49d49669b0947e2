import { isAllowed, logicalOperators, pathOperators, valueTests } from '../allowed.js';
import { type Doc, getOwn, isDoc, isOperatorDoc, isRegExp, isTruthy } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { compileTest, type Test } from './operators.js';
import { someAt } from './paths.js';

export type Predicate = (doc: unknown) => boolean;

/**
 * Compiles a filter. The whole filter is checked here, so an unknown operator is refused even
 * where there is no document to meet it.
 * @throws MongoError 2 naming an operator outside the allow-list
 */
export function compileFilter(filter: unknown): Predicate {
  if (!isDoc(filter)) refuse(14, 'the filter must be a document');
  return every(Object.keys(filter).map((key) => compileEntry(key, filter[key])));
}

function compileEntry(key: string, condition: unknown): Predicate {
  if (!key.startsWith('$')) return compilePath(key, condition);
  if (!isAllowed(logicalOperators, key)) refuse(2, `unknown top level operator: ${key}`);
  const parts = Array.isArray(condition) ? condition.map(compileFilter) : [];
  if (parts.length === 0) refuse(2, `${key} must be a nonempty array`);
  switch (key) {
    case '$and':
      return every(parts);
    case '$or':
      return (doc) => parts.some((part) => part(doc));
  }
}

function compilePath(path: string, condition: unknown): Predicate {
  const parts = path.split('.');
  if (isOperatorDoc(condition)) return compileOperators(parts, condition);
  const name = isRegExp(condition) ? '$regex' : '$eq';
  return onPath(parts, compileTest[name](condition));
}

/** All operators of one path: each must hold, a negative one for everything the path reaches. */
function compileOperators(parts: readonly string[], operators: Doc): Predicate {
  return every(Object.keys(operators).flatMap((name) => compileOperator(parts, name, operators)));
}

/** @returns nothing to hold for what only completes another operator */
function compileOperator(parts: readonly string[], name: string, operators: Doc): Predicate | [] {
  const argument = operators[name];
  if (isAllowed(valueTests, name)) {
    return onPath(parts, compileTest[name](argument, operators.$options));
  }
  if (!isAllowed(pathOperators, name)) refuse(2, `unknown operator: ${name}`);
  switch (name) {
    case '$ne':
      if (isRegExp(argument)) refuse(2, "Can't have regex as arg to $ne.");
      return not(onPath(parts, compileTest.$eq(argument)));
    case '$nin':
      return not(onPath(parts, compileTest.$in(argument)));
    case '$not':
      return not(compileNegated(parts, argument));
    case '$exists':
      return isTruthy(argument) ? onPath(parts, isThere) : not(onPath(parts, isThere));
    case '$elemMatch':
      return onPath(parts, compileElemMatch(argument));
    case '$options':
      if (!Object.hasOwn(operators, '$regex')) refuse(2, '$options needs a $regex');
      return [];
  }
}

const isThere: Test = (value) => value !== undefined;

function compileNegated(parts: readonly string[], argument: unknown): Predicate {
  if (isRegExp(argument)) return onPath(parts, compileTest.$regex(argument));
  if (!isOperatorDoc(argument)) refuse(2, '$not needs a regex or a document');
  return compileOperators(parts, argument);
}

function compileElemMatch(argument: unknown): Test {
  if (!isDoc(argument)) refuse(2, '$elemMatch needs an Object');
  const [first = ''] = Object.keys(argument);
  if (first.startsWith('$') && !isAllowed(logicalOperators, first)) {
    const test = compileOperators([], argument);
    return (value) => Array.isArray(value) && value.some((item) => test(item));
  }
  const test = compileFilter(argument);
  // An array among the elements is a document whose fields are called 0, 1 and so on.
  return (value) =>
    Array.isArray(value) &&
    value.some((item) => (Array.isArray(item) ? test({ ...item }) : isDoc(item) && test(item)));
}

function onPath(parts: readonly string[], test: Test): Predicate {
  const [only] = parts;
  // An element of `$elemMatch`: the path is at its end before it begins.
  if (only === undefined) return (item) => test(item, true);
  if (parts.length === 1) {
    return (doc) =>
      isDoc(doc) ? test(getOwn(doc, only)) : Array.isArray(doc) && someAt(doc, parts, test);
  }
  return (doc) => someAt(doc, parts, test);
}

function not(predicate: Predicate): Predicate {
  return (doc) => !predicate(doc);
}

function every(predicates: readonly Predicate[]): Predicate {
  const [only] = predicates;
  if (only === undefined) return () => true;
  if (predicates.length === 1) return only;
  return (doc) => predicates.every((predicate) => predicate(doc));
}
