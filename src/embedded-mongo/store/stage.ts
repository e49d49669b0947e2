import { encodeStored } from '../bson/codec.js';
import { keyOf } from '../bson/order.js';
import { type Doc, emptyArray, setOwn, show, typeOf } from '../bson/value.js';
import { LockedByTransaction, MongoError } from '../mongo-error.js';
import { keyLeaves } from '../query/paths.js';
import { withId } from '../update/upsert.js';
import type { Collection, LockHolder } from './collection.js';
import { afterAll, type IndexState, indexKeys, isUntouched, scanIndex } from './index-state.js';
import { type Store, writeConflict } from './store.js';
import { docInView, innerMap, type Transaction } from './transaction.js';

/**
 * Puts a new document into the transaction.
 * @throws MongoError 11000 duplicate key, 112 write conflict, 10334 too large, 171 parallel arrays
 */
export function stageInsert(
  store: Store,
  transaction: Transaction,
  collection: Collection,
  doc: Doc,
): Doc {
  const stored = withId(doc);
  const idKey = keyOf(stored._id);
  requireUnlocked(transaction, collection, idKey);
  if (docInView(transaction, collection, idKey) !== undefined) {
    throw duplicateKey(collection, collection.indexes[0], stored);
  }
  stageDoc(store, transaction, collection, idKey, stored);
  return stored;
}

/** Puts a new version of an existing document into the transaction. @throws as `stageInsert` */
export function stageUpdate(
  store: Store,
  transaction: Transaction,
  collection: Collection,
  doc: Doc,
): void {
  const idKey = keyOf(doc._id);
  requireUnlocked(transaction, collection, idKey);
  stageDoc(store, transaction, collection, idKey, doc);
}

/** @throws MongoError 112 write conflict */
export function stageDelete(transaction: Transaction, collection: Collection, doc: Doc): void {
  const idKey = keyOf(doc._id);
  requireUnlocked(transaction, collection, idKey);
  lock(transaction, collection, idKey);
  innerMap(transaction.written, collection).set(idKey, null);
}

function stageDoc(
  store: Store,
  transaction: Transaction,
  collection: Collection,
  idKey: string,
  doc: Doc,
): void {
  const bytes = encodeStored(doc);
  const staged = transaction.written.get(collection)?.get(idKey);
  const before = staged === undefined ? collection.records.get(idKey)?.doc : staged?.doc;
  const keys = collection.indexes.map((index, i) =>
    before && isUntouched(index, before, doc) ? (staged?.keys[i] ?? null) : indexKeys(index, doc),
  );
  const unique = collection.indexes.flatMap((index, i) =>
    index.isUnique && !index.isId ? [{ index, keys: keys[i] ?? [] }] : [],
  );
  for (const { index, keys: taken } of unique) {
    for (const key of taken) requireFree(store, transaction, collection, index, key, idKey, doc);
  }
  for (const { index, keys: taken } of unique) {
    for (const key of taken) innerMap(transaction.claims, index).set(key, idKey);
  }
  lock(transaction, collection, idKey);
  if (collection.id === 0) transaction.created.set(collection.ns, collection);
  innerMap(transaction.written, collection).set(idKey, { doc, bytes, keys });
}

function lock(transaction: Transaction, collection: Collection, idKey: string): void {
  if (transaction.isExplicit) collection.locks.set(idKey, transaction);
}

function requireUnlocked(transaction: Transaction, collection: Collection, idKey: string): void {
  const holder = collection.locks.get(idKey);
  if (holder !== undefined && holder !== transaction) throw blocked(transaction, holder);
  if (transaction.before.get(collection)?.has(idKey)) throw writeConflict();
}

/** A plain write waits for the holder; two transactions would wait for each other, so one fails at once. */
function blocked(transaction: Transaction, holder: LockHolder): Error {
  return transaction.isExplicit ? writeConflict() : new LockedByTransaction(holder.ended);
}

function requireFree(
  store: Store,
  transaction: Transaction,
  collection: Collection,
  index: IndexState,
  key: string,
  idKey: string,
  doc: Doc,
): void {
  const own = transaction.claims.get(index)?.get(key);
  if (own !== undefined && own !== idKey) {
    // unless what claimed it earlier in this transaction has given it up since
    const owner = docInView(transaction, collection, own);
    if (owner && indexKeys(index, owner).includes(key)) throw duplicateKey(collection, index, doc);
  }
  for (const other of store.open) {
    const claimant = other === transaction ? undefined : other.claims.get(index)?.get(key);
    if (claimant !== undefined && claimant !== idKey) throw blocked(transaction, other);
  }
  for (const record of scanIndex(index, key, key + afterAll, 'forwards')) {
    if (record.idKey === idKey) continue;
    if (transaction.written.get(collection)?.has(record.idKey)) continue;
    requireUnlocked(transaction, collection, record.idKey);
    throw duplicateKey(collection, index, doc);
  }
}

export function duplicateKey(collection: Collection, index: IndexState, doc: Doc): MongoError {
  const keyValue: Doc = {};
  for (const { path, parts } of index.fields) {
    const [first = null] = keyLeaves(doc, parts).leaves;
    setOwn(keyValue, path, first === emptyArray ? null : first);
  }
  const shown = Object.entries(keyValue)
    .map(([path, value]) => `${path}: ${showKey(value)}`)
    .join(', ');
  return new MongoError(
    11000,
    `E11000 duplicate key error collection: ${collection.ns} index: ${index.name} dup key: { ${shown} }`,
    { keyPattern: index.spec.key, keyValue },
  );
}

function showKey(value: unknown): string {
  if (typeOf(value) === 'objectId') return `ObjectId('${show(value)}')`;
  return typeof value === 'string' ? JSON.stringify(value) : show(value);
}
