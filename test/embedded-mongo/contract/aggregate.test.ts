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
    },
    {
      _id: 'b',
      n: 1,
      total: 2.5,
      least: 2.5,
      most: 2.5,
      mean: 2.5,
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
});

test.each<[unknown, unknown]>([
  ['$who.name', 'Ann'],
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
  [{ $eq: ['$missing', null] }, false],
  [{ $lt: ['$missing', null] }, true],
  [{ $ne: ['$kind', 'a'] }, false],
  [{ $gte: ['text', 5] }, true],
  [{ $lte: [5, 5] }, true],
  [{ $and: [1, '$kind', true] }, true],
  [{ $or: [0, null, '$missing'] }, false],
  [{ $substrCP: ['กขคง', 1, 2] }, 'ขค'],
  [{ $substrCP: ['$missing', 0, 2] }, ''],
  [{ $toDate: 5.5e11 }, new Date(5.5e11)],
  [{ $toDate: '$missing' }, null],
])('%j', async (expression, expected) => {
  expect(await computed(expression)).toEqual(expected);
});

test.each<[Fields, number]>([
  [{ $frob: 1 }, 40324],
  [{ $project: { a: { $frob: 1 } } }, 168],
  [{ $group: { _id: null, a: { $frob: 1 } } }, 15952],
  [{ $group: { a: { $sum: 1 } } }, 15955],
  [{ $match: { a: { $frob: 1 } } }, 2],
  [{ $project: { a: { $cond: ['$n', 1] } } }, 16020],
  [
    { $project: { a: { $dateToString: { date: '$at', format: '%Y', timezone: 'Asia/Nowhere' } } } },
    40485,
  ],
  [
    { $project: { a: { $dateToString: { date: '$at', format: '%Y', timezone: 'asia/bangkok' } } } },
    40485,
  ],
  [{ $project: { a: { $toDate: '$n' } } }, 241],
  [{ $match: { _id: 4 }, $skip: 1 }, 40323],
  [{ $group: { _id: null, s: { $sum: ['$n', '$n'] } } }, 40237],
  [{ $project: {} }, 51272],
  [{ $project: { a: {} } }, 51270],
  [{ $project: { a: { $cond: { if: 1, else: 2 } } } }, 17082],
  [{ $project: { a: '$a.$b' } }, 16410],
])('refused: %j', async (stage, code) => {
  expect(await codeOf(run(stage))).toBe(code);
});

const inBangkok = (at: string, format: string) =>
  computed({ $dateToString: { date: new Date(at), format, timezone: 'Asia/Bangkok' } });

test('a day, month and year in Bangkok begin at 17:00 UTC', async () => {
  expect(await inBangkok('2021-02-28T16:59:59.999Z', '%Y-%m-%d %H:%M:%S')).toBe(
    '2021-02-28 23:59:59',
  );
  expect(await inBangkok('2021-02-28T17:00:00Z', '%Y-%m-%d %H:%M')).toBe('2021-03-01 00:00');
  expect(await inBangkok('2024-02-28T17:00:00Z', '%d/%m')).toBe('29/02');
  expect(await inBangkok('2021-12-31T17:00:00Z', '%Y')).toBe('2022');
  const format = '%Y-%m-%d';
  expect(await computed({ $dateToString: { date: new Date(0), format } })).toBe('1970-01-01');
  expect(await computed({ $dateToString: { date: '$missing', format } })).toBeNull();
  const early = new Date('0999-03-04T00:00:00Z');
  expect(await computed({ $dateToString: { date: early, format } })).toBe('0999-03-04');
});

test('a sum of fractions loses nothing, one of whole numbers becomes a double before it overflows', async () => {
  const sums = open.db.collection('sums');
  const { Long } = mongoose.mongo;
  await sums.insertMany([
    ...Array.from({ length: 10 }, () => ({ k: 'tenths', n: 0.1 })),
    ...[1e16, 1.5, -1e16].map((n) => ({ k: 'far apart', n })),
    ...[Long.MAX_VALUE, 1].map((n) => ({ k: 'too large', n })),
    ...[2_147_483_647, 1].map((n) => ({ k: 'long', n })),
  ]);
  const groups = await sums
    .aggregate([{ $group: { _id: '$k', n: { $sum: '$n' } } }, { $sort: { _id: 1 } }])
    .toArray();
  expect(groups).toEqual([
    { _id: 'far apart', n: 1.5 },
    { _id: 'long', n: 2_147_483_648 },
    { _id: 'tenths', n: 1 },
    { _id: 'too large', n: 2 ** 63 },
  ]);
});

test('a computed field goes into every element of an array', async () => {
  const lists = open.db.collection<{ _id: number }>('lists');
  await lists.insertOne({ _id: 1, a: [1, { c: 2 }], x: 7 } as never);
  const found = await lists.aggregate([{ $project: { 'a.b': '$x' } }]).toArray();
  expect(found).toEqual([{ _id: 1, a: [{ b: 7 }, { b: 7 }] }]);
});

test('dates group by their day in Bangkok', async () => {
  const days = open.db.collection('days');
  const moments = ['2021-01-31T16:00:00Z', '2021-01-31T17:00:00Z', '2021-02-01T16:59:00Z'];
  await days.insertMany(moments.map((moment) => ({ at: Date.parse(moment) })));
  const day = {
    $dateToString: {
      date: { $toDate: '$at' },
      format: '%Y-%m-%d',
      timezone: 'Asia/Bangkok',
    },
  };
  const groups = await days
    .aggregate([{ $group: { _id: day, n: { $sum: 1 } } }, { $sort: { _id: 1 } }])
    .toArray();
  expect(groups).toEqual([
    { _id: '2021-01-31', n: 1 },
    { _id: '2021-02-01', n: 2 },
  ]);
});
