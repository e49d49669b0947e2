import { compilePipeline } from '../aggregate/pipeline.js';
import { requireCommandFields, requireSubFields } from '../allowed.js';
import { keyOf } from '../bson/order.js';
import { type Doc, isDoc, show } from '../bson/value.js';
import { MongoError } from '../mongo-error.js';
import { leavesAt } from '../query/paths.js';
import { compileProjection } from '../query/project.js';
import { type Query, type QueryResult, runQuery } from '../store/query.js';
import { findCollection } from '../store/store.js';
import {
  type CommandContext,
  countField,
  docField,
  flagField,
  namespace,
  namespaceOf,
  wholeField,
  wrongType,
} from './context.js';
import { firstReply, killCursors as kill, nextReply } from './cursors.js';

function query({ server, transaction }: CommandContext, ns: string, asked: Query): QueryResult {
  return runQuery(findCollection(server.store, transaction, ns), transaction, asked);
}

export function find(context: CommandContext): Doc {
  const { command, server } = context;
  const ns = namespaceOf(context);
  const project = compileProjection(command.projection);
  const { docs } = query(context, ns, findQuery(command));
  const isSingle = flagField(command, 'singleBatch') || wholeField(command, 'limit', 0) < 0;
  return firstReply(
    server.cursors,
    ns,
    docs.map(project),
    batchSizeOf(command),
    isSingle ? 'single batch' : 'open',
  );
}

function findQuery(command: Doc): Query {
  return {
    filter: docField(command, 'filter'),
    sort: command.sort,
    skip: countField(command, 'skip', 0),
    limit: Math.abs(wholeField(command, 'limit', 0)),
  };
}

function batchSizeOf(command: Doc): number | null {
  return command.batchSize === undefined ? null : countField(command, 'batchSize', 0);
}

export function getMore({ server, command, database }: CommandContext): Doc {
  const ns = `${database}.${show(command.collection)}`;
  return nextReply(server.cursors, command.getMore, ns, countField(command, 'batchSize', 0));
}

export function killCursors({ server, command }: CommandContext): Doc {
  const ids = command.cursors;
  if (!Array.isArray(ids)) throw wrongType('cursors', 'array');
  return kill(server.cursors, ids);
}

export function count(context: CommandContext): Doc {
  const { command } = context;
  const { docs } = query(context, namespaceOf(context), {
    filter: docField(command, 'query'),
    skip: countField(command, 'skip', 0),
    limit: Math.abs(wholeField(command, 'limit', 0)),
  });
  return { n: docs.length, ok: 1 };
}

export function distinct(context: CommandContext): Doc {
  const { command } = context;
  const path = command.key;
  if (typeof path !== 'string') throw wrongType('key', 'string');
  const { docs } = query(context, namespaceOf(context), { filter: docField(command, 'query') });
  const values = new Map<string, unknown>();
  for (const doc of docs) {
    for (const value of leavesAt(doc, path.split('.'))) {
      if (value !== undefined) values.set(keyOf(value), value);
    }
  }
  const keys = [...values.keys()].sort();
  return { values: keys.map((key) => values.get(key)), ok: 1 };
}

export function aggregate(context: CommandContext): Doc {
  const { command, server, database } = context;
  const ns = namespaceOf(context);
  const { pipeline, cursor } = command;
  if (!Array.isArray(pipeline) || !pipeline.every(isDoc)) throw wrongType('pipeline', 'array');
  if (!isDoc(cursor)) {
    throw new MongoError(9, "The 'cursor' option is required, except for aggregate with explain");
  }
  requireSubFields('aggregate.cursor', Object.keys(cursor));
  const { first, rest } = compilePipeline(pipeline);
  const { docs } = query(context, namespace(database, command.aggregate), first);
  return firstReply(server.cursors, ns, rest(docs), batchSizeOf(cursor), 'open');
}

/** Of `find` only, in the shape of MongoDB's classic planner: enough to see which index is used. */
export function explain(context: CommandContext): Doc {
  const asked = context.command.explain;
  if (!isDoc(asked) || typeof asked.find !== 'string') {
    throw new MongoError(59, 'explain is supported for find only');
  }
  requireCommandFields('find', Object.keys(asked));
  const { docs, plan, examined } = query(
    context,
    namespace(context.database, asked.find),
    findQuery(asked),
  );
  const scan =
    plan.stage === 'IXSCAN'
      ? { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: plan.indexName } }
      : { stage: plan.stage };
  const needsSort = Object.keys(docField(asked, 'sort')).length > 0 && !plan.isSorted;
  return {
    queryPlanner: { winningPlan: needsSort ? { stage: 'SORT', inputStage: scan } : scan },
    executionStats: { nReturned: docs.length, totalDocsExamined: examined },
    ok: 1,
  };
}
