import type { Binary } from 'bson';
import { compareKeys, keyOf } from '../bson/order.js';
import { type Doc, isDoc, toNumber } from '../bson/value.js';
import { type Collection, newCollection } from './collection.js';
import { type DataFile, readTable } from './data-file.js';
import { readDocumentKey } from './disk.js';
import {
  entryKey,
  type IndexState,
  indexKeyOf,
  indexKeys,
  newIndex,
  newTree,
  type StoredRecord,
} from './index-state.js';
import { duplicateKey } from './stage.js';
import type { Store } from './store.js';

/**
 * Fills an empty store from the data file; indexes are built whole, which is quicker than growing them.
 * @throws Error when the file does not hold together
 */
export function loadStore(store: Store, file: DataFile): void {
  const byId = new Map<number, Collection>();
  for (const { doc } of readTable(file, 'collections')) {
    const collection = loadCollection(doc);
    byId.set(collection.id, collection);
    store.collections.set(collection.ns, collection);
    store.nextCollectionId = Math.max(store.nextCollectionId, collection.id + 1);
  }
  for (const { key, doc } of readTable(file, 'documents')) {
    const { collectionId, rid } = readDocumentKey(key);
    const record: StoredRecord = { rid, idKey: keyOf(doc._id), doc };
    const collection = byId.get(collectionId);
    if (!collection) throw new Error(`document ${rid} is of no collection (${collectionId})`);
    if (collection.records.has(record.idKey)) {
      throw duplicateKey(collection, collection.indexes[0], doc);
    }
    collection.records.set(record.idKey, record);
    store.nextRid = Math.max(store.nextRid, rid + 1);
  }
  for (const collection of byId.values()) {
    for (const index of collection.indexes) buildIndex(index, collection);
  }
}

function loadCollection(described: Doc): Collection {
  const collection = newCollection(String(described.ns), described.uuid as Binary);
  collection.id = toNumber(described.id) ?? 0;
  const specs = described.indexes;
  if (Array.isArray(specs)) {
    for (const spec of specs) if (isDoc(spec)) collection.indexes.push(newIndex(spec));
  }
  return collection;
}

/**
 * Enters every document of the collection into an index that is not in use yet.
 * @throws MongoError 11000 when two have the same key of a unique index
 */
export function buildIndex(index: IndexState, collection: Collection): void {
  const entries: [string, StoredRecord][] = [];
  for (const record of collection.records.values()) {
    for (const key of indexKeys(index, record.doc)) {
      entries.push([entryKey(index, key, record.rid), record]);
    }
  }
  entries.sort((a, b) => compareKeys(a[0], b[0]));
  if (index.isUnique) requireDifferent(index, collection, entries);
  index.tree = newTree(entries);
}

function requireDifferent(
  index: IndexState,
  collection: Collection,
  sorted: readonly [string, StoredRecord][],
): void {
  let before = '';
  for (const [entry, record] of sorted) {
    const key = indexKeyOf(index, entry);
    if (key === before) throw duplicateKey(collection, index, record.doc);
    before = key;
  }
}
