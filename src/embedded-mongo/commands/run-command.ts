import {
  type CommandName,
  readConcernLevels,
  requireCommand,
  requireCommandFields,
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
import { buildInfo, hello } from './hello.js';
import { createIndexes, dropIndexes, listIndexes } from './indexes.js';
import { aggregate, count, distinct, explain, find, getMore, killCursors } from './read.js';
import {
  abortTransaction,
  endSessions,
  openSession,
  type Session,
  sessionKey,
} from './sessions.js';
import { asTransactionError, endTransaction, joinTransaction } from './transactions.js';
import { insert, remove, update } from './write.js';

type Handler = (context: CommandContext) => Doc | Promise<Doc>;

const handlers: Record<Exclude<CommandName, 'commitTransaction' | 'abortTransaction'>, Handler> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: () => ({ ok: 1 }),
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
  const number = wholeField(command, 'txnNumber', null);
  const key = sessionKey(command);
  const session = key !== null && number !== null ? openSession(server.sessions, key) : null;
  if (name === 'commitTransaction' || name === 'abortTransaction') {
    return endTransaction(server, name, session, number);
  }
  // Everything about the command is looked at before a transaction begins.
  const limitMs = countField(command, 'maxTimeMS', 0);
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
    deadline: limitMs > 0 ? Date.now() + limitMs : null,
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

/** @throws MongoError for a write or read concern that this server could not keep */
function requireConcerns(command: Doc): void {
  const writeConcern = docField(command, 'writeConcern', 'writeConcern');
  const w = writeConcern.w ?? 1;
  if (typeof w === 'string' && w !== 'majority') refuse(79, `No write concern mode named '${w}'`);
  if ((toNumber(w) ?? 1) > 1) refuse(100, 'Not enough data-bearing nodes');
  const level = show(docField(command, 'readConcern', 'readConcern').level ?? 'local');
  if (!readConcernLevels.includes(level)) refuse(72, `Read concern '${level}' is not supported`);
}

async function endAll({ server, command }: CommandContext): Promise<Doc> {
  const ids = command.endSessions;
  if (!Array.isArray(ids)) throw wrongType('endSessions', 'array');
  const keys = ids.flatMap((lsid: unknown) => (isDoc(lsid) ? (sessionKey({ lsid }) ?? []) : []));
  await endSessions(server.store, server.sessions, keys);
  return { ok: 1 };
}
