import { expressions, isAllowed } from '../allowed.js';
import { compare } from '../bson/order.js';
import { type Doc, getOwn, isDoc, isTruthy, setOwn, toNumber, typeOf } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { fieldParts } from '../query/paths.js';
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
  if (others.length > 0) refuse(15983, `'${name}' must be the only field of its expression`);
  if (!isAllowed(expressions, name)) refuse(168, `Unrecognized expression '${name}'`);
  return compileOperator[name](expression[name], name);
}

function compilePath(path: string): Expression {
  if (path.startsWith('$$')) refuse(17276, `Use of undefined variable: ${path.slice(2)}`);
  if (path.slice(1).split('.').includes('')) refuse(15998, `'${path}' has an empty part`);
  const parts = fieldParts(path.slice(1), path);
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

type CompileOperator = (argument: unknown, name: string) => Expression;

const compileOperator: Record<(typeof expressions)[number], CompileOperator> = {
  $cond: compileCond,
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $and: truth('every'),
  $or: truth('some'),
  $substrCP: computation(3, substring),
  $toDate: computation(1, ([value]) => toDate(value)),
  $dateToString: (argument) => compileDateToString(argument, compileExpression),
};

function compileArguments(argument: unknown): Expression[] {
  return (Array.isArray(argument) ? argument : [argument]).map(compileExpression);
}

/** An operator on the values of its arguments, of which it takes `count`. */
function computation(count: number, compute: (values: unknown[]) => unknown): CompileOperator {
  return (argument, name) => {
    const parts = compileArguments(argument);
    if (parts.length !== count)
      refuse(16020, `${name} takes ${count} arguments, not ${parts.length}`);
    return (doc) => compute(parts.map((part) => part(doc)));
  };
}

/** Here, unlike in filters, types compare with each other, and missing sorts before null. */
function comparison(accepts: (order: number) => boolean): CompileOperator {
  return computation(2, ([a, b]) =>
    a === undefined || b === undefined
      ? accepts((a === undefined ? 0 : 1) - (b === undefined ? 0 : 1))
      : accepts(compare(a, b)),
  );
}

function truth(of: 'every' | 'some'): CompileOperator {
  return (argument) => {
    const parts = compileArguments(argument);
    return (doc) => parts[of]((part) => isTruthy(part(doc)));
  };
}

function compileCond(argument: unknown): Expression {
  const names = ['if', 'then', 'else'];
  const given = isDoc(argument) ? names.map((name) => argument[name]) : argument;
  const unknown = isDoc(argument) && Object.keys(argument).find((key) => !names.includes(key));
  if (unknown) refuse(17083, `Unrecognized parameter to $cond: ${unknown}`);
  const missing = isDoc(argument) && names.find((name) => argument[name] === undefined);
  if (missing) refuse(17082, `Missing '${missing}' parameter to $cond`);
  const [condition, yes, no, ...others] = compileArguments(given);
  if (!condition || !yes || !no || others.length > 0) refuse(16020, '$cond takes 3 arguments');
  return (doc) => (isTruthy(condition(doc)) ? yes(doc) : no(doc));
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
