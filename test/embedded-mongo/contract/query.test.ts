import mongoose from 'mongoose';
import {
  codeOf,
  type Fields,
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

/** The `_id`s that a filter finds among the documents, in order. */
async function idsFound(docs: Fields[], filter: Fields): Promise<unknown[]> {
  const collection = open.db.collection(`q${new ObjectId()}`);
  await collection.insertMany(docs.map((doc, i) => ({ _id: i as never, ...doc })));
  return (await collection.find(filter).sort({ _id: 1 }).toArray()).map((doc) => doc._id);
}

const values: Fields[] = [
  { a: 1 },
  { a: 'x' },
  { a: null },
  {},
  { a: [1, 5] },
  { a: { b: 2 } },
  { a: [{ b: 2 }, { b: 7 }] },
  { a: [] },
  { a: true },
  { a: new Date(5) },
];

describe('what a filter matches', () => {
  test.each<[string, Fields, number[]]>([
    ['equality also inside arrays', { a: 1 }, [0, 4]],
    ['null is null or missing', { a: null }, [2, 3]],
    ['negation includes missing', { a: { $ne: 1 } }, [1, 2, 3, 5, 6, 7, 8, 9]],
    ['range stays within one type', { a: { $gt: 0 } }, [0, 4]],
    ['both ends may be met by different elements', { a: { $gt: 4, $lt: 2 } }, [4]],
    ['$gte null is equality with null', { a: { $gte: null } }, [2, 3]],
    ['$in with null', { a: { $in: ['x', null] } }, [1, 2, 3]],
    ['$nin', { a: { $nin: ['x', null, 1] } }, [5, 6, 7, 8, 9]],
    ['$exists', { a: { $exists: false } }, [3]],
    ['$exists: nothing on the path', { 'a.b': { $exists: false } }, [0, 1, 2, 3, 4, 7, 8, 9]],
    ['$exists inside $not', { a: { $not: { $exists: true } } }, [3]],
    ['$type by name', { a: { $type: 'string' } }, [1]],
    ['$type number looks into arrays', { a: { $type: 'number' } }, [0, 4]],
    ['$type array', { a: { $type: 'array' } }, [4, 6, 7]],
    ['a dotted path through arrays', { 'a.b': 2 }, [5, 6]],
    ['a numeric part is an element', { 'a.1': 5 }, [4]],
    ['$elemMatch on documents', { a: { $elemMatch: { b: { $gt: 2 } } } }, [6]],
    ['$elemMatch on values', { a: { $elemMatch: { $gt: 1, $lt: 9 } } }, [4]],
    ['$not', { a: { $not: { $gt: 0 } } }, [1, 2, 3, 5, 6, 7, 8, 9]],
    ['a whole sub-document', { a: { b: 2 } }, [5, 6]],
    ['$or', { $or: [{ a: 'x' }, { a: true }] }, [1, 8]],
    ['$and of two', { $and: [{ a: { $gt: 0 } }, { a: { $lt: 2 } }] }, [0, 4]],
    ['a regular expression', { a: /^X/i }, [1]],
    ['$regex with $options', { a: { $regex: '^X', $options: 'i' } }, [1]],
    ['dates', { a: { $gte: new Date(5) } }, [9]],
  ])('%s', async (_name, filter, expected) => {
    expect(await idsFound(values, filter)).toEqual(expected);
  });

  test('the order of fields in a sub-document counts', async () => {
    const docs = [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }];
    expect(await idsFound(docs, { a: { x: 1, y: 2 } })).toEqual([0]);
  });

  test('a field does not exist when no element of an array has it', async () => {
    const docs = [{ a: [{ b: 1 }, {}] }, { a: [{}, { c: 1 }] }, { a: [] }];
    expect(await idsFound(docs, { 'a.b': { $exists: false } })).toEqual([1, 2]);
    expect(await idsFound(docs, { 'a.b': null })).toEqual([0, 1]);
  });

  test.each<[string, Fields, number[]]>([
    ['a number on the way reaches the element itself', { 'a.0': 1 }, []],
    ['… and compares it as a whole', { 'a.0': [1, 2] }, [0]],
    ['… and nothing through what is no document', { 'a.0.b': null }, []],
    ['$elemMatch on values does not look into an element', { a: { $elemMatch: { $gt: 1 } } }, [1]],
    ['$elemMatch takes an array for a document', { a: { $elemMatch: { b: null } } }, [0]],
    ['$elemMatch with a negation', { a: { $elemMatch: { $ne: 2 } } }, [0]],
  ])('of arrays in arrays: %s', async (_name, filter, expected) => {
    expect(await idsFound([{ a: [[1, 2]] }, { a: [2] }], filter)).toEqual(expected);
  });

  test('$eq with a pattern is the stored pattern, $regex is both', async () => {
    const docs = [{ a: 'abc' }, { a: /b/ }];
    expect(await idsFound(docs, { a: { $eq: /b/ } })).toEqual([1]);
    expect(await idsFound(docs, { a: /b/ })).toEqual([0, 1]);
    expect(await codeOf(idsFound(docs, { a: { $ne: /b/ } }))).toBe(2);
  });

  test.each<[string, string, string]>([
    ['^.$', '', '😀'],
    ['^[^a]$', '', '😀'],
    ['b$', '', 'b\n'],
    ['a.b', '', 'a\u2028b'],
    ['a.b', 's', 'a\nb'],
    ['^b', 'm', 'a\nb'],
    ['a$', 'm', 'a\nb'],
    ['ก\\-ข', '', 'ก-ข'],
    ['^ก\\ \\@ข', '', 'ก @ข'],
    ['^[ก-ฮ]+$', '', 'กขค'],
    ['^(?:A|b)c$', 'i', 'ac'],
    ['^[\\w.-]+@x{2,3}$', '', 'a.b-c@xx'],
  ])('/%s/%s', async (pattern, options, text) => {
    const found = await idsFound([{ a: text }], { a: { $regex: pattern, $options: options } });
    expect(found).toEqual([0]);
  });

  test.each<[string, string, string]>([
    ['^b', 'm', 'x\rb'],
    ['^\\s$', '', '\u00a0'],
    ['^a.b$', '', 'a\nb'],
  ])('/%s/%s does not find %j', async (pattern, options, text) => {
    const found = await idsFound([{ a: text }], { a: { $regex: pattern, $options: options } });
    expect(found).toEqual([]);
  });

  test('numbers are equal across their types', async () => {
    const docs = [{ a: new Int32(4) }, { a: new Double(4) }, { a: Long.fromNumber(4) }];
    expect(await idsFound(docs, { a: 4 })).toEqual([0, 1, 2]);
  });

  test('longs beyond 2^53 stay apart', async () => {
    const docs = ['9007199254740993', '9007199254740992'].map((a) => ({ a: Long.fromString(a) }));
    expect(await idsFound(docs, { a: Long.fromString('9007199254740993') })).toEqual([0]);
  });
});

test('sorting orders across types and takes the least or greatest element of an array', async () => {
  const collection = open.db.collection<Stored>('sorted');
  const docs = [true, 'b', 3, null, [2, 9], { x: 1 }, new Date(1), 'a', Long.fromNumber(2), []];
  await collection.insertMany(docs.map((a, i) => ({ _id: i, a })));
  const ids = async (direction: 1 | -1) =>
    (await collection.find().sort({ a: direction, _id: 1 }).toArray()).map((doc) => doc._id);
  expect(await ids(1)).toEqual([9, 3, 4, 8, 2, 7, 1, 5, 0, 6]);
  expect(await ids(-1)).toEqual([6, 0, 5, 1, 7, 4, 2, 8, 3, 9]);
});

test('of an array on the way an element that is no document counts as null', async () => {
  const collection = open.db.collection<Stored>('scalars');
  await collection.insertMany([
    { _id: 0, a: [5, { b: 2 }] },
    { _id: 1, a: [{ b: 1 }] },
  ]);
  const found = await collection.find().sort({ 'a.b': 1 }).toArray();
  expect(found.map((doc) => doc._id)).toEqual([0, 1]);
  await collection.createIndex({ 'a.b': 1 }, { unique: true });
  expect(await codeOf(collection.insertOne({ _id: 2, z: 1 }))).toBe(11000);
});

test('an array of half a million elements is sorted by', async () => {
  const collection = open.db.collection<Stored>('long');
  await collection.insertOne({ _id: 1, a: Array.from({ length: 600_000 }, (_, i) => i) });
  expect(
    await collection
      .find({}, { projection: { _id: 1 } })
      .sort({ a: 1 })
      .toArray(),
  ).toEqual([{ _id: 1 }]);
});

test('skip, limit and batches together return every document once', async () => {
  const collection = open.db.collection<Stored>('batches');
  await collection.insertMany(Array.from({ length: 350 }, (_, i) => ({ _id: i })));
  const found = await collection
    .find()
    .sort({ _id: 1 })
    .skip(20)
    .limit(300)
    .batchSize(70)
    .toArray();
  expect(found.map((doc) => doc._id)).toEqual(Array.from({ length: 300 }, (_, i) => i + 20));
  expect(await collection.find().toArray()).toHaveLength(350);
});

test('a batch ends before 16 MB', async () => {
  const collection = open.db.collection('large');
  for (let i = 0; i < 3; i++) await collection.insertOne({ bytes: Buffer.alloc(7_000_000, i) });
  const found = await collection.find().toArray();
  expect(found.map((doc) => doc.bytes.length())).toEqual([7_000_000, 7_000_000, 7_000_000]);
});

describe('projection', () => {
  const doc = { _id: 1, a: { b: 1, c: 2 }, list: [{ x: 1, y: 2 }, { x: 3 }], m: [1, 2, 3, 4] };
  test.each<[Fields, Fields]>([
    [{ 'a.b': 1 }, { _id: 1, a: { b: 1 } }],
    [{ a: { b: 1 }, _id: 0 }, { a: { b: 1 } }],
    [{ 'list.x': 1 }, { _id: 1, list: [{ x: 1 }, { x: 3 }] }],
    [{ a: 0, list: 0, m: 0 }, { _id: 1 }],
    [
      { 'list.y': 0, a: 0, m: 0 },
      { _id: 1, list: [{ x: 1 }, { x: 3 }] },
    ],
    [{ missing: 1 }, { _id: 1 }],
  ])('%j', async (projection, expected) => {
    const collection = open.db.collection<Stored>('projected');
    await collection.replaceOne({ _id: 1 }, doc, { upsert: true });
    expect(await collection.findOne({}, { projection })).toEqual(expected);
  });

  test('a mixture is refused', async () => {
    const find = open.db.collection('projected').findOne({}, { projection: { a: 1, b: 0 } });
    expect(await codeOf(find)).toBe(31254);
  });
});

test('distinct opens arrays, count counts', async () => {
  const collection = open.db.collection('counted');
  await collection.insertMany([{ a: [1, 2] }, { a: 2 }, { b: 1 }]);
  expect(await collection.distinct('a')).toEqual([1, 2]);
  expect(await collection.countDocuments({ a: 2 })).toBe(2);
  expect(await collection.estimatedDocumentCount()).toBe(3);
});

test('an unknown operator is refused also where there is no collection', async () => {
  const collection = open.db.collection('never-made');
  expect(await codeOf(collection.findOne({ a: { $frob: 1 } }))).toBe(2);
  expect(await codeOf(collection.countDocuments({ $frob: 1 }))).toBe(2);
});
