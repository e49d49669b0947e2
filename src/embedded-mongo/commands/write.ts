import { same } from '../bson/order.js';
import { type Doc, isOperatorDoc } from '../bson/value.js';
import { MongoError, refuse } from '../mongo-error.js';
import { runQuery } from '../store/query.js';
import { stageDelete, stageInsert, stageUpdate } from '../store/stage.js';
import { collectionForWriting, findCollection } from '../store/store.js';
import type { Transaction } from '../store/transaction.js';
import { compileUpdate } from '../update/apply-update.js';
import { upsertedDoc } from '../update/upsert.js';
import {
  type CommandContext,
  docField,
  flagField,
  namespaceOf,
  requireFields,
  statementsField,
  wholeField,
} from './context.js';
import { runWrite } from './run-write.js';

export function insert(context: CommandContext): Doc | Promise<Doc> {
  const ns = namespaceOf(context);
  const docs = statementsField(context.command, 'documents');
  return runWrite(context, (transaction) => {
    const collection = collectionForWriting(context.server.store, transaction, ns);
    const reply = { n: 0 };
    return runBatch(context, docs, reply, (doc) => {
      stageInsert(context.server.store, transaction, collection, doc);
      reply.n++;
    });
  });
}

export function update(context: CommandContext): Doc | Promise<Doc> {
  const ns = namespaceOf(context);
  const statements = statementsField(context.command, 'updates');
  requireFields('update.updates', statements, ['q', 'u']);
  return runWrite(context, (transaction) => {
    const reply: { n: number; nModified: number; upserted?: Doc[] } = { n: 0, nModified: 0 };
    return runBatch(context, statements, reply, (statement, index) => {
      const { matched, modified, upserted } = updateDocs(context, transaction, ns, {
        filter: docField(statement, 'q'),
        update: statement.u,
        isMulti: flagField(statement, 'multi'),
        isUpsert: flagField(statement, 'upsert'),
      });
      reply.n += matched.length + (upserted ? 1 : 0);
      reply.nModified += modified;
      if (!upserted) return;
      reply.upserted ??= [];
      reply.upserted.push({ index, _id: upserted._id });
    });
  });
}

export type UpdateStatement = {
  filter: Doc;
  update: unknown;
  sort?: unknown;
  isMulti: boolean;
  isUpsert: boolean;
};

export type UpdateResult = {
  matched: { before: Doc; after: Doc }[];
  modified: number;
  upserted: Doc | null;
};

/** One statement of an update: change what matches, or insert when nothing does and that is wished. */
export function updateDocs(
  { server }: CommandContext,
  transaction: Transaction,
  ns: string,
  statement: UpdateStatement,
): UpdateResult {
  const { filter, isMulti, isUpsert, sort } = statement;
  const update = compileUpdate(statement.update);
  if (isMulti && !isOperatorDoc(statement.update)) refuse(9, 'A multi update cannot replace');
  const collection = collectionForWriting(server.store, transaction, ns);
  const { docs } = runQuery(collection, transaction, { filter, sort, limit: isMulti ? 0 : 1 });
  if (docs.length === 0 && isUpsert) {
    const doc = upsertedDoc(filter, statement.update, update);
    const upserted = stageInsert(server.store, transaction, collection, doc);
    return { matched: [], modified: 0, upserted };
  }
  let modified = 0;
  const matched = docs.map((before) => {
    const after = update(before, 'updating');
    if (same(before, after)) return { before, after: before };
    stageUpdate(server.store, transaction, collection, after);
    modified++;
    return { before, after };
  });
  return { matched, modified, upserted: null };
}

export function remove(context: CommandContext): Doc | Promise<Doc> {
  const ns = namespaceOf(context);
  const statements = statementsField(context.command, 'deletes');
  requireFields('delete.deletes', statements, ['q', 'limit']);
  return runWrite(context, (transaction) => {
    const reply = { n: 0 };
    return runBatch(context, statements, reply, (statement) => {
      const limit = wholeField(statement, 'limit', 0);
      if (limit !== 0 && limit !== 1)
        refuse(9, `The limit of a delete must be 0 or 1. Got ${limit}`);
      const removed = { filter: docField(statement, 'q'), limit };
      reply.n += removeDocs(context, transaction, ns, removed).length;
    });
  });
}

export function removeDocs(
  { server }: CommandContext,
  transaction: Transaction,
  ns: string,
  query: { filter: Doc; sort?: unknown; limit: number },
): Doc[] {
  const collection = findCollection(server.store, transaction, ns);
  const { docs } = runQuery(collection, transaction, query);
  for (const doc of docs) if (collection) stageDelete(transaction, collection, doc);
  return docs;
}

/**
 * Runs the statements of a batch and completes the reply. A statement that fails is reported with its
 * place and, unless the batch is unordered, ends it; what concerns the whole transaction is thrown on.
 */
function runBatch(
  { command }: CommandContext,
  statements: readonly Doc[],
  reply: Doc,
  run: (statement: Doc, index: number) => void,
): Doc {
  const writeErrors: Doc[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (error) {
      if (!(error instanceof MongoError) || error.code === 112) throw error;
      writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.extra });
      if (command.ordered !== false) break;
    }
  }
  if (writeErrors.length > 0) reply.writeErrors = writeErrors;
  reply.ok = 1;
  return reply;
}
