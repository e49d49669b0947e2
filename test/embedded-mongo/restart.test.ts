import { Long, UUID } from 'bson';
import mongoose from 'mongoose';
import {
  type EmbeddedMongo,
  startEmbeddedMongo,
} from '../../src/embedded-mongo/start-embedded-mongo.js';
import { failTest } from './contract/open-database.js';
import { openRawClient, type RawClient, socketPathOf } from './raw-client.js';
import { temporaryFolder } from './temporary-folder.js';

type Doc = Record<string, unknown>;

let server: EmbeddedMongo;
let client: RawClient;

async function start(): Promise<void> {
  server = await startEmbeddedMongo({ dir, onFatal: failTest });
  client = await openRawClient(socketPathOf(server.uri('r')));
}
async function stop(): Promise<void> {
  client.close();
  await server.close();
}
async function restart(): Promise<void> {
  await stop();
  await start();
}
beforeAll(start);
afterAll(stop);
const dir = temporaryFolder();

const run = (command: Doc) => client.send({ ...command, $db: command.$db ?? 'r' });
const newSession = () => ({ lsid: { id: new UUID() } });
const number = (n: number) => ({ txnNumber: Long.fromNumber(n) });
const inTransaction = { autocommit: false };
const incOf = (_id: number) => ({
  update: 'counters',
  updates: [{ q: { _id }, u: { $inc: { n: 1 } }, upsert: true }],
});
async function counter(_id: number): Promise<unknown> {
  const { cursor } = await run({ find: 'counters', filter: { _id } });
  return ((cursor as Doc).firstBatch as Doc[])[0]?.n;
}

test('documents of every type, indexes and collections come back as they were', async () => {
  const { Binary, Double, ObjectId } = mongoose.mongo;
  const doc = {
    _id: new ObjectId(),
    whole: new Double(42),
    long: Long.fromString('9007199254740993'),
    date: new Date(5),
    bytes: new Binary(Buffer.from([1, 2]), 0),
    nothing: null,
    text: 'ก\u0000',
    list: [1, { deep: [] }],
    pattern: /^a/i,
  };
  const connection = await mongoose.mongo.MongoClient.connect(server.uri('r'), {
    promoteValues: false,
  });
  await connection.db().collection('kinds').insertOne(doc);
  const stored = await connection.db().collection('kinds').findOne();
  await connection
    .db()
    .collection('kinds')
    .createIndex(
      { whole: 1 },
      { unique: true, partialFilterExpression: { whole: { $exists: true } } },
    );
  await connection.db().createCollection('empty');
  await connection.close();
  await restart();
  const again = await mongoose.mongo.MongoClient.connect(server.uri('r'), { promoteValues: false });
  expect(await again.db().collection('kinds').find({ whole: 42 }).toArray()).toEqual([stored]);
  const twin = again.db().collection('kinds').insertOne({ whole: 42 });
  await expect(twin).rejects.toThrow('E11000');
  expect(await again.db().listCollections({ name: 'empty' }).toArray()).toHaveLength(1);
  await again.db().collection('kinds').drop();
  await again.close();
  await restart();
  expect(await run({ listIndexes: 'kinds' })).toMatchObject({ code: 26 });
});

test('a retried write is applied once, before and after a restart', async () => {
  const session = newSession();
  const write = { ...incOf(1), ...session, ...number(1) };
  const reply = await run(write);
  expect(await run(write)).toEqual(reply);
  await restart();
  expect(await run(write)).toEqual(reply);
  expect(await counter(1)).toBe(1);
  expect(await run({ ...write, ...number(2) })).toMatchObject({ n: 1 });
  expect(await counter(1)).toBe(2);
  expect(await run(write)).toMatchObject({ code: 225 });
});

test('a retry that overtakes its first attempt waits for it', async () => {
  const holder = { ...newSession(), ...number(1), ...inTransaction };
  await run({ ...incOf(5), ...holder, startTransaction: true });
  const write = { ...incOf(5), ...newSession(), ...number(1) };
  const second = await openRawClient(socketPathOf(server.uri('r')));
  const first = run(write);
  const retry = second.send({ ...write, $db: 'r' });
  const third = await openRawClient(socketPathOf(server.uri('r')));
  await third.send({ commitTransaction: 1, ...holder, $db: 'admin' });
  expect(await first).toEqual(await retry);
  second.close();
  third.close();
  expect(await counter(5)).toBe(2);
});

test('a repeated commit succeeds and changes nothing, before and after a restart', async () => {
  const session = { ...newSession(), ...number(7), ...inTransaction };
  await run({ ...incOf(2), ...session, startTransaction: true });
  const commit = { commitTransaction: 1, ...session, $db: 'admin' };
  expect(await run(commit)).toEqual({ ok: 1 });
  expect(await run(commit)).toEqual({ ok: 1 });
  await restart();
  expect(await run(commit)).toEqual({ ok: 1 });
  expect(await counter(2)).toBe(1);
  expect(await run({ abortTransaction: 1, ...session, $db: 'admin' })).toMatchObject({ code: 256 });
});

test('a transaction that was open at the end is gone', async () => {
  const session = { ...newSession(), ...number(1), ...inTransaction };
  await run({ ...incOf(3), ...session, startTransaction: true });
  await restart();
  expect(await run({ commitTransaction: 1, ...session, $db: 'admin' })).toMatchObject({
    code: 251,
    errorLabels: ['TransientTransactionError'],
  });
  expect(await counter(3)).toBeUndefined();
});

test('an ended session is forgotten for good', async () => {
  const session = newSession();
  const write = { ...incOf(4), ...session, ...number(1) };
  await run(write);
  await run({ endSessions: [session.lsid], $db: 'admin' });
  await restart();
  await run(write);
  expect(await counter(4)).toBe(2);
});
