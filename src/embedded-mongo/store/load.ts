import type { Binary } from 'bson';
import { keyOf } from '../bson/order.js';
import { type Doc, isDoc, toNumber } from '../bson/value.js';
import { type Collection, newCollection } from './collection.js';
import type { DiskContent } from './disk.js';
import {
  entryKey,
  fillIndex,
  type IndexState,
  indexKeys,
  newIndex,
  type StoredRecord,
} from './index-state.js';
import type { Store } from './store.js';

/** Fills an empty store from the data file; indexes are built whole, which is quicker than growing them. */
export function loadStore(store: Store, content: DiskContent): void {
  const byId = new Map<number, Collection>();
  for (const described of content.collections) {
    const collection = loadCollection(described);
    byId.set(collection.id, collection);
    store.collections.set(collection.ns, collection);
    store.nextCollectionId = Math.max(store.nextCollectionId, collection.id + 1);
  }
  for (const { collectionId, rid, doc } of content.documents) {
    const record: StoredRecord = { rid, idKey: keyOf(doc._id), doc };
    byId.get(collectionId)?.records.set(record.idKey, record);
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

/** Enters every document of the collection into an index that is not in use yet. */
export function buildIndex(index: IndexState, collection: Collection): void {
  const entries: [string, StoredRecord][] = [];
  for (const record of collection.records.values()) {
    for (const key of indexKeys(index, record.doc)) {
      entries.push([entryKey(index, key, record.rid), record]);
    }
  }
  fillIndex(index, entries);
}
