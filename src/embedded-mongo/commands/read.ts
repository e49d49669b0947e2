import { compilePipeline } from '../aggregate/pipeline.js';
import { explained, isAllowed, requireCommandFields, requireSubFields } from '../allowed.js';
import { keyOf } from '../bson/order.js';
import { type Doc, emptyArray, isDoc, show } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { keyLeaves, keyPath } from '../query/paths.js';
import { compileProjection } from '../query/project.js';
import { parseSort } from '../query/sort.js';
import { type Query, type QueryResult, runQuery } from '../store/query.js';
import { findCollection } from '../store/store.js';
import {
  type CommandContext,
  countField,
  docField,
  docsField,
  flagField,
  namespace,
  namespaceOf,
  wholeField,
  wrongType,
} from './context.js';
import { firstBatchCount, firstReply, killCursors as kill, nextReply } from './cursors.js';

function query({ server, transaction }: CommandContext, ns: string, asked: Query): QueryResult {
  return runQuery(findCollection(server.store, transaction, ns), transaction, asked);
}

export function find(context: CommandContext): Doc {
  const { command, server } = context;
  const ns = namespaceOf(context);
  const project = compileProjection(command.projection);
  const { docs } = query(context, ns, queryIn(command, 'filter'));
  const batchSize = countField(command, 'batchSize', firstBatchCount);
  const isSingle = flagField(command, 'singleBatch') || wholeField(command, 'limit', 0) < 0;
  const keep = isSingle ? 'single batch' : 'open';
  return firstReply(server.cursors, ns, docs.map(project), batchSize, keep);
}

/** What `find` and `count` ask; each has its own name for the filter. */
function queryIn(command: Doc, filter: 'filter' | 'query'): Query {
  return {
    filter: docField(command, filter),
    sort: command.sort,
    skip: countField(command, 'skip', 0),
    limit: Math.abs(wholeField(command, 'limit', 0)),
  };
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
  const { docs } = query(context, namespaceOf(context), queryIn(context.command, 'query'));
  return { n: docs.length, ok: 1 };
}

export function distinct(context: CommandContext): Doc {
  const { command } = context;
  const path = command.key;
  if (typeof path !== 'string') throw wrongType('key', 'string');
  const parts = keyPath(path);
  const { docs } = query(context, namespaceOf(context), { filter: docField(command, 'query') });
  const values = new Map<string, unknown>();
  for (const doc of docs) {
    for (const value of keyLeaves(doc, parts).leaves) {
      if (value === undefined || value === emptyArray) continue;
      const key = keyOf(value);
      if (!values.has(key)) values.set(key, value);
    }
  }
  const keys = [...values.keys()].sort();
  return { values: keys.map((key) => values.get(key)), ok: 1 };
}

export function aggregate(context: CommandContext): Doc {
  const { command, server } = context;
  const ns = namespaceOf(context);
  const { first, rest } = compilePipeline(docsField(command, 'pipeline'));
  const { cursor } = command;
  if (!isDoc(cursor)) refuse(9, "The 'cursor' option is required, except with explain");
  requireSubFields('aggregate.cursor', Object.keys(cursor));
  const batchSize = countField(cursor, 'batchSize', firstBatchCount);
  return firstReply(server.cursors, ns, rest(query(context, ns, first).docs), batchSize);
}

const queryOf = {
  find: (command: Doc) => queryIn(command, 'filter'),
  aggregate: (command: Doc) => compilePipeline(docsField(command, 'pipeline')).first,
  count: (command: Doc) => queryIn(command, 'query'),
};

/** In the shape of MongoDB's classic planner: enough to see which index a query uses. */
export function explain(context: CommandContext): Doc {
  const asked = context.command.explain;
  const [name = ''] = isDoc(asked) ? Object.keys(asked) : [];
  if (!isDoc(asked) || !isAllowed(explained, name)) {
    refuse(59, `explain is supported for ${explained.join(', ')} only`);
  }
  requireCommandFields(name, Object.keys(asked));
  const wanted = queryOf[name](asked);
  const ns = namespace(context.database, asked[name]);
  const { docs, plan, examined } = query(context, ns, wanted);
  const scan =
    plan.stage === 'IXSCAN'
      ? { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: plan.indexName } }
      : { stage: plan.stage };
  const isSorting = parseSort(wanted.sort).length > 0 && !plan.isSorted;
  return {
    queryPlanner: {
      namespace: ns,
      winningPlan: isSorting ? { stage: 'SORT', inputStage: scan } : scan,
      rejectedPlans: [],
    },
    executionStats: { nReturned: docs.length, totalDocsExamined: examined },
    ok: 1,
  };
}
