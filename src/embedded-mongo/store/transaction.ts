import type { Doc } from '../bson/value.js';
import type { Collection } from './collection.js';
import type { IndexState } from './index-state.js';

/**
 * A document as it will be stored, with its bytes and its keys in each index of the collection; null
 * where they are those of the stored document.
 */
export type Staged = { doc: Doc; bytes: Uint8Array; keys: (readonly string[] | null)[] };

/**
 * Writes that become visible together. A plain write command is an implicit transaction that begins
 * and commits within one tick, so it takes no locks; a client's transaction is explicit.
 */
export type Transaction = {
  readonly isExplicit: boolean;
  readonly startedAt: number;
  state: 'active' | 'committed' | 'aborted';
  /** own writes; null = deleted */
  readonly written: Map<Collection, Map<string, Staged | null>>;
  /** what others have changed since this transaction began, as it was before; null = did not exist */
  readonly before: Map<Collection, Map<string, Doc | null>>;
  /** keys taken in unique indexes → the key of the `_id` that took them */
  readonly claims: Map<IndexState, Map<string, string>>;
  /** collections this transaction creates */
  readonly created: Map<string, Collection>;
  /** collections whose list of indexes it has changed */
  readonly altered: Set<Collection>;
  readonly ended: Promise<void>;
  readonly end: () => void;
};

/** An implicit transaction is over before anybody could wait for it. */
const nobodyWaits = { ended: Promise.resolve(), end: (): void => undefined };

export function newTransaction(kind: 'explicit' | 'implicit'): Transaction {
  const isExplicit = kind === 'explicit';
  return {
    isExplicit,
    startedAt: Date.now(),
    state: 'active',
    written: new Map(),
    before: new Map(),
    claims: new Map(),
    created: new Map(),
    altered: new Set(),
    ...(isExplicit ? newEnding() : nobodyWaits),
  };
}

function newEnding(): Pick<Transaction, 'ended' | 'end'> {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ended, end };
}

/** A document as the transaction sees it; undefined when it does not exist there. */
export function docInView(
  transaction: Transaction | null,
  collection: Collection,
  idKey: string,
): Doc | undefined {
  const written = transaction?.written.get(collection)?.get(idKey);
  if (written !== undefined) return written?.doc;
  const before = transaction?.before.get(collection)?.get(idKey);
  if (before !== undefined) return before ?? undefined;
  return collection.records.get(idKey)?.doc;
}

/** Whether the transaction sees anything in the collection that is not what is committed. */
export const differsFrom = (transaction: Transaction | null, collection: Collection): boolean =>
  transaction !== null &&
  (transaction.written.has(collection) || transaction.before.has(collection));

/** Where the transaction's view differs from what is committed. */
export function differences(
  transaction: Transaction | null,
  collection: Collection,
): Map<string, Doc | null> {
  const all = new Map<string, Doc | null>(transaction?.before.get(collection));
  for (const [idKey, staged] of transaction?.written.get(collection) ?? [])
    all.set(idKey, staged?.doc ?? null);
  return all;
}

/** The value of a two-level map, its inner map made when missing. */
export function innerMap<K, I, V>(outer: Map<K, Map<I, V>>, key: K): Map<I, V> {
  const known = outer.get(key);
  if (known) return known;
  const made = new Map<I, V>();
  outer.set(key, made);
  return made;
}
