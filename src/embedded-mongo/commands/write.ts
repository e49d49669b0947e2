import { requireSubFields } from '../allowed.js';
import { same } from '../bson/order.js';
import type { Doc } from '../bson/value.js';
import { LockedByTransaction, MongoError, refuse } from '../mongo-error.js';
import { runQuery } from '../store/query.js';
import { stageDelete, stageInsert, stageUpdate } from '../store/stage.js';
import { collectionForWriting, findCollection } from '../store/store.js';
import type { Transaction } from '../store/transaction.js';
import { compileUpdate, isOperatorUpdate } from '../update/apply-update.js';
import { upsertedDoc } from '../update/upsert.js';
import {
  type CommandContext,
  docField,
  flagField,
  namespaceOf,
  statementsField,
  wholeField,
} from './context.js';
import { runWrite } from './run-write.js';

export function insert(context: CommandContext): Doc | Promise<Doc> {
  const ns = namespaceOf(context);
  const docs = statementsField(context.command, 'documents');
  return runWrite(context, (transaction) => {
    const collection = collectionForWriting(context.server.store, transaction, ns);
    let n = 0;
    const writeErrors = eachStatement(context, docs, (doc) => {
      stageInsert(context.server.store, transaction, collection, doc);
      n++;
    });
    return reply({ n }, writeErrors);
  });
}

export function update(context: CommandContext): Doc | Promise<Doc> {
  const ns = namespaceOf(context);
  const statements = statementsField(context.command, 'updates', ['q', 'u']);
  for (const statement of statements) requireSubFields('update.updates', Object.keys(statement));
  return runWrite(context, (transaction) => {
    let n = 0;
    let nModified = 0;
    const upserted: Doc[] = [];
    const writeErrors = eachStatement(context, statements, (statement, index) => {
      const result = updateDocs(context, transaction, ns, {
        filter: docField(statement, 'q'),
        update: statement.u,
        isMulti: flagField(statement, 'multi'),
        isUpsert: flagField(statement, 'upsert'),
      });
      n += result.matched.length + (result.upserted ? 1 : 0);
      nModified += result.modified;
      if (result.upserted) upserted.push({ index, _id: result.upserted._id });
    });
    const fields: Doc = { n, nModified };
    if (upserted.length > 0) fields.upserted = upserted;
    return reply(fields, writeErrors);
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
  if (isMulti && !isOperatorUpdate(statement.update)) {
    refuse(9, 'multi update is not supported for replacement-style update');
  }
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
  const statements = statementsField(context.command, 'deletes', ['q', 'limit']);
  for (const statement of statements) requireSubFields('delete.deletes', Object.keys(statement));
  return runWrite(context, (transaction) => {
    let n = 0;
    const writeErrors = eachStatement(context, statements, (statement) => {
      const limit = wholeField(statement, 'limit', 0);
      if (limit !== 0 && limit !== 1) {
        refuse(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
      }
      n += removeDocs(context, transaction, ns, { filter: docField(statement, 'q'), limit }).length;
    });
    return reply({ n }, writeErrors);
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
 * Runs the statements of a batch. One that fails is reported with its place and, unless the batch
 * is unordered, ends it; what concerns the whole transaction is thrown on.
 */
function eachStatement(
  { command }: CommandContext,
  statements: readonly Doc[],
  run: (statement: Doc, index: number) => void,
): Doc[] {
  const errors: Doc[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (error) {
      if (error instanceof LockedByTransaction || !(error instanceof MongoError)) throw error;
      if (error.code === 112) throw error;
      errors.push({ index, code: error.code, errmsg: error.message, ...error.extra });
      if (command.ordered !== false) break;
    }
  }
  return errors;
}

function reply(fields: Doc, writeErrors: readonly Doc[]): Doc {
  if (writeErrors.length > 0) fields.writeErrors = writeErrors;
  fields.ok = 1;
  return fields;
}
