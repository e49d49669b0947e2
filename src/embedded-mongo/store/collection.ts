import { type Binary, UUID } from 'bson';
import type { Doc } from '../bson/value.js';
import { type IndexState, idIndexSpec, newIndex, type StoredRecord } from './index-state.js';

/** A transaction, as far as those who wait for it need to know. */
export type LockHolder = { readonly ended: Promise<void> };

export type Collection = {
  /** `database.collection` */
  readonly ns: string;
  readonly uuid: Binary;
  /** number in the data file; 0 until the collection's creation is committed */
  id: number;
  /** by the key of `_id`, in the order of insertion */
  readonly records: Map<string, StoredRecord>;
  /** the first one is that of `_id` */
  indexes: [IndexState, ...IndexState[]];
  /** documents that an open transaction has written, by the key of `_id` */
  readonly locks: Map<string, LockHolder>;
};

export function newCollection(ns: string, uuid: Binary = new UUID()): Collection {
  return {
    ns,
    uuid,
    id: 0,
    records: new Map(),
    indexes: [newIndex(idIndexSpec)],
    locks: new Map(),
  };
}

/** What the data file keeps of a collection beside its documents. */
export function describeCollection(collection: Collection): Doc {
  return {
    ns: collection.ns,
    id: collection.id,
    uuid: collection.uuid,
    indexes: collection.indexes.slice(1).map((index) => index.spec),
  };
}
