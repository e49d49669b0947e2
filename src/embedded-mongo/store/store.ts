import { encode } from '../bson/codec.js';
import type { Doc } from '../bson/value.js';
import { LockedByTransaction, MongoError } from '../mongo-error.js';
import { type Collection, describeCollection, newCollection } from './collection.js';
import { collectionKey, type Disk, type DiskChange, documentKey } from './disk.js';
import { addEntries, indexKeys, removeEntries } from './index-state.js';
import { innerMap, newTransaction, type Staged, type Transaction } from './transaction.js';

/** All collections in memory, and the disk that every commit is written to. */
export type Store = {
  readonly collections: Map<string, Collection>;
  /** the explicit transactions that are open */
  readonly open: Set<Transaction>;
  readonly disk: Disk;
  nextRid: number;
  nextCollectionId: number;
};

export function newStore(disk: Disk): Store {
  return { collections: new Map(), open: new Set(), disk, nextRid: 1, nextCollectionId: 1 };
}

export function begin(store: Store, kind: 'explicit' | 'implicit'): Transaction {
  const transaction = newTransaction(kind);
  if (transaction.isExplicit) store.open.add(transaction);
  return transaction;
}

export function abort(store: Store, transaction: Transaction): void {
  if (transaction.state !== 'active') return;
  transaction.state = 'aborted';
  release(store, transaction);
}

function release(store: Store, transaction: Transaction): void {
  store.open.delete(transaction);
  for (const [collection, written] of transaction.written) {
    for (const idKey of written.keys()) {
      if (collection.locks.get(idKey) === transaction) collection.locks.delete(idKey);
    }
  }
  transaction.end();
}

export function findCollection(
  store: Store,
  transaction: Transaction | null,
  ns: string,
): Collection | undefined {
  return transaction?.created.get(ns) ?? store.collections.get(ns);
}

/** The collection to write to; a new one only comes to exist with the first document staged in it. */
export function collectionForWriting(
  store: Store,
  transaction: Transaction,
  ns: string,
): Collection {
  return findCollection(store, transaction, ns) ?? newCollection(ns);
}

/**
 * Makes everything the transaction wrote visible, in this tick; resolves when it is on the disk.
 * `alongside` is written in the same batch.
 * @throws MongoError 112 when somebody else created or dropped one of its collections meanwhile
 */
export function commit(
  store: Store,
  transaction: Transaction,
  alongside: readonly DiskChange[],
): Promise<void> {
  requireCatalogueUnchanged(store, transaction);
  const changes: DiskChange[] = [];
  for (const collection of transaction.created.values()) {
    collection.id = store.nextCollectionId++;
    store.collections.set(collection.ns, collection);
    transaction.altered.add(collection);
  }
  for (const collection of transaction.altered) changes.push(catalogueChange(collection));
  for (const [collection, written] of transaction.written) {
    for (const [idKey, staged] of written) {
      const change = applyWrite(store, transaction, collection, idKey, staged);
      if (change) changes.push(change);
    }
  }
  transaction.state = 'committed';
  release(store, transaction);
  changes.push(...alongside);
  return changes.length === 0 ? store.disk.flushed() : store.disk.append(changes);
}

function requireCatalogueUnchanged(store: Store, transaction: Transaction): void {
  for (const collection of [...transaction.written.keys(), ...transaction.created.values()]) {
    const expected = collection.id === 0 ? undefined : collection;
    if (store.collections.get(collection.ns) !== expected) throw writeConflict();
  }
}

function catalogueChange(collection: Collection): DiskChange {
  const value = encode(describeCollection(collection));
  return { table: 'collections', key: collectionKey(collection.id), value };
}

function applyWrite(
  store: Store,
  writer: Transaction,
  collection: Collection,
  idKey: string,
  staged: Staged | null,
): DiskChange | null {
  const known = collection.records.get(idKey);
  rememberBefore(store, writer, collection, idKey, known?.doc ?? null);
  const record = known ?? (staged && { rid: store.nextRid++, idKey, doc: staged.doc });
  if (!record) return null;
  for (const [i, index] of collection.indexes.entries()) {
    const after = staged ? staged.keys[i] : none;
    if (!after) continue;
    const before = known ? indexKeys(index, known.doc) : none;
    removeEntries(index, without(before, after), record.rid);
    addEntries(index, without(after, before), record);
  }
  if (staged) {
    record.doc = staged.doc;
    collection.records.set(idKey, record);
  } else {
    collection.records.delete(idKey);
  }
  const key = documentKey(collection.id, record.rid);
  return { table: 'documents', key, value: staged?.bytes ?? null };
}

const none: readonly string[] = [];

function without(keys: readonly string[], others: readonly string[]): readonly string[] {
  return others.length === 0 ? keys : keys.filter((key) => !others.includes(key));
}

/** Other open transactions go on seeing the document as it was when they first could have. */
function rememberBefore(
  store: Store,
  writer: Transaction,
  collection: Collection,
  idKey: string,
  doc: Doc | null,
): void {
  for (const other of store.open) {
    if (other === writer) continue;
    const before = innerMap(other.before, collection);
    if (!before.has(idKey)) before.set(idKey, doc);
  }
}

/**
 * Takes a collection out of the catalogue, at once and outside transactions.
 * @throws LockedByTransaction while an open transaction has written to it
 */
export function dropCollection(store: Store, collection: Collection): DiskChange[] {
  requireNoWriters(collection);
  store.collections.delete(collection.ns);
  const changes: DiskChange[] = [
    { table: 'collections', key: collectionKey(collection.id), value: null },
  ];
  for (const { rid } of collection.records.values()) {
    changes.push({ table: 'documents', key: documentKey(collection.id, rid), value: null });
  }
  return changes;
}

/** Before the collection or its indexes change. @throws LockedByTransaction */
export function requireNoWriters(collection: Collection): void {
  for (const holder of collection.locks.values()) throw new LockedByTransaction(holder.ended);
}

export function writeConflict(): MongoError {
  return new MongoError(
    112,
    'Write conflict during plan execution and yielding is disabled. Please retry your operation or multi-document transaction.',
  );
}
