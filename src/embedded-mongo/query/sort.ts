import { compareKeys, invert, keyOf } from '../bson/order.js';
import { type Doc, isDoc, toNumber } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { keyLeaves, keyPath } from './paths.js';

export type SortField = { path: string; parts: string[]; direction: 1 | -1 };

/** @throws MongoError 15975 for a direction other than 1 and -1 */
export function parseSort(spec: unknown): SortField[] {
  if (spec === undefined) return [];
  if (!isDoc(spec)) refuse(14, 'the sort must be a document');
  return Object.keys(spec).map((path) => {
    const direction = toNumber(spec[path]);
    if (direction !== 1 && direction !== -1) refuse(15975, `$sort takes 1 and -1 only: ${path}`);
    return { path, parts: keyPath(path), direction };
  });
}

/**
 * A stable sort; of an array the smallest element counts upwards, the largest downwards.
 * @throws MongoError 2 when two fields of the order lead through arrays
 */
export function sortDocs(docs: readonly Doc[], fields: readonly SortField[]): Doc[] {
  const rows = docs.map((doc) => ({ doc, key: sortKey(doc, fields) }));
  rows.sort((a, b) => compareKeys(a.key, b.key));
  return rows.map((row) => row.doc);
}

/** The key of a value, of which a descending field has the reverse. */
export function encodeField(value: unknown, { direction }: SortField): string {
  return direction === 1 ? keyOf(value) : invert(keyOf(value));
}

function sortKey(doc: Doc, fields: readonly SortField[]): string {
  let throughArrays = 0;
  let key = '';
  for (const field of fields) {
    const { leaves, isMany } = keyLeaves(doc, field.parts);
    if (isMany && ++throughArrays > 1)
      refuse(2, 'cannot sort by two fields that lead through arrays');
    const keys = leaves.map((leaf) => encodeField(leaf, field));
    key += keys.reduce((least, next) => (next < least ? next : least));
  }
  return key;
}
