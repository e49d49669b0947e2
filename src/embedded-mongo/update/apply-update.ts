import { isAllowed, updateOperators } from '../allowed.js';
import { equal } from '../bson/order.js';
import { type Doc, isDoc, isOperatorDoc } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { compileChange } from './operators.js';
import { type Change, changeAt } from './write-path.js';

/** Makes the new document; the old one stays as it was. `inserting`: the document is an upsert's. */
export type Update = (doc: Doc, when: 'updating' | 'inserting') => Doc;

type Modifier = {
  path: string;
  parts: string[];
  onInsertOnly: boolean;
  change: Change;
};

/**
 * Compiles an update: operators, or a whole document to put in place of the old one.
 * @throws MongoError 9 for an unknown operator, 40 for paths that conflict, 2 for pipelines and positional paths
 */
export function compileUpdate(update: unknown): Update {
  if (Array.isArray(update)) refuse(9, 'An update as an aggregation pipeline is not supported');
  if (!isDoc(update)) refuse(9, 'The update must be a document');
  return isOperatorDoc(update) ? compileOperators(update) : replacement(update);
}

function replacement(update: Doc): Update {
  requirePlain(Object.keys(update));
  return (doc) => {
    const oldId = doc._id;
    if (oldId === undefined) return update;
    const { _id: newId = oldId, ...fields } = update;
    requireSameId(oldId, newId);
    return { _id: oldId, ...fields };
  };
}

/** @throws MongoError 52 for a field that starts with `$` */
export function requirePlain(fields: readonly string[]): void {
  for (const name of fields)
    if (name.startsWith('$')) refuse(52, `The field '${name}' starts with $`);
}

function compileOperators(update: Doc): Update {
  const modifiers = Object.keys(update).flatMap((name) => modifiersOf(name, update[name]));
  // MongoDB works through the fields in the order of their names, whatever operator names them
  modifiers.sort((a, b) => comparePaths(a.parts, b.parts));
  requireNoConflict(modifiers);
  return (doc, when) => {
    let result = doc;
    for (const { parts, change, onInsertOnly } of modifiers) {
      if (!onInsertOnly || when === 'inserting') result = changeAt(result, parts, change);
    }
    if (doc._id !== undefined) requireSameId(doc._id, result._id);
    return result;
  };
}

function modifiersOf(name: string, fields: unknown): Modifier[] {
  if (!isAllowed(updateOperators, name)) refuse(9, `Unknown modifier: ${name}`);
  if (!isDoc(fields)) refuse(9, `The argument of ${name} must be a document`);
  return Object.keys(fields).map((path) => ({
    path,
    parts: parsePath(path),
    onInsertOnly: name === '$setOnInsert',
    change: compileChange[name](fields[path], path),
  }));
}

function parsePath(path: string): string[] {
  const parts = path.split('.');
  for (const part of parts) {
    if (part === '') refuse(56, `The update path '${path}' contains an empty field name`);
    if (part.startsWith('$')) refuse(2, `The $-prefixed part of '${path}' is not supported`);
  }
  return parts;
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const x = a[i] ?? '';
    const y = b[i] ?? '';
    if (x === y) continue;
    const order = Number(x) - Number(y);
    return Number.isNaN(order) || order === 0 ? (x < y ? -1 : 1) : order;
  }
  return a.length - b.length;
}

function requireNoConflict(sorted: readonly Modifier[]): void {
  const seen = new Set<string>();
  for (const { path, parts } of sorted) {
    for (let length = 1; length <= parts.length; length++) {
      const ancestor = parts.slice(0, length).join('.');
      if (seen.has(ancestor)) refuse(40, `Updating '${path}' would conflict at '${ancestor}'`);
    }
    seen.add(path);
  }
}

function requireSameId(before: unknown, after: unknown): void {
  // By value, as MongoDB does: a Long that a driver has made a number is the same `_id`.
  if (after === undefined || !equal(before, after)) refuse(66, "The field '_id' is immutable");
}
