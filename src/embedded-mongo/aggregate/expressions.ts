import { expressions, isAllowed } from '../allowed.js';
import { calculate, double } from '../bson/arithmetic.js';
import { compare } from '../bson/order.js';
import {
  type Doc,
  getOwn,
  isDoc,
  isNumber,
  isTruthy,
  setOwn,
  toNumber,
  typeOf,
} from '../bson/value.js';
import { MongoError } from '../mongo-error.js';

/** Computes a value from a document; undefined means missing. */
type Expression = (doc: Doc) => unknown;
type Operator = (values: unknown[]) => unknown;

/**
 * Compiles an expression: `$path`, literals, documents of expressions and the allowed operators.
 * @throws MongoError 168 naming an unknown operator, 16020 for a wrong number of arguments
 */
export function compileExpression(expression: unknown): Expression {
  if (typeof expression === 'string' && expression.startsWith('$')) return compilePath(expression);
  if (Array.isArray(expression)) {
    const items = expression.map(compileExpression);
    return (doc) => items.map((item) => item(doc) ?? null);
  }
  if (!isDoc(expression)) return () => expression;
  const [name, ...others] = Object.keys(expression);
  if (!name?.startsWith('$')) return compileDoc(expression);
  if (others.length > 0) {
    throw new MongoError(15983, 'an expression specification must contain exactly one field');
  }
  if (!isAllowed(expressions, name)) throw new MongoError(168, `Unrecognized expression '${name}'`);
  return compileOperator(name, expression[name]);
}

function compilePath(path: string): Expression {
  if (path.startsWith('$$'))
    throw new MongoError(17276, `Use of undefined variable: ${path.slice(2)}`);
  const parts = path.slice(1).split('.');
  if (parts.includes('')) throw new MongoError(15998, `FieldPath '${path}' has an empty part`);
  return (doc) => readPath(doc, parts, 0);
}

/** Through an array a path gives the array of what it finds in each element. */
function readPath(value: unknown, parts: readonly string[], from: number): unknown {
  let current = value;
  for (let i = from; i < parts.length; i++) {
    if (Array.isArray(current)) {
      return current
        .map((item: unknown) => (isDoc(item) ? readPath(item, parts, i) : undefined))
        .filter((item) => item !== undefined);
    }
    current = isDoc(current) ? getOwn(current, parts[i] ?? '') : undefined;
  }
  return current;
}

function compileDoc(spec: Doc): Expression {
  const fields = Object.keys(spec).map((name) => ({ name, of: compileExpression(spec[name]) }));
  return (doc) => {
    const result: Doc = {};
    for (const { name, of } of fields) {
      const value = of(doc);
      if (value !== undefined) setOwn(result, name, value);
    }
    return result;
  };
}

function compileOperator(name: (typeof expressions)[number], argument: unknown): Expression {
  switch (name) {
    case '$literal':
      return () => argument;
    case '$cond':
      return compileCond(argument);
    case '$ifNull':
      return withArguments(name, argument, [2], (values) =>
        values.find((value, i) => i === values.length - 1 || (value ?? null) !== null),
      );
    case '$eq':
      return comparison(name, argument, (order) => order === 0);
    case '$ne':
      return comparison(name, argument, (order) => order !== 0);
    case '$gt':
      return comparison(name, argument, (order) => order > 0);
    case '$gte':
      return comparison(name, argument, (order) => order >= 0);
    case '$lt':
      return comparison(name, argument, (order) => order < 0);
    case '$lte':
      return comparison(name, argument, (order) => order <= 0);
    case '$and':
      return withArguments(name, argument, [0], (values) => values.every(isTruthy));
    case '$or':
      return withArguments(name, argument, [0], (values) => values.some(isTruthy));
    case '$not':
      return withArguments(name, argument, [1, 1], ([value]) => !isTruthy(value));
    case '$add':
      return withArguments(name, argument, [0], (values) => fold('add', 0, values));
    case '$multiply':
      return withArguments(name, argument, [0], (values) => fold('multiply', 1, values));
    case '$subtract':
      return withArguments(name, argument, [2, 2], subtract);
    case '$divide':
      return withArguments(name, argument, [2, 2], divide);
    case '$substrCP':
      return withArguments(name, argument, [3, 3], substring);
    case '$concat':
      return withArguments(name, argument, [0], concat);
    case '$toString':
      return withArguments(name, argument, [1, 1], toText);
  }
}

/** `[least, most]` arguments; without a most there may be any number. */
function withArguments(
  name: string,
  argument: unknown,
  [least, most = Number.POSITIVE_INFINITY]: [number, number?],
  compute: Operator,
): Expression {
  const given: unknown[] = Array.isArray(argument) ? argument : [argument];
  if (given.length < least || given.length > most) {
    throw new MongoError(
      16020,
      `Expression ${name} takes ${least} arguments; ${given.length} were passed in.`,
    );
  }
  const values = given.map(compileExpression);
  return (doc) => compute(values.map((value) => value(doc)));
}

function compileCond(argument: unknown): Expression {
  const known = ['if', 'then', 'else'];
  if (isDoc(argument)) {
    const unknown = Object.keys(argument).find((key) => !known.includes(key));
    if (unknown !== undefined)
      throw new MongoError(17083, `Unrecognized parameter to $cond: ${unknown}`);
  }
  const parts: unknown[] = isDoc(argument)
    ? known.map((key) => argument[key])
    : Array.isArray(argument)
      ? argument
      : [];
  if (parts.length !== 3 || parts.includes(undefined)) {
    throw new MongoError(16020, 'Expression $cond takes exactly 3 arguments.');
  }
  const [test, yes, no] = parts.map(compileExpression) as [Expression, Expression, Expression];
  return (doc) => (isTruthy(test(doc)) ? yes(doc) : no(doc));
}

/** Here, unlike in filters, types compare with each other, and missing sorts before null. */
function comparison(
  name: string,
  argument: unknown,
  accepts: (order: number) => boolean,
): Expression {
  return withArguments(name, argument, [2, 2], ([a, b]) => {
    if (a === undefined || b === undefined) {
      return accepts((a === undefined ? 0 : 1) - (b === undefined ? 0 : 1));
    }
    return accepts(compare(a, b));
  });
}

function hasNothing(values: readonly unknown[]): boolean {
  return values.some((value) => value === undefined || value === null);
}

function requireNumbers(name: string, values: readonly unknown[]): void {
  const wrong = values.find((value) => !isNumber(value));
  if (wrong !== undefined)
    throw new MongoError(14, `${name} only supports numeric types, not ${typeOf(wrong)}`);
}

function fold(operation: 'add' | 'multiply', start: number, values: readonly unknown[]): unknown {
  if (hasNothing(values)) return null;
  requireNumbers(`$${operation}`, values);
  return values.reduce((total, value) => calculate(operation, total, value), start);
}

/** Two dates give the milliseconds between them. */
function subtract(values: unknown[]): unknown {
  if (hasNothing(values)) return null;
  const [a, b] = values.map((value) => (value instanceof Date ? value.getTime() : value));
  requireNumbers('$subtract', [a, b]);
  return calculate('subtract', a, b);
}

function divide(values: unknown[]): unknown {
  if (hasNothing(values)) return null;
  requireNumbers('$divide', values);
  const [a = 0, b = 0] = values.map(toNumber);
  if (b === 0) throw new MongoError(2, "can't $divide by zero");
  return double(a / b);
}

function substring([text, start, count]: unknown[]): unknown {
  const from = toNumber(start);
  const length = toNumber(count);
  if (from === undefined || length === undefined || from < 0 || length < 0) {
    throw new MongoError(
      34452,
      '$substrCP needs a starting index and a length that are not negative',
    );
  }
  return [...textOf(text)].slice(from, from + length).join('');
}

function concat(values: unknown[]): unknown {
  if (hasNothing(values)) return null;
  const wrong = values.find((value) => typeof value !== 'string');
  if (wrong !== undefined)
    throw new MongoError(16702, `$concat only supports strings, not ${typeOf(wrong)}`);
  return values.join('');
}

function toText([value]: unknown[]): unknown {
  return value === undefined || value === null ? null : textOf(value);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (isDoc(value) || Array.isArray(value)) {
    throw new MongoError(16007, `can't convert from BSON type ${typeOf(value)} to String`);
  }
  return String(value);
}
