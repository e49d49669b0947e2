import { type Doc, emptyArray, getOwn, isDoc } from '../bson/value.js';

const digits = /^\d+$/;

export function isArrayIndex(part: string): boolean {
  return digits.test(part);
}

/**
 * Visits what a dotted path reaches, as the query language sees it: an array on the way stands for
 * its element at a numeric part and for each of its documents; a missing field is visited as
 * undefined; an array at the end is visited as a whole. Stops when `visit` returns true.
 */
export function someAt(
  value: unknown,
  parts: readonly string[],
  visit: (leaf: unknown) => boolean,
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
  visit: (leaf: unknown) => boolean,
  i: number,
): boolean {
  const part = parts[i] ?? '';
  if (isArrayIndex(part) && Number(part) < array.length) {
    if (someAt(array[Number(part)], parts, visit, i + 1)) return true;
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
 * Everything a path reaches, arrays at the end opened, an empty one as `emptyArray`: what sorting and
 * indexes see.
 */
export function leavesAt(doc: Doc, parts: readonly string[]): unknown[] {
  const leaves: unknown[] = [];
  someAt(doc, parts, (leaf) => {
    if (Array.isArray(leaf)) leaves.push(...(leaf.length > 0 ? leaf : [emptyArray]));
    else leaves.push(leaf);
    return false;
  });
  return leaves;
}
