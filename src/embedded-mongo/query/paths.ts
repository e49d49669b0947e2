import { type Doc, emptyArray, getOwn, isDoc } from '../bson/value.js';
import { refuse } from '../mongo-error.js';

const digits = /^(?:0|[1-9]\d*)$/;

export function isArrayIndex(part: string): boolean {
  return digits.test(part);
}

/** What a part of a path can be; each place has its own error for what cannot. */
export const isFieldName = (part: string): boolean => part !== '' && !part.startsWith('$');

/**
 * Visits what a dotted path reaches, as the query language sees it: an array on the way stands for
 * its element at a numeric part and for each of its documents; a missing field is visited as
 * undefined; an array at the end is visited as a whole, and when a number led there as an element, which
 * is not looked into. Stops when `visit` returns true.
 */
export function someAt(
  value: unknown,
  parts: readonly string[],
  visit: (leaf: unknown, isElement?: boolean) => boolean,
  from = 0,
): boolean {
  let current = value;
  for (let i = from; i < parts.length; i++) {
    const part = parts[i] ?? '';
    if (Array.isArray(current)) return someInArray(current, parts, visit, i);
    if (!isDoc(current)) return visit(undefined);
    current = getOwn(current, part);
  }
  return visit(current);
}

function someInArray(
  array: readonly unknown[],
  parts: readonly string[],
  visit: (leaf: unknown, isElement?: boolean) => boolean,
  i: number,
): boolean {
  const part = parts[i] ?? '';
  if (isArrayIndex(part) && Number(part) < array.length) {
    const item = array[Number(part)];
    if (i + 1 === parts.length) {
      if (visit(item, true)) return true;
    } else if ((isDoc(item) || Array.isArray(item)) && someAt(item, parts, visit, i + 1)) {
      return true;
    }
  }
  return array.some((item) => isDoc(item) && someAt(item, parts, visit, i));
}

/** The value at a path without looking into arrays: the plain reading of `a.b.c`. */
export function valueAt(doc: Doc, parts: readonly string[]): unknown {
  let current: unknown = doc;
  for (const part of parts) current = isDoc(current) ? getOwn(current, part) : undefined;
  return current;
}

/**
 * What sorting, indexes and `distinct` see of a path: the elements of the array it meets, wherever it does.
 * An empty one is `emptyArray`; of an element that is no document the rest of the path is missing.
 */
export function keyLeaves(
  doc: Doc,
  parts: readonly string[],
): { leaves: readonly unknown[]; isMany: boolean } {
  let current: unknown = doc;
  let i = 0;
  for (; i < parts.length && !Array.isArray(current); i++)
    current = isDoc(current) ? getOwn(current, parts[i] ?? '') : undefined;
  return Array.isArray(current)
    ? { leaves: leavesIn(current, parts.slice(i)), isMany: true }
    : { leaves: [current], isMany: false };
}

function leavesIn(array: readonly unknown[], rest: readonly string[]): readonly unknown[] {
  if (array.length === 0) return [emptyArray];
  if (rest.length === 0) return array;
  return array.flatMap((item) => (isDoc(item) ? keyLeaves(item, rest).leaves : [undefined]));
}

/** The parts of a path, `shown` as it was given. @throws MongoError 16410 for what cannot be a field's name */
export function fieldParts(path: string, shown = path): string[] {
  const parts = path.split('.');
  if (!parts.every(isFieldName)) refuse(16410, `'${shown}' has an empty or $-prefixed part`);
  return parts;
}

/**
 * The parts of a path to sort, index or list by.
 * @throws as `fieldParts`, and MongoError 2 for the number of an element, which is not supported there
 */
export function keyPath(path: string): string[] {
  const parts = fieldParts(path);
  if (parts.some(isArrayIndex)) refuse(2, `'${path}' names an element by number: not supported`);
  return parts;
}
