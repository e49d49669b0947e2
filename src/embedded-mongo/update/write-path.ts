import { type Doc, isDoc, setOwn } from '../bson/value.js';
import { MongoError, refuse } from '../mongo-error.js';
import { isArrayIndex } from '../query/paths.js';

/** Given to a change and returned by it: the field is not there, or shall not be there. */
export const absent = Symbol('absent');

export type Change = (before: unknown) => unknown;

/** The furthest an array may be padded with nulls in one step, as in MongoDB. */
const maxPadding = 1_500_000;

/**
 * A copy of `doc` changed at a dotted path; whatever is not on the path is shared with the original,
 * which stays as it was. Missing documents on the way are made, unless the change leaves the field absent.
 * @throws MongoError 28 when the path leads through something that is no document or array
 */
export function changeAt(doc: Doc, parts: readonly string[], change: Change): Doc {
  return changeIn(doc, parts, 0, change) as Doc;
}

function changeIn(
  container: Doc | unknown[],
  parts: readonly string[],
  i: number,
  change: Change,
): Doc | unknown[] {
  const part = parts[i] ?? '';
  const before = childOf(container, part);
  if (i === parts.length - 1) return withChild(container, parts, i, change(before));
  if (isDoc(before) || Array.isArray(before)) {
    const after = changeIn(before, parts, i + 1, change);
    return after === before ? container : withChild(container, parts, i, after);
  }
  const tail = changeIn({}, parts, i + 1, change);
  if (Object.keys(tail).length === 0) return container;
  if (before !== absent) throw notViable(parts[i + 1] ?? '', part);
  return withChild(container, parts, i, tail);
}

function childOf(container: Doc | unknown[], part: string): unknown {
  if (Array.isArray(container)) {
    return isArrayIndex(part) && Number(part) < container.length ? container[Number(part)] : absent;
  }
  return Object.hasOwn(container, part) ? container[part] : absent;
}

function withChild(
  container: Doc | unknown[],
  parts: readonly string[],
  i: number,
  value: unknown,
): Doc | unknown[] {
  const part = parts[i] ?? '';
  if (Array.isArray(container)) return withElement(container, part, value, parts[i - 1] ?? '');
  if (value !== absent) {
    const copy = { ...container };
    setOwn(copy, part, value);
    return copy;
  }
  if (!Object.hasOwn(container, part)) return container;
  const copy = { ...container };
  delete copy[part];
  return copy;
}

function withElement(
  array: readonly unknown[],
  part: string,
  value: unknown,
  name: string,
): unknown[] {
  const index = Number(part);
  if (value === absent) {
    // removing an element leaves null in its place, as in MongoDB
    return isArrayIndex(part) && index < array.length
      ? array.map((item, i) => (i === index ? null : item))
      : (array as unknown[]);
  }
  if (!isArrayIndex(part)) throw notViable(part, name);
  if (index > array.length + maxPadding) refuse(2, `can't pad array '${name}' that far`);
  const copy = [...array];
  while (copy.length < index) copy.push(null);
  copy[index] = value;
  return copy;
}

function notViable(part: string, element: string): MongoError {
  return new MongoError(28, `Cannot create field '${part}' in element '${element}'`);
}
