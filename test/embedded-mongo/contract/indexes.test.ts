import mongoose from 'mongoose';
import {
  codeOf,
  type Fields,
  type OpenDatabase,
  openDatabase,
  type Stored,
} from './open-database.js';

const { Double, Long, ObjectId } = mongoose.mongo;

let open: OpenDatabase;
beforeAll(async () => {
  open = await openDatabase();
});
afterAll(() => open.close());

const fresh = () => open.db.collection<Stored>(`i${new ObjectId()}`);

/** The stages of the chosen plan with the index, outermost first. */
async function planOf(cursor: {
  explain(verbosity: 'queryPlanner'): Promise<unknown>;
}): Promise<string[]> {
  const explained = (await cursor.explain('queryPlanner')) as Fields;
  const stages: string[] = [];
  let stage = (explained.queryPlanner as Fields).winningPlan as Fields | undefined;
  for (; stage; stage = stage.inputStage as Fields | undefined) {
    stages.push([stage.stage, stage.indexName].filter(Boolean).join(' '));
  }
  return stages;
}

describe('unique', () => {
  test.each<[string, Fields, Fields[], Fields]>([
    ['single', { a: 1 }, [{ a: 1 }], { a: 1 }],
    ['missing counts as null', { a: 1 }, [{}], { a: null }],
    [
      'compound',
      { a: 1, b: -1 },
      [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
      ],
      { a: 1, b: 2 },
    ],
    ['elements of arrays', { a: 1 }, [{ a: [1, 2] }], { a: 2 }],
    ['across types of numbers', { a: 1 }, [{ a: new Double(5) }], { a: Long.fromNumber(5) }],
  ])('%s', async (_name, key, held, refused) => {
    const collection = fresh();
    await collection.createIndex(key as never, { unique: true });
    await collection.insertMany(held);
    await expect(collection.insertOne(refused)).rejects.toMatchObject({
      code: 11000,
      keyPattern: key,
    });
    expect(await collection.countDocuments()).toBe(held.length);
  });

  test('inside one batch', async () => {
    const collection = fresh();
    await collection.createIndex({ a: 1 }, { unique: true });
    const batch = collection.insertMany([{ a: 1 }, { a: 2 }, { a: 1 }], { ordered: false });
    await expect(batch).rejects.toMatchObject({ code: 11000, insertedCount: 2 });
  });

  test('the message names collection, index and key', async () => {
    const collection = fresh();
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertOne({ a: 'x' });
    await expect(collection.insertOne({ a: 'x' })).rejects.toThrow(
      `E11000 duplicate key error collection: ${collection.namespace} index: a_1 dup key: { a: "x" }`,
    );
  });

  test('an update may keep its own key and may not take another', async () => {
    const collection = fresh();
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ]);
    await collection.updateOne({ _id: 1 }, { $set: { a: 1, b: 1 } });
    expect(await codeOf(collection.updateOne({ _id: 1 }, { $set: { a: 2 } }))).toBe(11000);
    await collection.deleteOne({ _id: 2 });
    await collection.updateOne({ _id: 1 }, { $set: { a: 2 } });
    expect(await collection.findOne({ a: 2 })).toEqual({ _id: 1, a: 2, b: 1 });
  });

  test('numbers that only look alike as doubles do not collide', async () => {
    const collection = fresh();
    await collection.createIndex({ a: 1 }, { unique: true });
    const numbers = [
      '9007199254740992',
      '9007199254740993',
      '9223372036854775807',
      '9223372036854775806',
    ];
    await collection.insertMany(numbers.map((n) => ({ a: Long.fromString(n) })));
    await collection.insertOne({ a: 2 ** 63 });
    expect(await codeOf(collection.insertOne({ a: 2 ** 53 }))).toBe(11000);
    expect(await collection.countDocuments()).toBe(5);
  });

  test('thousands of random ids never collide', async () => {
    const collection = fresh();
    await collection.createIndex({ ref: 1 }, { unique: true });
    for (let i = 0; i < 4; i++) {
      await collection.insertMany(Array.from({ length: 1000 }, () => ({ ref: new ObjectId() })));
    }
    expect(await collection.countDocuments()).toBe(4000);
  });

  test('cannot be made over documents that are not', async () => {
    const collection = fresh();
    await collection.insertMany([{ a: 1 }, { a: 1 }]);
    expect(await codeOf(collection.createIndex({ a: 1 }, { unique: true }))).toBe(11000);
    expect(await collection.indexes()).toHaveLength(1);
  });

  test('partial: one leased event a person', async () => {
    const collection = fresh();
    await collection.createIndex(
      { user: 1 },
      { unique: true, partialFilterExpression: { state: 'leased' } },
    );
    await collection.insertMany([
      { _id: 1, user: 'u', state: 'leased' },
      { _id: 2, user: 'u', state: 'stored' },
      { _id: 3, user: 'u', state: 'stored' },
    ]);
    const lease = (_id: number) => collection.updateOne({ _id }, { $set: { state: 'leased' } });
    expect(await codeOf(lease(2))).toBe(11000);
    await collection.updateOne({ _id: 1 }, { $set: { state: 'done' } });
    await lease(2);
    expect(await codeOf(lease(3))).toBe(11000);
    expect(await collection.countDocuments({ user: 'u' })).toBe(3);
  });
});

describe('which index is used', () => {
  let collection: ReturnType<typeof fresh>;
  beforeAll(async () => {
    collection = fresh();
    await collection.insertMany(
      Array.from({ length: 50 }, (_, i) => ({ _id: i, a: i % 5, b: i, s: `t${i}` })),
    );
    await collection.createIndexes([{ key: { a: 1, b: -1 } }, { key: { s: 1 } }]);
    await collection.createIndex({ b: 1 }, { name: 'high', partialFilterExpression: { a: 4 } });
  });

  test('equality and order together need no sort', async () => {
    const cursor = collection.find({ a: 3 }).sort({ b: -1 });
    expect(await planOf(cursor)).toEqual(['FETCH', 'IXSCAN a_1_b_-1']);
    expect((await cursor.toArray()).map((doc) => doc.b)).toEqual([
      48, 43, 38, 33, 28, 23, 18, 13, 8, 3,
    ]);
  });

  test('backwards as well', async () => {
    const cursor = collection.find({ a: 3, b: { $gt: 10, $lte: 33 } }).sort({ b: 1 });
    expect(await planOf(cursor)).toEqual(['FETCH', 'IXSCAN a_1_b_-1']);
    expect((await cursor.toArray()).map((doc) => doc.b)).toEqual([13, 18, 23, 28, 33]);
  });

  test('a range of texts', async () => {
    const cursor = collection.find({ s: { $gte: 't4', $lt: 't5' } });
    expect(await planOf(cursor)).toEqual(['FETCH', 'IXSCAN s_1']);
    expect(await cursor.toArray()).toHaveLength(11);
  });

  test('documents named by their _id come in its order, not in that of the list', async () => {
    const cursor = collection.find({ _id: { $in: [30, 4, 17] } });
    expect(await planOf(cursor)).toEqual(['FETCH', 'IXSCAN _id_']);
    expect((await cursor.toArray()).map((doc) => doc._id)).toEqual([4, 17, 30]);
  });

  test('a filter no index knows looks at everything', async () => {
    expect(await planOf(collection.find({ zzz: 1 }))).toEqual(['COLLSCAN']);
  });

  test('a partial index only for what it holds', async () => {
    expect(await planOf(collection.find({ b: { $gt: 40 } }))).toEqual(['COLLSCAN']);
    const ids = (await collection.find({ b: { $gt: 40 } }).toArray()).map((doc) => doc._id);
    expect(ids).toEqual([41, 42, 43, 44, 45, 46, 47, 48, 49]);
  });
});

test('the order of documents with arrays is that of their least element, whatever the range', async () => {
  const collection = fresh();
  await collection.createIndex({ a: 1 });
  await collection.insertMany([
    { _id: 1, a: 2 },
    { _id: 2, a: [0, 3] },
    { _id: 3, a: 1 },
  ]);
  const found = await collection
    .find({ a: { $gt: 1 } })
    .sort({ a: 1 })
    .toArray();
  expect(found.map((doc) => doc._id)).toEqual([2, 1]);
});

test('indexes are listed, made once, and dropped by name', async () => {
  const collection = fresh();
  await collection.createIndex({ a: 1 }, { unique: true });
  expect(await collection.createIndex({ a: 1 }, { unique: true })).toBe('a_1');
  expect(await collection.indexes()).toEqual([
    { v: 2, key: { _id: 1 }, name: '_id_' },
    { v: 2, key: { a: 1 }, name: 'a_1', unique: true },
  ]);
  expect(await codeOf(collection.createIndex({ b: 1 }, { name: 'a_1' }))).toBe(86);
  expect(await codeOf(collection.dropIndex('nope'))).toBe(27);
  expect(await codeOf(collection.dropIndex('_id_'))).toBe(72);
  await collection.dropIndex('a_1');
  expect(await collection.indexes()).toHaveLength(1);
  await collection.insertMany([{ a: 1 }, { a: 1 }]);
});

test('two arrays in one compound index are refused', async () => {
  const collection = fresh();
  await collection.createIndex({ a: 1, b: 1 });
  expect(await codeOf(collection.insertOne({ a: [1], b: [2] }))).toBe(171);
});

test('mongoose declares its indexes', async () => {
  const connection = await mongoose.createConnection(open.uri).asPromise();
  const schema = new mongoose.Schema({
    code: { type: String, unique: true },
    at: { type: Date, index: true },
  });
  const Model = connection.model('Declared', schema);
  await Model.init();
  expect((await Model.listIndexes()).map((index) => index.name)).toEqual([
    '_id_',
    'code_1',
    'at_1',
  ]);
  expect(await Model.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
  await connection.close();
});
