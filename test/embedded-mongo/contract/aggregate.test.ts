import mongoose from 'mongoose';
import { codeOf, type Fields, type OpenDatabase, openDatabase } from './open-database.js';

let open: OpenDatabase;
let collection: ReturnType<OpenDatabase['db']['collection']>;

const docs: Fields[] = [
  { _id: 1, kind: 'a', n: 5, tags: ['x', 'y'], at: new Date(0), who: { name: 'Ann' } },
  { _id: 2, kind: 'b', n: 2.5, tags: [], at: new Date(1000), who: { name: 'Bea' } },
  { _id: 3, kind: 'a', n: mongoose.mongo.Long.fromNumber(7), who: { name: 'Cay' } },
  { _id: 4, n: null },
];

beforeAll(async () => {
  open = await openDatabase();
  collection = open.db.collection('agg');
  await collection.insertMany(docs as never);
});
afterAll(() => open.close());

const run = (...pipeline: Fields[]) => collection.aggregate(pipeline).toArray();

/** The value of one expression for the first document. */
async function computed(expression: unknown): Promise<unknown> {
  const [found] = await run({ $match: { _id: 1 } }, { $project: { _id: 0, value: expression } });
  return found?.value;
}

test('match, group, sort', async () => {
  const groups = await run(
    { $match: { _id: { $lte: 3 } } },
    {
      $group: {
        _id: '$kind',
        n: { $sum: 1 },
        total: { $sum: '$n' },
        least: { $min: '$n' },
        most: { $max: '$n' },
        mean: { $avg: '$n' },
        first: { $first: '$_id' },
        last: { $last: '$_id' },
        all: { $push: '$_id' },
        kinds: { $addToSet: '$kind' },
      },
    },
    { $sort: { _id: 1 } },
  );
  expect(groups).toEqual([
    {
      _id: 'a',
      n: 2,
      total: 12,
      least: 5,
      most: 7,
      mean: 6,
      first: 1,
      last: 3,
      all: [1, 3],
      kinds: ['a'],
    },
    {
      _id: 'b',
      n: 1,
      total: 2.5,
      least: 2.5,
      most: 2.5,
      mean: 2.5,
      first: 2,
      last: 2,
      all: [2],
      kinds: ['b'],
    },
  ]);
});

test('a missing group key is null, a document can be the key', async () => {
  const groups = await run({ $group: { _id: '$kind', n: { $sum: 1 } } }, { $sort: { _id: 1 } });
  expect(groups.map((group) => group._id)).toEqual([null, 'a', 'b']);
  const pairs = await run({ $group: { _id: { k: '$kind', t: '$tags' } } }, { $count: 'n' });
  expect(pairs).toEqual([{ n: 4 }]);
});

test('sort, skip, limit and count', async () => {
  const ids = await run(
    { $sort: { _id: -1 } },
    { $skip: 1 },
    { $limit: 2 },
    { $project: { _id: 1 } },
  );
  expect(ids).toEqual([{ _id: 3 }, { _id: 2 }]);
  expect(await run({ $limit: 3 }, { $count: 'n' })).toEqual([{ n: 3 }]);
  expect(await run({ $match: { _id: 99 } }, { $count: 'n' })).toEqual([]);
});

test('unwind', async () => {
  const tags = [{ $project: { tags: 1 } }, { $unwind: '$tags' }];
  expect(await run(...tags)).toEqual([
    { _id: 1, tags: 'x' },
    { _id: 1, tags: 'y' },
  ]);
  const keeping = { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } };
  expect(await run(keeping, { $project: { tags: 1 } }, { $sort: { _id: 1 } })).toEqual([
    { _id: 1, tags: 'x' },
    { _id: 1, tags: 'y' },
    { _id: 2 },
    { _id: 3 },
    { _id: 4 },
  ]);
});

test.each<[unknown, unknown]>([
  ['$who.name', 'Ann'],
  [{ $literal: '$who' }, '$who'],
  [{ $cond: [{ $gt: ['$n', 4] }, 'big', 'small'] }, 'big'],
  [
    {
      $cond: Object.fromEntries([
        ['if', '$missing'],
        ['then', 1],
        ['else', 2],
      ]),
    },
    2,
  ],
  [{ $ifNull: ['$missing', 'else'] }, 'else'],
  [{ $eq: ['$missing', null] }, false],
  [{ $lt: ['$missing', null] }, true],
  [{ $ne: ['$kind', 'a'] }, false],
  [{ $gte: ['text', 5] }, true],
  [{ $lte: [5, 5] }, true],
  [{ $and: [1, '$kind', true] }, true],
  [{ $or: [0, null, '$missing'] }, false],
  [{ $not: ['$kind'] }, false],
  [{ $add: ['$n', 1, 0.5] }, 6.5],
  [{ $add: ['$n', null] }, null],
  [{ $subtract: ['$n', 7] }, -2],
  [{ $multiply: ['$n', 3] }, 15],
  [{ $divide: ['$n', 2] }, 2.5],
  [{ $substrCP: ['กขคง', 1, 2] }, 'ขค'],
  [{ $concat: ['$kind', '-', '$who.name'] }, 'a-Ann'],
  [{ $toString: '$n' }, '5'],
])('%j', async (expression, expected) => {
  expect(await computed(expression)).toEqual(expected);
});

test.each<[Fields, number]>([
  [{ $frob: 1 }, 40324],
  [{ $project: { a: { $frob: 1 } } }, 168],
  [{ $group: { _id: null, a: { $frob: 1 } } }, 15952],
  [{ $group: { a: { $sum: 1 } } }, 15955],
  [{ $match: { a: { $frob: 1 } } }, 2],
  [{ $project: { a: { $divide: [1, 0] } } }, 2],
])('refused: %j', async (stage, code) => {
  expect(await codeOf(run(stage))).toBe(code);
});

test('no stage changes what is stored', async () => {
  await run(
    { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } },
    { $project: { who: { name: 0 }, tags: 0 } },
    { $group: { _id: null, all: { $push: '$who' } } },
    { $unwind: '$all' },
    { $project: { 'all.more': { $concat: ['x', 'y'] }, again: '$_id' } },
  );
  expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual(
    docs.map((doc) => (doc._id === 3 ? { ...doc, n: 7 } : doc)),
  );
});
