import { Decimal128, Long, MinKey, Timestamp } from 'bson';
import {
  type EmbeddedMongo,
  startEmbeddedMongo,
} from '../../src/embedded-mongo/start-embedded-mongo.js';
import { failTest } from './contract/open-database.js';
import { openRawClient, type RawClient, socketPathOf } from './raw-client.js';

type Doc = Record<string, unknown>;

let server: EmbeddedMongo;
let client: RawClient;
beforeAll(async () => {
  server = await startEmbeddedMongo({ dir: null, onFatal: failTest });
  client = await openRawClient(socketPathOf(server.uri('x')));
  await run({ insert: 'full', documents: [{ _id: 1, a: [1] }] });
});
afterAll(async () => {
  client.close();
  await server.close();
});

const run = (command: Doc) => client.send({ ...command, $db: 'x' });

const update = (u: unknown, more: Doc = {}) => ({ update: 'c', updates: [{ q: {}, u, ...more }] });
const aggregate = (...pipeline: Doc[]) => ({ aggregate: 'c', pipeline, cursor: {} });
const index = (options: Doc, key: Doc = { a: 1 }) => ({
  createIndexes: 'c',
  indexes: [{ key, name: 'n', ...options }],
});

/** Each names something that MongoDB has and this server has not, and what the reply must name. */
const refusals: [Doc, number, string][] = [
  [{ mapReduce: 'c' }, 59, 'mapReduce'],
  [{ collMod: 'c' }, 59, 'collMod'],
  [{ renameCollection: 'x.c', to: 'x.d' }, 59, 'renameCollection'],
  [{ bulkWrite: 1 }, 59, 'bulkWrite'],
  [{ __proto__x: 1 }, 59, '__proto__x'],
  [{ constructor: 1 }, 59, 'constructor'],
  [{ find: 'c', hint: { a: 1 } }, 40415, 'find.hint'],
  [{ find: 'c', collation: { locale: 'th' } }, 40415, 'find.collation'],
  [{ find: 'c', tailable: true }, 40415, 'find.tailable'],
  [{ find: 'c', let: {} }, 40415, 'find.let'],
  [
    { insert: 'c', documents: [{}], bypassDocumentValidation: true },
    40415,
    'bypassDocumentValidation',
  ],
  [{ create: 'c', capped: true, size: 9 }, 40415, 'create.capped'],
  [{ create: 'c', validator: {} }, 40415, 'create.validator'],
  [{ create: 'c', timeseries: {} }, 40415, 'create.timeseries'],
  [{ create: 'c', viewOn: 'd' }, 40415, 'create.viewOn'],
  [{ ...update({ $set: { a: 1 } }), let: {} }, 40415, 'update.let'],
  [update({ $set: { a: 1 } }, { arrayFilters: [] }), 40415, 'update.updates.arrayFilters'],
  [update({ $set: { a: 1 } }, { sort: { a: 1 } }), 40415, 'update.updates.sort'],
  [
    { delete: 'c', deletes: [{ q: {}, limit: 1, collation: {} }] },
    40415,
    'delete.deletes.collation',
  ],
  [{ findAndModify: 'c', update: {}, arrayFilters: [] }, 40415, 'findAndModify.arrayFilters'],
  [{ ...aggregate(), explain: true }, 40415, 'aggregate.explain'],
  [{ find: 'c', filter: { $where: '1' } }, 2, '$where'],
  [{ find: 'c', filter: { $expr: {} } }, 2, '$expr'],
  [{ find: 'c', filter: { $text: {} } }, 2, '$text'],
  [{ find: 'c', filter: { $jsonSchema: {} } }, 2, '$jsonSchema'],
  [{ find: 'c', filter: { a: { $near: [0, 0] } } }, 2, '$near'],
  [{ find: 'c', filter: { a: { $mod: [2, 0] } } }, 2, '$mod'],
  [{ find: 'c', filter: { a: { $bitsAllSet: 1 } } }, 2, '$bitsAllSet'],
  [{ find: 'c', filter: { $or: [{ a: { $not: { $frob: 1 } } }] } }, 2, '$frob'],
  [{ find: 'c', filter: { a: { $elemMatch: { b: { $frob: 1 } } } } }, 2, '$frob'],
  [{ find: 'c', filter: { a: { $regex: 'a', $options: 'x' } } }, 51108, 'x'],
  [{ find: 'c', filter: { a: { $regex: '^(a+)+$' } } }, 51091, '+$'],
  [{ find: 'c', filter: { a: { $regex: 'a(?=b)' } } }, 51091, '(?=b)'],
  [{ find: 'c', filter: { a: { $regex: '[[:digit:]]' } } }, 51091, '[[:digit:]]'],
  [{ find: 'c', filter: { a: { $regex: '\\Qa.b' } } }, 51091, '\\Qa.b'],
  [{ find: 'c', sort: { a: { $meta: 'textScore' } } }, 15975, 'a'],
  [{ find: 'c', projection: { a: { $elemMatch: {} } } }, 31325, '$elemMatch'],
  [{ find: 'c', projection: { a: '$b' } }, 31325, 'a'],
  [{ find: 'c', projection: { 'a.$': 1 } }, 16410, 'a.$'],
  [{ find: 'c', filter: { $nor: [{ a: 1 }] } }, 2, '$nor'],
  [{ find: 'c', filter: { a: { $all: [1] } } }, 2, '$all'],
  [{ find: 'c', filter: { a: { $size: 1 } } }, 2, '$size'],
  [{ find: 'c', projection: { a: { $slice: 1 } } }, 31325, '$slice'],
  [{ refreshSessions: [] }, 59, 'refreshSessions'],
  [update({ $addToSet: { a: 1 } }), 9, '$addToSet'],
  [update({ $min: { a: 1 } }), 9, '$min'],
  [update({ $pop: { a: 1 } }), 9, '$pop'],
  [update({ $mul: { a: 2 } }), 9, '$mul'],
  [update({ $rename: { a: 'b' } }), 9, '$rename'],
  [update({ $currentDate: { a: true } }), 9, '$currentDate'],
  [update({ $bit: { a: { and: 1 } } }), 9, '$bit'],
  [update([{ $set: { a: 1 } }]), 9, 'pipeline'],
  [update({ $set: { 'a.$': 1 } }), 2, 'a.$'],
  [update({ $set: { 'a.$[].b': 1 } }), 2, 'a.$[].b'],
  [update({ $push: { a: { $each: [1], $position: 0 } } }), 2, '$position'],
  [aggregate({ $lookup: {} }), 40324, '$lookup'],
  [aggregate({ $set: {} }), 40324, '$set'],
  [aggregate({ $project: { a: { $add: [1] } } }), 168, '$add'],
  [aggregate({ $group: { _id: null, a: { $push: '$a' } } }), 15952, '$push'],
  [aggregate({ $merge: 'd' }), 40324, '$merge'],
  [aggregate({ $out: 'd' }), 40324, '$out'],
  [aggregate({ $facet: {} }), 40324, '$facet'],
  [aggregate({ $changeStream: {} }), 40324, '$changeStream'],
  [aggregate({ $group: { _id: null, a: { $stdDevPop: '$a' } } }), 15952, '$stdDevPop'],
  [aggregate({ $project: { a: { $dateTrunc: {} } } }), 168, '$dateTrunc'],
  [aggregate({ $project: { a: '$$NOW' } }), 17276, 'NOW'],
  [aggregate({ $unwind: { path: '$a', includeArrayIndex: 'i' } }), 28818, '$unwind'],
  [index({ expireAfterSeconds: 5 }), 197, 'expireAfterSeconds'],
  [index({ collation: { locale: 'th' } }), 197, 'collation'],
  [index({ hidden: true }), 197, 'hidden'],
  [index({ sparse: true }), 197, 'sparse'],
  [index({ wildcardProjection: {} }), 197, 'wildcardProjection'],
  [index({}, { a: 'text' }), 67, 'text'],
  [index({}, { a: '2dsphere' }), 67, '2dsphere'],
  [index({}, { a: 'hashed' }), 67, 'hashed'],
  [index({}, { '$**': 1 }), 67, '$**'],
  [index({ partialFilterExpression: { a: { $ne: 1 } } }), 67, '$ne'],
  [index({ partialFilterExpression: { $or: [{ a: 1 }] } }), 67, '$or'],
  [{ insert: 'c', documents: [{}], writeConcern: { w: 10 } }, 100, 'data-bearing'],
  [{ insert: 'c', documents: [{}], writeConcern: { w: 'tag' } }, 79, 'tag'],
  [{ insert: 'c', documents: [{}], writeConcern: { fsync: true } }, 40415, 'writeConcern.fsync'],
  [{ find: 'c', readConcern: { level: 'linearizable' } }, 72, 'linearizable'],
  [{ insert: 'c', documents: [{ a: Decimal128.fromString('1') }] }, 2, 'Decimal128'],
  [{ find: 'c', filter: { a: new MinKey() } }, 2, 'MinKey'],
  [{ insert: 'c', documents: [{ a: new Timestamp({ t: 1, i: 1 }) }] }, 2, 'Timestamp'],
  [{ find: 'a$b' }, 73, 'a$b'],
  [{ explain: { distinct: 'c', key: 'a' } }, 59, 'explain'],
  [{ delete: 'c', deletes: [{ limit: 0 }] }, 40414, 'deletes.q'],
  [{ delete: 'c', deletes: [{ q: null, limit: 0 }] }, 40414, 'deletes.q'],
  [{ delete: 'c', deletes: [{ q: {} }] }, 40414, 'deletes.limit'],
  [{ delete: 'c', deletes: [{ q: {}, limit: 2 }] }, 9, 'Got 2'],
  [{ update: 'c', updates: [{ u: { $set: { a: 1 } } }] }, 40414, 'updates.q'],
  [{ update: 'c', updates: [] }, 16, 'at least 1'],
  [{ ...update({ $set: { a: 1 } }, { multi: 'yes' }) }, 14, 'multi'],
  [{ find: 'c', maxTimeMS: -5 }, 51024, 'maxTimeMS'],
  [{ find: 'c', sort: { 'a..b': 1 } }, 16410, 'a..b'],
  [{ find: 'c', sort: { 'a.0': 1 } }, 2, 'a.0'],
  [{ distinct: 'c', key: 'a.0' }, 2, 'a.0'],
  [index({}, { 'a.0': 1 }), 67, 'a.0'],
  [{ find: 'c', filter: { a: { $type: [] } } }, 9, '$type'],
  [aggregate({ $unwind: '$$ROOT.a' }), 16410, '$$ROOT.a'],
  [aggregate({ $project: { a: { $dateToString: { date: '$a' } } } }), 18533, 'format'],
  [
    aggregate({ $project: { a: { $dateToString: { date: '$a', format: '$f' } } } }),
    18533,
    'format',
  ],
  [aggregate({ $group: { _id: { 'x.y': '$a' } } }), 16412, 'x.y'],
  [{ explain: { find: 'c', hint: 'a_1' } }, 40415, 'find.hint'],
];

/** Errors of single statements come inside a reply that is otherwise well. */
function refusalIn(reply: Doc): Doc {
  const [first] = (reply.writeErrors ?? []) as Doc[];
  return first ?? reply;
}

test.each(refusals)('%j is refused with %i', async (command, code, named) => {
  const onMissing = refusalIn(await run(command));
  expect(onMissing).toMatchObject({ code, errmsg: expect.stringContaining(named) });
  const name = Object.keys(command)[0] ?? '';
  if (command[name] !== 'c') return;
  expect(refusalIn(await run({ ...command, [name]: 'full' }))).toMatchObject({ code });
});

test('nothing refused has left a collection behind', async () => {
  const reply = await run({ listCollections: 1, nameOnly: true });
  expect(reply).toMatchObject({ cursor: { firstBatch: [{ name: 'full' }] } });
});

test('an _id that is null cannot be taken away either', async () => {
  await run({ insert: 'nameless', documents: [{ _id: null, a: 1 }] });
  const unset = { q: { a: 1 }, u: { $unset: { _id: 1 } } };
  expect(refusalIn(await run({ update: 'nameless', updates: [unset] }))).toMatchObject({
    code: 66,
  });
});

test('an unknown cursor is refused, an expired one likewise', async () => {
  const reply = await run({ getMore: Long.fromNumber(77), collection: 'full' });
  expect(reply).toMatchObject({ ok: 0, code: 43, codeName: 'CursorNotFound' });
});
