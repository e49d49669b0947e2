import {
  type CommandName,
  readConcernLevels,
  requireCommand,
  requireCommandFields,
  requireSubFields,
} from '../allowed.js';
import { type Doc, isDoc, show, toNumber } from '../bson/value.js';
import { codeName, MongoError, refuse } from '../mongo-error.js';
import { create, drop, dropDatabase, listCollections, listDatabases } from './catalogue.js';
import {
  type CommandContext,
  countField,
  docField,
  type ServerState,
  wholeField,
  wrongType,
} from './context.js';
import { findAndModify } from './find-and-modify.js';
import { buildInfo, hello, ping } from './hello.js';
import { createIndexes, dropIndexes, listIndexes } from './indexes.js';
import { aggregate, count, distinct, explain, find, getMore, killCursors } from './read.js';
import {
  abortTransaction,
  endSessions,
  openSession,
  type Session,
  sessionKey,
} from './sessions.js';
import {
  asTransactionError,
  commitTransaction,
  joinTransaction,
  rollBack,
} from './transactions.js';
import { insert, remove, update } from './write.js';

type Handler = (context: CommandContext) => Doc | Promise<Doc>;

const handlers: Record<Exclude<CommandName, 'commitTransaction' | 'abortTransaction'>, Handler> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping,
  buildInfo,
  endSessions: endAll,
  insert,
  update,
  delete: remove,
  find,
  getMore,
  killCursors,
  aggregate,
  count,
  distinct,
  findAndModify,
  create,
  drop,
  dropDatabase,
  listCollections,
  listIndexes,
  createIndexes,
  dropIndexes,
  listDatabases,
  explain,
};

/** A failure as the reply to a command. */
export function errorReply(error: unknown): Doc {
  const known =
    error instanceof MongoError
      ? error
      : new MongoError(1, error instanceof Error ? error.message : String(error));
  return {
    ok: 0,
    errmsg: known.message,
    code: known.code,
    codeName: codeName(known.code),
    ...known.extra,
  };
}

/** @throws MongoError, which `errorReply` makes an answer */
export async function runCommand(server: ServerState, command: Doc): Promise<Doc> {
  const name = requireCommand(Object.keys(command)[0] ?? '');
  requireCommandFields(name, Object.keys(command));
  requireConcerns(command);
  const database = command.$db;
  if (typeof database !== 'string' || !/^[^\0 ./\\"$]{1,63}$/.test(database)) {
    refuse(73, `Invalid database name: '${show(database)}'`);
  }
  const number = txnNumberOf(command);
  const key = sessionKey(command);
  const session = key !== null && number !== null ? openSession(server.sessions, key) : null;
  if (name === 'commitTransaction' || name === 'abortTransaction') {
    return endTransaction(server, name, session, number ?? -1);
  }
  // Everything about the command is looked at before a transaction begins.
  const deadline = deadlineOf(command);
  const isInTransaction = command.autocommit === false;
  const transaction = isInTransaction
    ? joinTransaction(server, session, number, command, name)
    : null;
  const context = {
    server,
    name,
    command,
    database,
    session,
    transaction,
    retryNumber: isInTransaction ? null : number,
    deadline,
  };
  return transaction && session
    ? runInTransaction(context, session, handlers[name])
    : handlers[name](context);
}

/** Any error inside a transaction ends it; a cursor that is gone does not. */
async function runInTransaction(
  context: CommandContext,
  session: Session,
  handler: Handler,
): Promise<Doc> {
  try {
    const reply = await handler(context);
    if (reply.writeErrors !== undefined) abortTransaction(context.server.store, session);
    return reply;
  } catch (error) {
    if (context.name !== 'getMore') abortTransaction(context.server.store, session);
    throw asTransactionError(error);
  }
}

async function endTransaction(
  server: ServerState,
  name: 'commitTransaction' | 'abortTransaction',
  session: Session | null,
  number: number,
): Promise<Doc> {
  try {
    return name === 'commitTransaction'
      ? await commitTransaction(server, session, number)
      : rollBack(server, session, number);
  } catch (error) {
    if (session?.txnNumber === number) abortTransaction(server.store, session);
    throw asTransactionError(error);
  }
}

/** @throws MongoError for a write or read concern that this server could not keep */
function requireConcerns(command: Doc): void {
  const writeConcern = docField(command, 'writeConcern');
  requireSubFields('writeConcern', Object.keys(writeConcern));
  const w = writeConcern.w ?? 1;
  if (typeof w === 'string' && w !== 'majority') {
    refuse(79, `No write concern mode named '${w}' found in replica set configuration`);
  }
  if ((toNumber(w) ?? 1) > 1) refuse(100, 'Not enough data-bearing nodes');
  const readConcern = docField(command, 'readConcern');
  requireSubFields('readConcern', Object.keys(readConcern));
  const level = readConcern.level ?? 'local';
  if (!readConcernLevels.includes(show(level))) {
    refuse(72, `The read concern level '${show(level)}' is not supported`);
  }
}

function txnNumberOf(command: Doc): number | null {
  if (command.txnNumber === undefined) return null;
  return wholeField(command, 'txnNumber', 0);
}

function deadlineOf(command: Doc): number | null {
  const limitMs = countField(command, 'maxTimeMS', 0);
  return limitMs > 0 ? Date.now() + limitMs : null;
}

async function endAll({ server, command }: CommandContext): Promise<Doc> {
  const ids = command.endSessions;
  if (!Array.isArray(ids)) throw wrongType('endSessions', 'array');
  const keys = ids.flatMap((lsid: unknown) => (isDoc(lsid) ? (sessionKey({ lsid }) ?? []) : []));
  await endSessions(server.store, server.sessions, keys);
  return { ok: 1 };
}
