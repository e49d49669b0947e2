import { invert, keyOf, rankOf, same } from '../bson/order.js';
import { type Doc, isDoc, isOperatorDoc, isRegExp, toNumber } from '../bson/value.js';
import { compileFilter } from '../query/match.js';
import type { SortField } from '../query/sort.js';
import type { Collection } from './collection.js';
import {
  afterAll,
  combine,
  encodeValues,
  type IndexState,
  type StoredRecord,
  scanIndex,
} from './index-state.js';

/** Which records to look at. Every one is checked again by the filter: a plan may only be too wide. */
export type Plan = {
  stage: 'IDHACK' | 'IXSCAN' | 'COLLSCAN';
  indexName: string | null;
  /** the records come in the order that was asked for */
  isSorted: boolean;
  records: Iterable<StoredRecord>;
  /** the only `_id` keys that can match, where the filter names them */
  idKeys?: readonly string[];
};

/** What a filter says about one path, as far as an index can use it. */
type Bounds = { equal?: unknown[]; low?: unknown; high?: unknown };
type AllBounds = Map<string, Bounds>;

type Candidate = {
  index: IndexState;
  /** values of the leading fields fixed by equality */
  fixed: unknown[][];
  range: Bounds | undefined;
  order: 'forwards' | 'backwards' | undefined;
  score: number;
};

/** More combinations of `$in` lists than this are not worth single look-ups. */
const maxCombinations = 2_000;

export const collectionScan = { stage: 'COLLSCAN', indexName: null, isSorted: false } as const;

/** Equality on leading fields first, then a range on the next one, then the order. */
export function planQuery(collection: Collection, filter: Doc, sort: readonly SortField[]): Plan {
  const bounds: AllBounds = new Map();
  collectBounds(filter, bounds);
  const ids = bounds.get('_id')?.equal;
  if (ids) return idPlan(collection, ids);
  let best: Candidate | undefined;
  for (const index of collection.indexes) {
    if (index.isPartial && !impliesPartial(index, filter, bounds)) continue;
    const candidate = rate(index, bounds, sort);
    if (candidate.score > (best?.score ?? 0)) best = candidate;
  }
  if (!best) return { ...collectionScan, records: collection.records.values() };
  const records = scanCandidate(best);
  return {
    stage: 'IXSCAN',
    indexName: best.index.name,
    isSorted: best.order !== undefined,
    records: best.index.isMultikey ? withoutRepeats(records) : records,
  };
}

function idPlan(collection: Collection, ids: readonly unknown[]): Plan {
  const idKeys = [...new Set(ids.map((id) => keyOf(id)))].sort();
  const records = idKeys.flatMap((idKey) => collection.records.get(idKey) ?? []);
  const stage = idKeys.length === 1 ? 'IDHACK' : 'IXSCAN';
  return { stage, indexName: '_id_', isSorted: records.length <= 1, records, idKeys };
}

function collectBounds(filter: Doc, all: AllBounds): void {
  for (const key of Object.keys(filter)) {
    const condition = filter[key];
    if (key === '$and' && Array.isArray(condition)) {
      for (const part of condition) if (isDoc(part)) collectBounds(part, all);
    }
    if (key.startsWith('$')) continue;
    const bounds: Bounds = all.get(key) ?? {};
    if (isOperatorDoc(condition)) collectOperators(condition, bounds);
    else if (isUsable(condition)) bounds.equal ??= [condition];
    if (Object.keys(bounds).length > 0) all.set(key, bounds);
  }
}

function collectOperators(operators: Doc, bounds: Bounds): void {
  for (const name of Object.keys(operators)) {
    const value = operators[name];
    if (name === '$eq' && isUsable(value)) bounds.equal ??= [value];
    if (name === '$in' && Array.isArray(value) && value.every(isUsable)) bounds.equal ??= value;
    if (value === null || !isUsable(value)) continue;
    if (name === '$gt' || name === '$gte') bounds.low ??= value;
    if (name === '$lt' || name === '$lte') bounds.high ??= value;
  }
}

/** An array is indexed element by element and NaN compares with nothing: no look-up for those. */
function isUsable(value: unknown): boolean {
  return !Array.isArray(value) && !isRegExp(value) && !Number.isNaN(toNumber(value));
}

/** Whether everything the filter can match is in the partial index. */
function impliesPartial(index: IndexState, filter: Doc, bounds: AllBounds): boolean {
  const wanted = index.spec.partialFilterExpression;
  if (!isDoc(wanted)) return false;
  return Object.keys(wanted).every((path) => {
    const condition = wanted[path];
    if (Object.hasOwn(filter, path) && same(filter[path], condition)) return true;
    const known = bounds.get(path);
    if (!known?.equal) {
      return known !== undefined && isDoc(condition) && same(condition, { $exists: true });
    }
    const matches = compileFilter({ value: condition });
    return known.equal.every((value) => value !== null && matches({ value }));
  });
}

function rate(index: IndexState, bounds: AllBounds, sort: readonly SortField[]): Candidate {
  const fixed = fixedValues(index, bounds);
  const next = index.fields[fixed.length];
  const known = next && bounds.get(next.path);
  const range = known?.low !== undefined || known?.high !== undefined ? known : undefined;
  const order = sortOrder(index, fixed, sort);
  const score = fixed.length * 10 + (range ? 5 : 0) + (order ? 3 : 0);
  return { index, fixed, range, order, score };
}

function fixedValues(index: IndexState, bounds: AllBounds): unknown[][] {
  const fixed: unknown[][] = [];
  let combinations = 1;
  for (const { path } of index.fields) {
    const values = bounds.get(path)?.equal;
    if (!values) break;
    combinations *= values.length;
    if (combinations > maxCombinations) break;
    fixed.push(values);
  }
  return fixed;
}

/** How to walk the index so that its order is the one asked for; undefined when there is no way. */
function sortOrder(
  index: IndexState,
  fixed: readonly unknown[][],
  sort: readonly SortField[],
): 'forwards' | 'backwards' | undefined {
  if (sort.length === 0 || index.isMultikey) return undefined;
  if (fixed.some((values) => values.length !== 1)) return undefined;
  const fixedPaths = index.fields.slice(0, fixed.length).map((field) => field.path);
  const wanted = sort.filter((field) => !fixedPaths.includes(field.path));
  const directions = wanted.map((field, i) => {
    const own = index.fields[fixed.length + i];
    return own?.path === field.path ? own.direction * field.direction : 0;
  });
  if (directions.every((direction) => direction === 1)) return 'forwards';
  return directions.every((direction) => direction === -1) ? 'backwards' : undefined;
}

function* scanCandidate({ index, fixed, range, order }: Candidate): Generator<StoredRecord> {
  let prefixes = [''];
  for (const [i, values] of fixed.entries()) {
    const field = index.fields[i];
    if (field) prefixes = combine(prefixes, encodeValues(values, field));
  }
  const field = index.fields[fixed.length];
  const [low, high] = range && field ? rangeKeys(index, field, range) : ['', afterAll];
  for (const prefix of prefixes.sort()) {
    yield* scanIndex(index, prefix + low, prefix + high, order ?? 'forwards');
  }
}

/** The two ends of a range, without regard to whether they belong to it: the filter decides that. */
function rangeKeys(index: IndexState, field: SortField, range: Bounds): [string, string] {
  const [low, high] = ascendingEnds(index, range);
  return field.direction === 1 ? [low, high + afterAll] : [invert(high), invert(low) + afterAll];
}

function ascendingEnds(index: IndexState, { low, high }: Bounds): [string, string] {
  const rank = rankOf(low ?? high);
  // on an array one element may satisfy the one end and another the other: use one end only
  const useHigh = high !== undefined && !(index.isMultikey && low !== undefined);
  return [
    low === undefined ? rank : keyOf(low),
    useHigh && rankOf(high) === rank ? keyOf(high) : rank,
  ];
}

function* withoutRepeats(records: Iterable<StoredRecord>): Generator<StoredRecord> {
  const seen = new Set<StoredRecord>();
  for (const record of records) {
    if (seen.has(record)) continue;
    seen.add(record);
    yield record;
  }
}
