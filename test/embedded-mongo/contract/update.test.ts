import mongoose from 'mongoose';
import {
  codeOf,
  type Fields,
  incN,
  type OpenDatabase,
  openDatabase,
  type Stored,
} from './open-database.js';

const { Double, Int32, Long, ObjectId } = mongoose.mongo;

let open: OpenDatabase;
beforeAll(async () => {
  open = await openDatabase();
});
afterAll(() => open.close());

const fresh = () => open.db.collection<Stored>(`u${new ObjectId()}`);

describe('update operators', () => {
  test.each<[string, Fields, Fields, Fields]>([
    [
      '$set makes what is missing on the way',
      { a: 1 },
      { $set: { 'b.c': 2 } },
      { a: 1, b: { c: 2 } },
    ],
    ['$set of an element pads', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
    [
      '$set keeps what is beside',
      { a: { b: 1, c: 2 } },
      { $set: { 'a.b': 9 } },
      { a: { b: 9, c: 2 } },
    ],
    ['$unset', { a: { b: 1, c: 2 } }, { $unset: { 'a.b': '', x: '' } }, { a: { c: 2 } }],
    [
      '$unset of an element leaves null',
      { a: [1, 2] },
      { $unset: { 'a.0': '' } },
      { a: [null, 2] },
    ],
    ['$unset does not make a path', { a: 1 }, { $unset: { 'x.y': '' } }, { a: 1 }],
    ['$inc', { a: 1 }, { $inc: { a: 2, b: 3 } }, { a: 3, b: 3 }],
    ['$push', { a: [1] }, { $push: { a: 2, b: 1 } }, { a: [1, 2], b: [1] }],
    ['$push $each', { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
    ['$pull by value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    ['$pull by condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    [
      '$pull of documents',
      { a: [{ x: 1, y: 1 }, { x: 2 }] },
      { $pull: { a: { x: 1 } } },
      { a: [{ x: 2 }] },
    ],
    ['a replacement keeps the _id', { a: 1, b: 2 }, { c: 3 }, { c: 3 }],
  ])('%s', async (_name, before, update, expected) => {
    const collection = fresh();
    await collection.insertOne({ _id: 1, ...before });
    const isReplacement = !Object.keys(update)[0]?.startsWith('$');
    await (isReplacement
      ? collection.replaceOne({ _id: 1 }, update)
      : collection.updateOne({ _id: 1 }, update));
    expect(await collection.findOne()).toEqual({ _id: 1, ...expected });
  });

  test.each<[string, Fields, Fields, number]>([
    ['$inc of a text', { a: 'x' }, { $inc: { a: 1 } }, 14],
    ['$inc by a text', { a: 1 }, { $inc: { a: 'x' } }, 14],
    ['$push to no array', { a: 1 }, { $push: { a: 1 } }, 2],
    ['a path through a number', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
    ['a field name in an array', { a: [1] }, { $set: { 'a.b': 1 } }, 28],
    ['the same path twice', { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['a path and its child', { a: {} }, { $set: { a: 1, 'a.b': 1 } }, 40],
    ['another _id', { a: 1 }, { $set: { _id: 2 } }, 66],
    ['an unknown operator', { a: 1 }, { $frob: { a: 1 } }, 9],
    ['an empty field name', { a: 1 }, { $set: { 'a..b': 1 } }, 56],
  ])('refused: %s', async (_name, before, update, code) => {
    const collection = fresh();
    await collection.insertOne({ _id: 1, ...before });
    expect(await codeOf(collection.updateOne({ _id: 1 }, update))).toBe(code);
    expect(await collection.findOne()).toEqual({ _id: 1, ...before });
  });

  test('counts what matched and what really changed', async () => {
    const collection = fresh();
    await collection.insertMany([{ a: 1 }, { a: 2 }]);
    const result = await collection.updateMany({}, { $set: { a: 1 } });
    expect(result).toMatchObject({ matchedCount: 2, modifiedCount: 1 });
  });
});

test('an _id of another numeric type is the same', async () => {
  const collection = fresh();
  await collection.insertOne({ _id: Long.fromNumber(5) } as never);
  await collection.replaceOne({ _id: 5 }, { _id: 5, x: 1 });
  expect(await collection.countDocuments({ x: 1 })).toBe(1);
});

describe('upsert', () => {
  test('a field that the filter fixes twice is refused', async () => {
    const upsert = fresh().updateOne(
      { a: 1, $and: [{ a: 2 }] },
      { $set: { b: 1 } },
      { upsert: true },
    );
    expect(await codeOf(upsert)).toBe(54);
  });

  test('takes what the filter fixes, then the update, and $setOnInsert once', async () => {
    const collection = fresh();
    const update = { $set: { 'q.s': 1 }, $setOnInsert: { made: true } };
    const filter = { _id: 9, 'q.r': 5, n: { $gt: 3 } };
    const first = await collection.updateOne(filter, update, { upsert: true });
    expect(first).toMatchObject({ upsertedId: 9, matchedCount: 0 });
    expect(await collection.findOne()).toEqual({ _id: 9, q: { r: 5, s: 1 }, made: true });
  });

  test('an alternative to nothing fixes as well', async () => {
    const collection = fresh();
    await collection.updateOne({ $or: [{ a: 1 }] }, { $set: { b: 2 } }, { upsert: true });
    await collection.updateOne({ $or: [{ a: 3 }, { a: 4 }] }, { $set: { c: 5 } }, { upsert: true });
    const all = await collection.find({}, { projection: { _id: 0 } }).toArray();
    expect(all).toEqual([{ a: 1, b: 2 }, { c: 5 }]);
  });

  test('of a replacement, with an _id of its own', async () => {
    const collection = fresh();
    await collection.replaceOne({ a: 1 }, { b: 2 }, { upsert: true });
    expect(await collection.findOne()).toEqual({ _id: expect.any(ObjectId), b: 2 });
  });

  test('an update that matches nothing makes no collection', async () => {
    const collection = fresh();
    await collection.updateOne({ a: 1 }, { $set: { a: 2 } });
    const names = await open.db.listCollections({ name: collection.collectionName }).toArray();
    expect(names).toEqual([]);
  });
});

describe('findOneAnd…', () => {
  test('returns the document before or after, in the order asked for', async () => {
    const collection = fresh();
    await collection.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
    const options = { sort: { n: -1 }, returnDocument: 'after' } as const;
    expect(await collection.findOneAndUpdate({}, incN(5), options)).toEqual({
      _id: 2,
      n: 7,
    });
    expect(await collection.findOneAndReplace({ _id: 1 }, { n: 0 })).toEqual({ _id: 1, n: 1 });
    const projection = { _id: 0 };
    expect(await collection.findOneAndDelete({ _id: 1 }, { projection })).toEqual({ n: 0 });
    expect(await collection.findOneAndDelete({ _id: 1 })).toBeNull();
  });

  test('a duplicate key is an error of the command', async () => {
    const collection = fresh();
    await collection.createIndex({ k: 1 }, { unique: true });
    await collection.insertOne({ k: 1 });
    const upsert = collection.findOneAndUpdate({ x: 1 }, { $set: { k: 1 } }, { upsert: true });
    await expect(upsert).rejects.toMatchObject({
      code: 11000,
      keyPattern: { k: 1 },
      keyValue: { k: 1 },
    });
  });
});

describe('a batch', () => {
  test('stops at the first error when ordered and goes on when not', async () => {
    const docs = [{ _id: 1 }, { _id: 1 }, { _id: 2 }];
    const ordered = fresh();
    await expect(ordered.insertMany(docs)).rejects.toMatchObject({ code: 11000, insertedCount: 1 });
    const unordered = fresh();
    await expect(unordered.insertMany(docs, { ordered: false })).rejects.toMatchObject({
      code: 11000,
      insertedCount: 2,
    });
  });

  test('bulkWrite mixes kinds', async () => {
    const collection = fresh();
    const result = await collection.bulkWrite([
      { insertOne: { document: { _id: 1, n: 1 } } },
      { updateOne: { filter: { _id: 1 }, update: incN(1) } },
      { updateOne: { filter: { _id: 2 }, update: { $set: { n: 5 } }, upsert: true } },
      { deleteMany: { filter: { n: 2 } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      modifiedCount: 1,
      upsertedCount: 1,
      deletedCount: 1,
    });
    expect(await collection.find().toArray()).toEqual([{ _id: 2, n: 5 }]);
  });
});

describe('the types of numbers', () => {
  const typesOf = async (doc: Fields, update: Fields) => {
    const collection = fresh();
    await collection.insertOne({ _id: 1, ...doc });
    await collection.updateOne({ _id: 1 }, update);
    const names = ['int', 'long', 'double'];
    const found = await Promise.all(
      names.map((n) => collection.countDocuments({ a: { $type: n } })),
    );
    return names.filter((_, i) => found[i] === 1);
  };

  test.each<[string, Fields, Fields, string]>([
    ['a whole double stays one', { a: new Double(42) }, { $set: { b: 1 } }, 'double'],
    ['int + int', { a: new Int32(1) }, { $inc: { a: new Int32(1) } }, 'int'],
    ['int + double', { a: new Int32(1) }, { $inc: { a: new Double(1) } }, 'double'],
    ['int + long', { a: new Int32(1) }, { $inc: { a: Long.fromNumber(1) } }, 'long'],
    ['an int that overflows', { a: 2147483647 }, { $inc: { a: 1 } }, 'long'],
  ])('%s', async (_name, doc, update, expected) => {
    expect(await typesOf(doc, update)).toEqual([expected]);
  });
});

describe('hostile names', () => {
  test('__proto__ and constructor are data like any other', async () => {
    const collection = fresh();
    const doc: Fields = JSON.parse('{"_id":1,"__proto__":{"x":1},"constructor":{"y":2}}');
    await collection.insertOne(doc);
    await collection.updateOne(
      { _id: 1 },
      { $set: { '__proto__.polluted': true, 'constructor.prototype.z': 1 } },
    );
    const found = await collection.findOne({ '__proto__.polluted': true });
    expect(JSON.stringify(found)).toBe(
      '{"_id":1,"__proto__":{"x":1,"polluted":true},"constructor":{"y":2,"prototype":{"z":1}}}',
    );
    expect(await collection.countDocuments({ 'toString.name': { $exists: true } })).toBe(0);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('a field that starts with $ is refused in a replacement and in an _id', async () => {
    const collection = fresh();
    expect(await codeOf(collection.insertOne({ _id: { $x: 1 } as never }))).toBe(52);
    expect(await codeOf(collection.insertOne({ _id: [1] as never }))).toBe(53);
  });
});

test('a document of more than 16 MB is refused', async () => {
  const collection = fresh();
  await collection.insertOne({ _id: 1, a: Buffer.alloc(9_000_000) });
  expect(
    await codeOf(collection.updateOne({ _id: 1 }, { $set: { b: Buffer.alloc(9_000_000) } })),
  ).toBe(10334);
});
