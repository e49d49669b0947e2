import type { Doc } from '../bson/value.js';
import { LockedByTransaction, MongoError } from '../mongo-error.js';
import type { DiskChange } from '../store/disk.js';
import { begin, commit } from '../store/store.js';
import type { Transaction } from '../store/transaction.js';
import type { CommandContext } from './context.js';
import { abortTransaction, type Session, sessionChange } from './sessions.js';
import { requireNotOlder } from './transactions.js';

/**
 * Runs a write in the client's transaction or in one of its own that is committed in the same tick,
 * then waits for the disk. A retryable write that was answered before gets the same answer again.
 */
export function runWrite(
  context: CommandContext,
  body: (transaction: Transaction) => Doc,
): Doc | Promise<Doc> {
  const { session, retryNumber, transaction } = context;
  if (transaction) return body(transaction);
  if (!session || retryNumber === null) return commitOwn(context, body, null);
  return runRetryable(context, session, retryNumber, body);
}

async function runRetryable(
  context: CommandContext,
  session: Session,
  number: number,
  body: (transaction: Transaction) => Doc,
): Promise<Doc> {
  requireNotOlder(session, number);
  if (number === session.txnNumber) {
    const { running, reply } = session;
    if (running !== null) return running;
    if (reply) {
      await context.server.store.disk.flushed();
      return reply;
    }
  }
  abortTransaction(context.server.store, session);
  Object.assign(session, { txnNumber: number, outcome: 'none', reply: null });
  const running = commitOwn(context, body, session);
  session.running = running;
  try {
    return await running;
  } finally {
    if (session.running === running) session.running = null;
  }
}

async function commitOwn(
  context: CommandContext,
  body: (transaction: Transaction) => Doc,
  session: Session | null,
): Promise<Doc> {
  const { store } = context.server;
  const { reply, flushed } = await attempt(context, () => {
    const own = begin(store, 'implicit');
    const reply = body(own);
    return { reply, flushed: commit(store, own, rememberReply(session, reply)) };
  });
  await flushed;
  return reply;
}

/** For changes of the catalogue that no transaction covers: they wait until nobody writes there. */
export async function runWhenUnlocked(
  context: CommandContext,
  body: () => { reply: Doc; changes: DiskChange[] },
): Promise<Doc> {
  const { reply, changes } = await attempt(context, body);
  await context.server.store.disk.append(changes);
  return reply;
}

/**
 * Tries again as long as a transaction holds what `run` needs. What `run` returns is wrapped, so
 * that a promise in it is not waited for here: nothing may come between its writes and the disk.
 */
async function attempt<T extends object>({ deadline }: CommandContext, run: () => T): Promise<T> {
  for (;;) {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof LockedByTransaction)) throw error;
      await released(error.released, deadline);
    }
  }
}

function rememberReply(session: Session | null, reply: Doc): DiskChange[] {
  if (!session) return [];
  session.reply = reply;
  return [sessionChange(session)];
}

/** @throws MongoError 50 when maxTimeMS passes first */
async function released(release: Promise<void>, deadline: number | null): Promise<void> {
  if (deadline === null) return release;
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    const late = () => reject(new MongoError(50, 'operation exceeded time limit'));
    timer = setTimeout(late, Math.max(0, deadline - Date.now()));
  });
  try {
    await Promise.race([release, expired]);
  } finally {
    clearTimeout(timer);
  }
}
