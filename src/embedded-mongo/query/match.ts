import { logicalOperators } from '../allowed.js';
import { type Doc, getOwn, isDoc, isOperatorDoc, isRegExp, isTruthy } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { compileValueTest, type Test } from './operators.js';
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
  if (!Array.isArray(condition) || condition.length === 0) {
    requireLogical(key);
    refuse(2, `${key} must be a nonempty array`);
  }
  const parts = condition.map(compileFilter);
  switch (requireLogical(key)) {
    case '$and':
      return every(parts);
    case '$or':
      return (doc) => parts.some((part) => part(doc));
  }
}

function requireLogical(key: string): (typeof logicalOperators)[number] {
  const known = logicalOperators.find((name) => name === key);
  if (known === undefined) refuse(2, `unknown top level operator: ${key}`);
  return known;
}

function compilePath(path: string, condition: unknown): Predicate {
  const parts = path.split('.');
  if (isOperatorDoc(condition)) return compileOperators(parts, condition);
  const name = isRegExp(condition) ? '$regex' : '$eq';
  return onPath(parts, compileValueTest(name, condition, elementsOf));
}

const elementsOf = {
  elemMatch: compileFilter,
  elements: (operators: Doc): Predicate => compileOperators([], operators),
};

/** All operators of one path: each must hold, a negative one for everything the path reaches. */
function compileOperators(parts: readonly string[], operators: Doc): Predicate {
  return every(
    Object.keys(operators).flatMap((name): Predicate[] => {
      const argument = operators[name];
      switch (name) {
        case '$not':
          return [not(compileNegated(parts, argument))];
        case '$ne':
          if (isRegExp(argument)) refuse(2, "Can't have regex as arg to $ne.");
          return [not(compileOperators(parts, { $eq: argument }))];
        case '$nin':
          return [not(compileOperators(parts, { $in: argument }))];
        case '$exists':
          return [isTruthy(argument) ? onPath(parts, isThere) : not(onPath(parts, isThere))];
        case '$options':
          if (!Object.hasOwn(operators, '$regex')) refuse(2, '$options needs a $regex');
          return [];
        default:
          return [
            onPath(
              parts,
              compileValueTest(name, argument, { ...elementsOf, options: operators.$options }),
            ),
          ];
      }
    }),
  );
}

const isThere: Test = (value) => value !== undefined;

function compileNegated(parts: readonly string[], argument: unknown): Predicate {
  if (isRegExp(argument)) return compileOperators(parts, { $regex: argument });
  if (!isOperatorDoc(argument)) refuse(2, '$not needs a regex or a document');
  return compileOperators(parts, argument);
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
  if (predicates.length === 1 && only !== undefined) return only;
  return (doc) => predicates.every((predicate) => predicate(doc));
}
