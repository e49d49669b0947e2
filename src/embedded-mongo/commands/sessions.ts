import { Long } from 'bson';
import { encode } from '../bson/codec.js';
import { keyOf } from '../bson/order.js';
import { type Doc, isDoc, toNumber } from '../bson/value.js';
import type { DiskChange } from '../store/disk.js';
import { abort, type Store } from '../store/store.js';
import type { Transaction } from '../store/transaction.js';

/** A client's logical session, kept from its first transaction or retryable write. */
export type Session = {
  readonly key: string;
  usedAt: number;
  /** of the latest transaction or retryable write; both count upwards together */
  txnNumber: number;
  transaction: Transaction | null;
  outcome: 'none' | 'committed' | 'aborted';
  /** the retryable write under way, for a retry that overtakes it */
  running: Promise<Doc> | null;
  /** the reply of the retryable write `txnNumber`, for a retry that comes after it */
  reply: Doc | null;
};

export type Sessions = Map<string, Session>;

export const sessionIdleMs = 30 * 60_000;
export const transactionLifetimeMs = 60_000;

/** @returns null when the command carries no session */
export function sessionKey(command: Doc): string | null {
  const lsid = command.lsid;
  return isDoc(lsid) && lsid.id !== undefined ? keyOf(lsid.id) : null;
}

export function openSession(sessions: Sessions, key: string): Session {
  const known = sessions.get(key);
  if (known) {
    known.usedAt = Date.now();
    return known;
  }
  const session: Session = {
    key,
    usedAt: Date.now(),
    txnNumber: -1,
    transaction: null,
    outcome: 'none',
    running: null,
    reply: null,
  };
  sessions.set(key, session);
  return session;
}

/** What must survive a restart: without it a retried write or commit would be applied twice. */
export function sessionChange(session: Session): DiskChange {
  const record: Doc = {
    txnNumber: Long.fromNumber(session.txnNumber),
    outcome: session.outcome,
    at: new Date(session.usedAt),
  };
  if (session.reply) record.reply = session.reply;
  return { table: 'sessions', key: diskKey(session.key), value: encode(record) };
}

export function loadSession(sessions: Sessions, key: Buffer, record: Doc): void {
  const session = openSession(sessions, key.toString('latin1'));
  session.txnNumber = toNumber(record.txnNumber) ?? -1;
  session.outcome = record.outcome === 'committed' ? 'committed' : 'none';
  const { at, reply } = record;
  if (at instanceof Date) session.usedAt = at.getTime();
  if (isDoc(reply)) session.reply = reply;
}

export function abortTransaction(store: Store, session: Session): void {
  if (!session.transaction) return;
  abort(store, session.transaction);
  session.transaction = null;
  session.outcome = 'aborted';
}

/** Ends sessions for good: their transactions are rolled back, their records removed. */
export function endSessions(
  store: Store,
  sessions: Sessions,
  keys: readonly string[],
): Promise<void> {
  const changes: DiskChange[] = [];
  for (const key of keys) {
    const session = sessions.get(key);
    if (!session) continue;
    abortTransaction(store, session);
    sessions.delete(key);
    changes.push({ table: 'sessions', key: diskKey(key), value: null });
  }
  return changes.length === 0 ? Promise.resolve() : store.disk.append(changes);
}

/** Rolls back transactions that were open for 60 s and forgets sessions unused for 30 minutes. */
export function expireSessions(store: Store, sessions: Sessions, now: number): Promise<void> {
  const idle: string[] = [];
  for (const session of sessions.values()) {
    const { transaction } = session;
    if (transaction && now - transaction.startedAt > transactionLifetimeMs) {
      abortTransaction(store, session);
    }
    if (now - session.usedAt > sessionIdleMs && !session.running) idle.push(session.key);
  }
  return endSessions(store, sessions, idle);
}

function diskKey(key: string): Uint8Array {
  return Buffer.from(key, 'latin1');
}
