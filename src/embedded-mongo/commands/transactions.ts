import { commandsInTransactions } from '../allowed.js';
import type { Doc } from '../bson/value.js';
import { MongoError, refuse } from '../mongo-error.js';
import { begin, commit } from '../store/store.js';
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
  if (!commandsInTransactions.includes(name)) {
    refuse(263, `Cannot run '${name}' in a multi-document transaction.`);
  }
  if (command.startTransaction === true) return startTransaction(server, session, number);
  if (number !== session.txnNumber || !session.transaction) throw noSuchTransaction(number);
  return session.transaction;
}

function startTransaction(server: ServerState, session: Session, number: number): Transaction {
  requireNotOlder(session, number);
  if (number === session.txnNumber) {
    refuse(117, `Cannot start a transaction at given transaction number ${number}`);
  }
  abortTransaction(server.store, session);
  const transaction = begin(server.store, 'explicit');
  Object.assign(session, { txnNumber: number, transaction, outcome: 'none', reply: null });
  return transaction;
}

export function requireNotOlder(session: Session, number: number): void {
  if (number < session.txnNumber) {
    refuse(
      225,
      `Cannot start transaction ${number} because a newer one ${session.txnNumber} has already started.`,
    );
  }
}

function noSuchTransaction(number: number): MongoError {
  return new MongoError(
    251,
    `Transaction with { txnNumber: ${number} } has been aborted or does not exist.`,
    transient,
  );
}

/** A commit that is repeated because its reply was lost, even across a restart, succeeds again. */
export async function commitTransaction(
  { store }: ServerState,
  session: Session | null,
  number: number,
): Promise<Doc> {
  if (!session || session.txnNumber !== number) throw noSuchTransaction(number);
  const { transaction } = session;
  if (!transaction) {
    if (session.outcome !== 'committed') throw noSuchTransaction(number);
    await store.disk.flushed();
    return { ok: 1 };
  }
  const flushed = commit(store, transaction, [sessionChange({ ...session, outcome: 'committed' })]);
  Object.assign(session, { transaction: null, outcome: 'committed' });
  await flushed;
  return { ok: 1 };
}

export function rollBack({ store }: ServerState, session: Session | null, number: number): Doc {
  if (!session || session.txnNumber !== number) throw noSuchTransaction(number);
  if (!session.transaction) {
    if (session.outcome !== 'committed') throw noSuchTransaction(number);
    refuse(256, `Transaction ${number} has been committed.`);
  }
  abortTransaction(store, session);
  return { ok: 1 };
}

/** Adds the label that makes the driver run the whole transaction again. */
export function asTransactionError(error: unknown): unknown {
  return error instanceof MongoError && error.code === 112
    ? new MongoError(error.code, error.message, { ...error.extra, ...transient })
    : error;
}
