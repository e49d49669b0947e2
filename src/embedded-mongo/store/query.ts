import type { Doc } from '../bson/value.js';
import { compileFilter } from '../query/match.js';
import { parseSort, sortDocs } from '../query/sort.js';
import type { Collection } from './collection.js';
import { collectionScan, type Plan, planQuery } from './planner.js';
import { differences, differsFrom, docInView, type Transaction } from './transaction.js';

export type Query = { filter: Doc; sort?: unknown; skip?: number; limit?: number };

/** How a query was answered, for `explain`. */
export type QueryResult = { docs: Doc[]; plan: Omit<Plan, 'records'>; examined: number };

/**
 * The documents of the transaction's view (null: what is committed) that match, in order. The filter
 * is checked even when there is no collection.
 * @throws MongoError for a filter or sort outside the allow-list
 */
export function runQuery(
  collection: Collection | undefined,
  transaction: Transaction | null,
  { filter, sort: sortSpec, skip = 0, limit = 0 }: Query,
): QueryResult {
  const matches = compileFilter(filter);
  const sort = parseSort(sortSpec);
  const end = limit > 0 ? skip + limit : Number.POSITIVE_INFINITY;
  if (!collection) return { docs: [], plan: collectionScan, examined: 0 };
  const isChanged = differsFrom(transaction, collection);
  const plan = planQuery(collection, filter, isChanged ? [] : sort);
  if (plan.idKeys && isChanged) {
    // Named documents are looked up one by one: a long transaction's own writes cost them nothing.
    const named = plan.idKeys
      .map((idKey) => docInView(transaction, collection, idKey))
      .filter((doc) => doc !== undefined);
    const docs = sortDocs(named.filter(matches), sort).slice(skip, end);
    return { docs, plan, examined: named.length };
  }
  const changed = isChanged ? differences(transaction, collection) : null;
  const isOrdered = sort.length === 0 || (plan.isSorted && !changed);
  const found: Doc[] = [];
  let examined = 0;
  for (const { idKey, doc } of plan.records) {
    if (changed?.has(idKey)) continue;
    examined++;
    if (!matches(doc)) continue;
    found.push(doc);
    if (isOrdered && found.length >= end) break;
  }
  for (const doc of changed?.values() ?? []) if (doc && matches(doc)) found.push(doc);
  const ordered = isOrdered ? found : sortDocs(found, sort);
  return { docs: ordered.slice(skip, end), plan, examined };
}
