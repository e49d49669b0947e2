import { expressions, isAllowed } from '../allowed.js';
import { compare } from '../bson/order.js';
import { type Doc, getOwn, isDoc, isTruthy, setOwn, toNumber, typeOf } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { compileDateToString, toDate } from './dates.js';

/** Computes a value from a document; undefined means missing. */
type Expression = (doc: Doc) => unknown;

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
    refuse(15983, 'an expression specification must contain exactly one field');
  }
  if (!isAllowed(expressions, name)) refuse(168, `Unrecognized expression '${name}'`);
  return compileOperator(name, expression[name]);
}

function compilePath(path: string): Expression {
  if (path.startsWith('$$')) refuse(17276, `Use of undefined variable: ${path.slice(2)}`);
  const parts = path.slice(1).split('.');
  if (parts.includes('')) refuse(15998, `FieldPath '${path}' has an empty part`);
  if (parts.some((part) => part.startsWith('$'))) {
    refuse(16410, `FieldPath '${path}' has a part that starts with '$'`);
  }
  const [name = '', ...inner] = parts;
  if (inner.length === 0) return (doc) => getOwn(doc, name);
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
  const odd = Object.keys(spec).find((name) => name.startsWith('$') || name.includes('.'));
  if (odd !== undefined) refuse(16412, `The field name '${odd}' is not possible here`);
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
    case '$cond':
      return compileCond(argument);
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
    case '$and': {
      const parts = argumentsOf(name, argument, null);
      return (doc) => parts.every((part) => isTruthy(part(doc)));
    }
    case '$or': {
      const parts = argumentsOf(name, argument, null);
      return (doc) => parts.some((part) => isTruthy(part(doc)));
    }
    case '$substrCP': {
      const parts = argumentsOf(name, argument, 3);
      return (doc) => substring(parts.map((part) => part(doc)));
    }
    case '$toDate': {
      const parts = argumentsOf(name, argument, 1);
      return (doc) => toDate(parts[0]?.(doc));
    }
    case '$dateToString':
      return compileDateToString(argument, compileExpression);
  }
}

/** As many arguments as the operator takes; null = any number. */
function argumentsOf(name: string, argument: unknown, count: number | null): Expression[] {
  const given: unknown[] = Array.isArray(argument) ? argument : [argument];
  if (count !== null && given.length !== count) {
    refuse(
      16020,
      `Expression ${name} takes exactly ${count} arguments. ${given.length} were passed in.`,
    );
  }
  return given.map(compileExpression);
}

function compileCond(argument: unknown): Expression {
  const names = ['if', 'then', 'else'];
  const given = isDoc(argument) ? names.map((name) => argument[name]) : argument;
  const unknown = isDoc(argument) && Object.keys(argument).find((key) => !names.includes(key));
  if (unknown) refuse(17083, `Unrecognized parameter to $cond: ${unknown}`);
  const missing = isDoc(argument) && names.find((name) => argument[name] === undefined);
  if (missing) refuse(17082, `Missing '${missing}' parameter to $cond`);
  const parts = argumentsOf('$cond', given, 3);
  return (doc) => (isTruthy(parts[0]?.(doc)) ? parts[1]?.(doc) : parts[2]?.(doc));
}

/** Here, unlike in filters, types compare with each other, and missing sorts before null. */
function comparison(
  name: string,
  argument: unknown,
  accepts: (order: number) => boolean,
): Expression {
  const parts = argumentsOf(name, argument, 2);
  return (doc) => {
    const [a, b] = parts.map((part) => part(doc));
    if (a === undefined || b === undefined) {
      return accepts((a === undefined ? 0 : 1) - (b === undefined ? 0 : 1));
    }
    return accepts(compare(a, b));
  };
}

function substring([text, start, count]: unknown[]): unknown {
  const from = toNumber(start) ?? -1;
  const length = toNumber(count) ?? -1;
  if (!(Number.isInteger(from) && Number.isInteger(length) && from >= 0 && length >= 0)) {
    refuse(34452, '$substrCP needs a start and a length that are not negative');
  }
  if (text === undefined || text === null) return '';
  if (text instanceof Date) return text.toISOString().slice(from, from + length);
  // MongoDB spells doubles in a way of its own
  if (typeof text !== 'string' && typeOf(text) !== 'int' && typeOf(text) !== 'long') {
    refuse(16007, `can't convert from BSON type ${typeOf(text)} to String`);
  }
  return [...String(text)].slice(from, from + length).join('');
}
