import type BTree from 'sorted-btree';
import { bulkLoad } from 'sorted-btree/extended/bulkLoad';
import { compareKeys } from '../bson/order.js';
import { type Doc, getOwn, isDoc, isTruthy } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { compileFilter, type Predicate } from '../query/match.js';
import { keyLeaves } from '../query/paths.js';
import { encodeField, parseSort, type SortField } from '../query/sort.js';

/** A stored document. The record stays the same object for life; its document is replaced, never changed. */
export type StoredRecord = { readonly rid: number; readonly idKey: string; doc: Doc };

export type IndexState = {
  /** as listIndexes shows it and as it is stored */
  readonly spec: Doc;
  readonly name: string;
  readonly fields: readonly SortField[];
  readonly isId: boolean;
  readonly isUnique: boolean;
  readonly isPartial: boolean;
  /** the fields whose change can change the keys of a document */
  readonly roots: readonly string[];
  readonly covers: Predicate;
  /** once a document had an array on an indexed path: the order of entries no longer is that of documents */
  isMultikey: boolean;
  tree: BTree<string, StoredRecord>;
  /** entries that the tree does not have yet, or has no more (null): it is brought up to date when it is read */
  readonly waiting: { key: string; record: StoredRecord | null }[];
};

/** Greater than every continuation of a key, which is made of bytes. */
export const afterAll = '\uffff';

export const idIndexSpec: Doc = { v: 2, key: { _id: 1 }, name: '_id_' };

export function newIndex(spec: Doc): IndexState {
  const partial = spec.partialFilterExpression;
  const name = String(spec.name);
  return {
    spec,
    name,
    fields: parseSort(spec.key),
    isId: name === '_id_',
    isUnique: name === '_id_' || isTruthy(spec.unique),
    isPartial: partial !== undefined,
    roots: rootsOf(spec.key, partial),
    covers: partial === undefined ? () => true : compileFilter(partial),
    isMultikey: false,
    tree: newTree(),
    waiting: [],
  };
}

function rootsOf(...docs: readonly unknown[]): string[] {
  const paths = docs.flatMap((doc) => (isDoc(doc) ? Object.keys(doc) : []));
  return [...new Set(paths.map((path) => path.split('.', 1)[0] ?? path))];
}

/** Whether a change left an index alone. Updates share with the old document what they do not change. */
export function isUntouched({ roots }: IndexState, before: Doc, after: Doc): boolean {
  return roots.every((root) => getOwn(before, root) === getOwn(after, root));
}

/**
 * The keys under which an index holds a document: one per element where a field is an array.
 * @throws MongoError 171 when two fields of the index lead through arrays
 */
export function indexKeys(index: IndexState, doc: Doc): string[] {
  if (!index.covers(doc)) return [];
  let keys = [''];
  let throughArray: string | undefined;
  for (const field of index.fields) {
    const { leaves, isMany } = keyLeaves(doc, field.parts);
    if (isMany) {
      if (throughArray !== undefined) {
        refuse(171, `cannot index parallel arrays [${field.path}] [${throughArray}]`);
      }
      throughArray = field.path;
      index.isMultikey = true;
    }
    keys = combine(keys, encodeValues(leaves, field));
  }
  return keys;
}

/** The keys of some values of a field, each once. */
export function encodeValues(values: readonly unknown[], field: SortField): string[] {
  const keys = values.map((value) => encodeField(value, field));
  return keys.length > 1 ? [...new Set(keys)] : keys;
}

export function combine(prefixes: readonly string[], keys: readonly string[]): string[] {
  const [prefix, key] = [prefixes[0], keys[0]];
  // Nearly always there is one of each.
  if (prefixes.length === 1 && keys.length === 1) return [`${prefix}${key}`];
  return prefixes.flatMap((prefix) => keys.map((key) => prefix + key));
}

/** The `_id` is unique, so its key needs no record number behind it. */
export function entryKey(index: IndexState, key: string, rid: number): string {
  return index.isId ? key : key + ridKey(rid);
}

/** The key of an entry without its record number. */
export function indexKeyOf(index: IndexState, entry: string): string {
  return index.isId ? entry : entry.slice(0, -6);
}

/** 48 bits, most significant first. */
function ridKey(rid: number): string {
  const high = Math.floor(rid / 2 ** 32);
  return String.fromCharCode(
    (high >>> 8) & 255,
    high & 255,
    (rid >>> 24) & 255,
    (rid >>> 16) & 255,
    (rid >>> 8) & 255,
    rid & 255,
  );
}

export function addEntries(index: IndexState, keys: readonly string[], record: StoredRecord): void {
  for (const key of keys) index.waiting.push({ key: entryKey(index, key, record.rid), record });
  if (index.waiting.length > mostWaiting) settle(index);
}

export function removeEntries(index: IndexState, keys: readonly string[], rid: number): void {
  for (const key of keys) index.waiting.push({ key: entryKey(index, key, rid), record: null });
}

/** Some milliseconds of work for the one who reads the index next. */
const mostWaiting = 5_000;

function settle({ tree, waiting }: IndexState): void {
  for (const { key, record } of waiting) {
    if (record) tree.set(key, record);
    else tree.delete(key);
  }
  waiting.length = 0;
}

/** A tree of entries that are in order already, no key twice; far quicker than entry by entry. */
export function newTree(sorted: readonly [string, StoredRecord][] = []): IndexState['tree'] {
  const keys = sorted.map(([key]) => key);
  const records = sorted.map(([, record]) => record);
  return bulkLoad(keys, records, 64, compareKeys);
}

/** Records whose entry is in [low, high), in the order of the index or backwards. */
export function* scanIndex(
  index: IndexState,
  low: string,
  high: string,
  order: 'forwards' | 'backwards',
): Generator<StoredRecord> {
  settle(index);
  if (order === 'forwards') {
    for (const [key, record] of index.tree.entries(low)) {
      if (key >= high) return;
      yield record;
    }
    return;
  }
  for (const [key, record] of index.tree.entriesReversed(high)) {
    if (key < low) return;
    if (key < high) yield record;
  }
}
