import { commandsInTransactions } from '../allowed.js';
import type { Doc } from '../bson/value.js';
import { MongoError, refuse } from '../mongo-error.js';
import { begin, commit, type Store } from '../store/store.js';
import type { Transaction } from '../store/transaction.js';
import type { CommandContext, ServerState } from './context.js';
import { abortTransaction, type Session, sessionChange } from './sessions.js';

const transient: Doc = { errorLabels: ['TransientTransactionError'] };

/**
 * The transaction a command with `autocommit: false` belongs to; its first command starts it.
 * @throws MongoError 72, 225, 251, 117 or 263
 */
export function joinTransaction(
  server: ServerState,
  session: Session | null,
  number: number | null,
  command: Doc,
  name: CommandContext['name'],
): Transaction {
  if (!session || number === null) refuse(72, 'A transaction needs a session and a txnNumber');
  if (!commandsInTransactions.includes(name)) refuse(263, `Cannot run '${name}' in a transaction.`);
  if (command.startTransaction === true) return startTransaction(server, session, number);
  if (number !== session.txnNumber || !session.transaction) throw noSuchTransaction(number);
  return session.transaction;
}

function startTransaction(server: ServerState, session: Session, number: number): Transaction {
  requireNotOlder(session, number);
  if (number === session.txnNumber) refuse(117, `Transaction ${number} has started already`);
  abortTransaction(server.store, session);
  const transaction = begin(server.store, 'explicit');
  Object.assign(session, { txnNumber: number, transaction, outcome: 'none', reply: null });
  return transaction;
}

export function requireNotOlder(session: Session, number: number): void {
  const { txnNumber } = session;
  if (number < txnNumber) refuse(225, `Transaction ${number} is older than ${txnNumber}`);
}

function noSuchTransaction(number: number | null): MongoError {
  return new MongoError(251, `Transaction ${number} was aborted or does not exist.`, transient);
}

/**
 * Commits or rolls back. A commit that is repeated because its reply was lost, even across a restart,
 * succeeds again.
 */
export async function endTransaction(
  { store }: ServerState,
  how: 'commitTransaction' | 'abortTransaction',
  session: Session | null,
  number: number | null,
): Promise<Doc> {
  if (!session || session.txnNumber !== number) throw noSuchTransaction(number);
  const { transaction, outcome } = session;
  if (!transaction && outcome !== 'committed') throw noSuchTransaction(number);
  if (how === 'commitTransaction') {
    await (transaction ? commitTransaction(store, session, transaction) : store.disk.flushed());
  } else {
    if (!transaction) refuse(256, `Transaction ${number} has been committed.`);
    abortTransaction(store, session);
  }
  return { ok: 1 };
}

function commitTransaction(store: Store, session: Session, own: Transaction): Promise<void> {
  try {
    const flushed = commit(store, own, [sessionChange({ ...session, outcome: 'committed' })]);
    Object.assign(session, { transaction: null, outcome: 'committed' });
    return flushed;
  } catch (error) {
    abortTransaction(store, session);
    throw asTransactionError(error);
  }
}

/** Adds the label that makes the driver run the whole transaction again. */
export function asTransactionError(error: unknown): unknown {
  return error instanceof MongoError && error.code === 112
    ? new MongoError(error.code, error.message, { ...error.extra, ...transient })
    : error;
}
