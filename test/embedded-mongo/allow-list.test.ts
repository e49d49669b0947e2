import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Long, UUID } from 'bson';
import { commandFields } from '../../src/embedded-mongo/allowed.js';
import {
  type EmbeddedMongo,
  startEmbeddedMongo,
} from '../../src/embedded-mongo/start-embedded-mongo.js';
import { failTest } from './contract/open-database.js';
import { demandOf, wholeTable } from './demand/demand-of.js';
import ofTheProduct from './demand/product.json';
import { openRawClient, type RawClient, socketPathOf } from './raw-client.js';

/*
 * The allow-list holds what somebody needs and nothing else: what the product's own tests were seen to
 * ask (demand/product.json; test/long/allow-list.long.test.ts watches them and renews it), and what a
 * curious operator types into mongosh.
 */

type Doc = Record<string, unknown>;

let server: EmbeddedMongo;
let client: RawClient;
beforeAll(async () => {
  server = await startEmbeddedMongo({ dir: null, onFatal: failTest });
  client = await openRawClient(socketPathOf(server.uri('x')));
});
afterAll(async () => {
  client.close();
  await server.close();
});

const lsid = { id: new UUID() };
const inTransaction = { lsid, txnNumber: Long.fromNumber(1), autocommit: false };
const admin = { $db: 'admin' };
const group = {
  _id: { province: { $substrCP: ['$tambon', 0, 2] }, isLate: { $gt: ['$at', '$due'] } },
  n: { $sum: 1 },
  baht: { $sum: { $cond: [{ $and: [{ $ne: ['$baht', null] }, '$baht'] }, '$baht', 0] } },
  mean: { $avg: '$baht' },
  first: { $min: '$at' },
  last: { $max: '$at' },
};
const perDay = {
  _id: {
    $dateToString: { date: { $toDate: '$at' }, format: '%Y-%m-%d', timezone: 'Asia/Bangkok' },
  },
  early: { $sum: { $cond: [{ $or: [{ $lt: ['$at', 9] }, { $lte: ['$at', 9] }] }, 1, 0] } },
  even: { $sum: { $cond: [{ $or: [{ $eq: ['$n', 2] }, { $gte: ['$n', 4] }] }, 1, 0] } },
};

/** As mongosh sends them, each with what was typed. */
const typed: readonly [string, Doc][] = [
  ['mongosh', { hello: 1, ...admin }],
  ['an older shell', { isMaster: 1, ...admin }],
  ['mongosh', { buildInfo: 1, ...admin }],
  ['mongosh', { ping: 1, ...admin }],
  ['show dbs', { listDatabases: 1, nameOnly: true, authorizedDatabases: true, ...admin }],
  ['db.adminCommand()', { listDatabases: 1, filter: { name: 'x' }, ...admin }],
  ['db.createCollection("r")', { create: 'r' }],
  [
    'db.r.createIndex({round: 1, at: -1}), as GridFS asks too',
    {
      createIndexes: 'r',
      indexes: [
        { key: { round: 1, at: -1 }, name: 'round_1_at_-1', background: true },
        {
          key: { holder: 1 },
          name: 'holder_1',
          unique: true,
          partialFilterExpression: { holder: { $exists: true }, n: { $gt: 0 }, kind: { $eq: 'a' } },
        },
      ],
    },
  ],
  [
    'db.r.insertMany([…])',
    {
      insert: 'r',
      documents: [
        {
          _id: 1,
          round: 'a',
          n: 1,
          at: 5e12,
          due: 4e12,
          baht: 5,
          tambon: '110101',
          list: [{ v: 1 }],
        },
        { _id: 2, round: 'a', n: 2, at: 6e12, due: 7e12, tambon: '120101', list: [] },
      ],
      ordered: true,
      writeConcern: { w: 'majority', j: true, wtimeout: 5_000 },
    },
  ],
  [
    'show collections',
    { listCollections: 1, nameOnly: true, filter: {}, cursor: { batchSize: 9 } },
  ],
  ['show collections', { listCollections: 1, nameOnly: true, authorizedCollections: true }],
  ['db.r.getIndexes()', { listIndexes: 'r', cursor: { batchSize: 9 } }],
  [
    'db.r.find({…})',
    { find: 'r', filter: { $and: [{ n: { $eq: 1 } }, { n: { $not: { $in: [7] } } }] } },
  ],
  [
    'db.r.find({…})',
    { find: 'r', filter: { round: { $regex: '^A', $options: 'i' }, n: { $exists: true } } },
  ],
  ['db.r.find({…})', { find: 'r', filter: { list: { $elemMatch: { v: { $gte: 1 } } } } }],
  [
    'db.r.find().sort().skip().limit().maxTimeMS().readConcern()',
    {
      find: 'r',
      projection: { n: 1 },
      sort: { at: -1 },
      skip: 1,
      limit: 5,
      singleBatch: true,
      maxTimeMS: 1_000,
      readConcern: { level: 'majority' },
      $readPreference: { mode: 'primary' },
    },
  ],
  [
    'db.r.count()',
    { count: 'r', query: { n: 1 }, skip: 0, limit: 9, readConcern: { level: 'local' } },
  ],
  ['db.r.distinct("round")', { distinct: 'r', key: 'round', query: {} }],
  [
    'db.r.aggregate([…])',
    {
      aggregate: 'r',
      pipeline: [
        { $match: { n: { $gt: 0 } } },
        { $group: group },
        { $sort: { n: -1 } },
        { $limit: 5 },
      ],
      cursor: { batchSize: 9 },
    },
  ],
  ['messages a day', { aggregate: 'r', pipeline: [{ $group: perDay }], cursor: {} }],
  [
    'versions of reports',
    {
      aggregate: 'r',
      pipeline: [
        { $unwind: '$list' },
        { $project: { v: '$list.v' } },
        { $skip: 0 },
        { $count: 'n' },
      ],
      cursor: {},
    },
  ],
  [
    'db.r.find().explain()',
    { explain: { find: 'r', filter: { n: 1 } }, verbosity: 'queryPlanner' },
  ],
  [
    'db.r.explain().aggregate()',
    { explain: { aggregate: 'r', pipeline: [], cursor: {} }, verbosity: 'queryPlanner' },
  ],
  ['db.r.explain().count()', { explain: { count: 'r', query: {} }, verbosity: 'executionStats' }],
  [
    'a correction by hand',
    { update: 'r', updates: [{ q: { _id: 1 }, u: { $unset: { due: '' } }, multi: false }] },
  ],
  [
    'db.r.findOneAndUpdate({…})',
    {
      findAndModify: 'r',
      query: { _id: 2 },
      update: { $push: { list: { $each: [{ v: 2 }] } } },
      fields: { list: 1 },
      new: true,
    },
  ],
  ['db.r.deleteOne({…})', { delete: 'r', deletes: [{ q: { _id: 7 }, limit: 1 }], ordered: true }],
  [
    'session.startTransaction()',
    { find: 'r', batchSize: 1, startTransaction: true, ...inTransaction },
  ],
  ['… aggregate', { aggregate: 'r', pipeline: [{ $count: 'n' }], cursor: {}, ...inTransaction }],
  ['… findAndModify', { findAndModify: 'r', query: { _id: 1 }, remove: true, ...inTransaction }],
  ['session.abortTransaction()', { abortTransaction: 1, ...inTransaction, ...admin }],
  ['exit', { endSessions: [lsid], ...admin }],
  ['db.r.dropIndex("…")', { dropIndexes: 'r', index: 'round_1_at_-1' }],
  ['db.r.drop()', { drop: 'r' }],
  ['db.dropDatabase()', { dropDatabase: 1 }],
];

const seen = new Set<string>(ofTheProduct);

test.each(typed)('%s', async (_name, command) => {
  const asked = { ...command, $db: command.$db ?? 'x' };
  expect(await client.send(asked)).toMatchObject({ ok: 1 });
  for (const item of demandOf(asked)) seen.add(item);
});

test('an iterated cursor', async () => {
  const numbers = Array.from({ length: 9 }, (_, _id) => ({ _id }));
  await client.send({ insert: 'n', documents: numbers, $db: 'x' });
  const more = async (command: Doc) => {
    for (const item of demandOf(command)) seen.add(item);
    return (await client.send(command)) as { cursor: { id: unknown; nextBatch: unknown } };
  };
  const session = { lsid, txnNumber: Long.fromNumber(2), autocommit: false, $db: 'x' };
  const first = await more({ find: 'n', batchSize: 2, startTransaction: true, ...session });
  const { id } = first.cursor;
  const second = await more({ getMore: id, collection: 'n', batchSize: 2, ...session });
  expect(second.cursor.nextBatch).toEqual([{ _id: 2 }, { _id: 3 }]);
  expect(await more({ killCursors: 'n', cursors: [id], ...session })).toMatchObject({
    cursorsKilled: [id],
  });
});

test('everything on the list is asked for by somebody, and everything asked for is on it', () => {
  const table = wholeTable();
  const lacking = [...seen].filter((item) => !table.has(item));
  const unused = [...table].filter((item) => !seen.has(item));
  expect({ lacking, unused }).toEqual({ lacking: [], unused: [] });
});

test('the README names every operator, stage and command', () => {
  const readme = readFileSync(join(__dirname, '../../src/embedded-mongo/README.md'), 'utf8');
  const names = [...wholeTable()]
    .map((item) => item.split(' ').at(-1) ?? '')
    .filter((name) => name.startsWith('$') && !['$db', '$readPreference'].includes(name));
  const all = [...names, ...Object.keys(commandFields)];
  expect(all.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
