import { compareKeys, invert, keyOf } from '../bson/order.js';
import { type Doc, isDoc, toNumber } from '../bson/value.js';
import { MongoError } from '../mongo-error.js';
import { leavesAt } from './paths.js';

export type SortField = { path: string; parts: string[]; direction: 1 | -1 };

/** @throws MongoError 15975 for a direction other than 1 and -1 */
export function parseSort(spec: unknown): SortField[] {
  if (spec === undefined) return [];
  if (!isDoc(spec)) throw new MongoError(14, 'the sort must be a document');
  return Object.keys(spec).map((path) => {
    const direction = toNumber(spec[path]);
    if (direction !== 1 && direction !== -1) {
      throw new MongoError(
        15975,
        `$sort key ordering must be 1 (ascending) or -1 (descending): ${path}`,
      );
    }
    if (path === '' || path.startsWith('$')) throw new MongoError(16410, `bad sort path '${path}'`);
    return { path, parts: path.split('.'), direction };
  });
}

/** A stable sort; of an array the smallest element counts upwards, the largest downwards. */
export function sortDocs(docs: readonly Doc[], fields: readonly SortField[]): Doc[] {
  const rows = docs.map((doc) => ({
    doc,
    key: fields.map((field) => sortKey(doc, field)).join(''),
  }));
  rows.sort((a, b) => compareKeys(a.key, b.key));
  return rows.map((row) => row.doc);
}

function sortKey(doc: Doc, { parts, direction }: SortField): string {
  const leaves = leavesAt(doc, parts);
  const keys = leaves.length > 0 ? leaves.map(keyOf) : [keyOf(null)];
  const ordered = direction === 1 ? keys : keys.map(invert);
  return ordered.reduce((least, key) => (key < least ? key : least));
}
