import { Double, Long, serialize } from 'bson';
import fc from 'fast-check';
import { decode } from '../../src/embedded-mongo/bson/codec.js';
import { keyOf } from '../../src/embedded-mongo/bson/order.js';
import type { Doc } from '../../src/embedded-mongo/bson/value.js';
import { MongoError } from '../../src/embedded-mongo/mongo-error.js';
import { compileFilter } from '../../src/embedded-mongo/query/match.js';
import { keyLeaves } from '../../src/embedded-mongo/query/paths.js';
import { parseSort, sortDocs } from '../../src/embedded-mongo/query/sort.js';
import { type Collection, newCollection } from '../../src/embedded-mongo/store/collection.js';
import { memoryDisk } from '../../src/embedded-mongo/store/disk.js';
import { newIndex } from '../../src/embedded-mongo/store/index-state.js';
import { runQuery } from '../../src/embedded-mongo/store/query.js';
import { stageDelete, stageInsert, stageUpdate } from '../../src/embedded-mongo/store/stage.js';
import { begin, commit, newStore, type Store } from '../../src/embedded-mongo/store/store.js';
import type { Transaction } from '../../src/embedded-mongo/store/transaction.js';
import { printedSeed } from './seed.js';

/*
 * Whatever the documents and the filter, a collection with indexes answers as one without: the same
 * documents, in an order that the sort allows, before, inside and after a transaction.
 */

const oddities = fc.constantFrom<unknown>(
  null,
  true,
  'a',
  'ab',
  '',
  'ก',
  '\u0000',
  new Double(2),
  1.5,
  Number.NaN,
  -0,
  Long.fromString('9007199254740993'),
  2 ** 53,
  new Date(1),
);
const small = fc.integer({ min: 0, max: 3 });
const order = fc.constantFrom('$gt', '$gte', '$lt', '$lte');
const direction = fc.constantFrom(1, -1);

/** Documents, indexes and queries whose values come from `scalar`. */
function worldOf(scalar: fc.Arbitrary<unknown>, paths: [string, ...string[]]) {
  const path = fc.constantFrom(...paths);
  const inner = fc.record({ b: scalar }, { requiredKeys: [] });
  const nested = fc.oneof(inner, fc.array(inner, { maxLength: 2 }));
  const leaf = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 2 }),
    ...(paths.includes('a.b') ? [nested] : []),
  );
  const condition = fc.oneof(
    leaf,
    fc.dictionary(order, scalar, { minKeys: 1, maxKeys: 2 }),
    fc.dictionary(order, scalar, { minKeys: 1, maxKeys: 2 }),
    fc.record({ $ne: scalar }),
    fc.record({ $in: fc.array(scalar, { minLength: 1, maxLength: 2 }) }),
    fc.constantFrom<unknown>(
      { $exists: true },
      { $exists: false },
      { $type: 'number' },
      { $regex: '^ab?' },
    ),
  );
  const simple = fc.dictionary(path, condition, { minKeys: 1, maxKeys: 2 });
  const several = fc.array(simple, { minLength: 1, maxLength: 2 });
  const filter = fc.oneof(
    { weight: 6, arbitrary: simple },
    { weight: 1, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.record({ $or: several }) },
    { weight: 1, arbitrary: fc.record({ $and: several }) },
  );
  const sort = fc.dictionary(path, direction, { maxKeys: 2 });
  const many = { minLength: 8, maxLength: 20, size: 'max' } as const;
  const partial = fc.constantFrom<unknown>(
    { c: 1 },
    { c: { $exists: true } },
    { a: { $gt: 0 } },
    { c: null },
  );
  return {
    docs: fc.array(fc.record({ a: leaf, c: scalar }, { requiredKeys: [] }), many),
    queries: fc.array(fc.tuple(filter, sort), many),
    changes: fc.array(fc.tuple(fc.nat(20), fc.option(fc.record({ a: leaf, c: scalar }))), {
      maxLength: 8,
    }),
    index: fc.record(
      {
        key: fc.dictionary(path, direction, { minKeys: 1, maxKeys: 2 }),
        partialFilterExpression: partial,
      },
      { requiredKeys: ['key'] },
    ),
  };
}

/** Few values meet often and find the mistakes of ranges and arrays; many find those of keys. */
const worlds = {
  narrow: worldOf(fc.oneof(small, small, fc.constant(null)), ['a', 'c']),
  wide: worldOf(fc.oneof(small, oddities), ['a', 'a.b', 'c', '_id']),
};

/** Through BSON and back, as values arrive from a client. */
const asStored = (value: object): Doc => decode(serialize(value));

function collectionWith(docs: readonly object[], spec: Doc) {
  const store = newStore(memoryDisk());
  const collection = newCollection('x.c');
  collection.indexes = [...collection.indexes, newIndex({ ...spec, name: 'i' })];
  const writing = begin(store, 'implicit');
  for (const [_id, value] of docs.entries()) {
    ignoreParallelArrays(() =>
      stageInsert(store, writing, collection, asStored({ _id, ...value })),
    );
  }
  void commit(store, writing, []);
  return { store, collection };
}

type Asked = { filter: Doc; sort: Doc };

/** The same query without any index: every document tested, all that match sorted. */
function scan(docs: readonly Doc[], { filter, sort }: Asked): Doc[] {
  return sortDocs(docs.filter(compileFilter(filter)), parseSort(sort));
}

/** Ids in ascending order: documents that the sort finds equal may come in any order. */
const idsOf = (docs: readonly Doc[]) =>
  docs.map((found) => Number(found._id)).sort((a, b) => a - b);

/** What the sort looks at in the first three documents. */
const sortedBy = (docs: readonly Doc[], sort: Doc) =>
  docs
    .slice(0, 3)
    .map((found) => Object.keys(sort).map((path) => leastOrGreatest(found, path, sort)));

function leastOrGreatest(found: Doc, path: string, sort: Doc): string | undefined {
  const keys = keyLeaves(found, path.split('.')).leaves.map(keyOf).sort();
  return (sort[path] === 1 ? keys[0] : keys.at(-1)) ?? keyOf(null);
}

test.each(['narrow', 'wide'] as const)('index and scan agree: %s', (name) => {
  const world = worlds[name];
  fc.assert(
    fc.property(
      world.docs,
      world.index,
      world.queries,
      world.changes,
      (docs, spec, queries, changes) => {
        const { store, collection } = collectionWith(docs, asStored(spec));
        const held = () => [...collection.records.values()].map((record) => record.doc);
        const check = (reader: Transaction | null, expected: readonly Doc[]) => {
          for (const [wanted, order] of queries) {
            const asked = { filter: asStored(wanted), sort: asStored(order) };
            const all = orderedOrNull(() => scan(expected, asked));
            if (all === null) continue;
            expect(idsOf(runQuery(collection, reader, asked).docs)).toEqual(idsOf(all));
            const first = runQuery(collection, reader, { ...asked, limit: 3 }).docs;
            expect(sortedBy(first, asked.sort)).toEqual(sortedBy(all, asked.sort));
          }
        };
        const before = held();
        check(null, before);
        const snapshot = begin(store, 'explicit');
        const changing = begin(store, 'implicit');
        for (const [id, after] of changes) change(store, collection, changing, id, after);
        check(null, before);
        void commit(store, changing, []);
        check(null, held());
        check(snapshot, before);
      },
    ),
    { numRuns: 75, seed: printedSeed() },
  );
});

function change(
  store: Store,
  collection: Collection,
  writing: Transaction,
  id: number,
  after: object | null,
): void {
  const [before] = runQuery(collection, writing, { filter: { _id: id } }).docs;
  if (!before) return;
  if (after === null) stageDelete(writing, collection, before);
  else
    ignoreParallelArrays(() =>
      stageUpdate(store, writing, collection, asStored({ _id: id, ...after })),
    );
}

/** Null where two fields of the order lead through arrays: that is no order. */
function orderedOrNull(ordered: () => Doc[]): Doc[] | null {
  try {
    return ordered();
  } catch (error) {
    if (error instanceof MongoError && error.code === 2) return null;
    throw error;
  }
}

/** An index over two arrays of one document does not exist; such a document is refused. */
function ignoreParallelArrays(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof MongoError) || error.code !== 171) throw error;
  }
}
