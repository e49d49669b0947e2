import mongoose from 'mongoose';
import {
  codeOf,
  type Fields,
  incN,
  type OpenDatabase,
  openDatabase,
  type Stored,
} from './open-database.js';

let open: OpenDatabase;
let collection: ReturnType<typeof open.db.collection<Stored>>;
type Session = ReturnType<OpenDatabase['client']['startSession']>;
const sessions: Session[] = [];

beforeAll(async () => {
  open = await openDatabase();
});
beforeEach(async () => {
  collection = open.db.collection<Stored>(`t${new mongoose.mongo.ObjectId()}`);
  await collection.insertOne({ _id: 1, n: 0 });
});
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.endSession();
});
afterAll(() => open.close());

function begin(): Session {
  const session = open.client.startSession();
  session.startTransaction();
  sessions.push(session);
  return session;
}

const inc = (session?: Session) =>
  collection.updateOne({ _id: 1 }, incN(1), { ...(session && { session }) });
const valueIn = async (session?: Session) =>
  (await collection.findOne({ _id: 1 }, { ...(session && { session }) }))?.n;

test('writes are seen inside at once, outside after the commit', async () => {
  const session = begin();
  await inc(session);
  await collection.insertOne({ _id: 2 }, { session });
  expect(await valueIn(session)).toBe(1);
  expect(await valueIn()).toBe(0);
  expect(await collection.countDocuments()).toBe(1);
  await session.commitTransaction();
  expect(await valueIn()).toBe(1);
  expect(await collection.countDocuments()).toBe(2);
});

test('abort takes everything back', async () => {
  const session = begin();
  await inc(session);
  await collection.deleteOne({ _id: 1 }, { session });
  await session.abortTransaction();
  expect(await valueIn()).toBe(0);
});

test('reads see the moment of the beginning, in every kind of query', async () => {
  await collection.createIndex({ n: 1 });
  const session = begin();
  expect(await valueIn(session)).toBe(0);
  await inc();
  await collection.insertOne({ _id: 2, n: 0 });
  expect(await valueIn(session)).toBe(0);
  const found = await collection.find({ n: 0 }, { session }).sort({ n: 1 }).toArray();
  expect(found).toEqual([{ _id: 1, n: 0 }]);
  expect(await collection.aggregate([{ $count: 'n' }], { session }).toArray()).toEqual([{ n: 1 }]);
});

test('two transactions on one document: the second fails and may be retried', async () => {
  const first = begin();
  const second = begin();
  await valueIn(second);
  await inc(first);
  await expect(inc(second)).rejects.toMatchObject({
    code: 112,
    errorLabels: ['TransientTransactionError'],
  });
  await first.commitTransaction();
  expect(await codeOf(second.commitTransaction())).toBe(251);
  expect(await valueIn()).toBe(1);
});

test('a document that was changed after the beginning is a conflict', async () => {
  const session = begin();
  await valueIn(session);
  await inc();
  expect(await codeOf(inc(session))).toBe(112);
});

test('a plain write waits for the transaction that holds the document', async () => {
  const session = begin();
  await inc(session);
  const plain = inc();
  await session.commitTransaction();
  await plain;
  expect(await valueIn()).toBe(2);
});

test('maxTimeMS ends that wait', async () => {
  const session = begin();
  await inc(session);
  const limited = open.db.command({
    update: collection.collectionName,
    updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }],
    maxTimeMS: 20,
  });
  expect(await codeOf(limited)).toBe(50);
  await session.abortTransaction();
  expect(await valueIn()).toBe(0);
});

test('withTransaction retries until its sum is right', async () => {
  const add = () =>
    open.client.withSession((session) =>
      session.withTransaction(async () => {
        const n = await valueIn(session);
        await collection.updateOne({ _id: 1 }, { $set: { n: Number(n) + 1 } }, { session });
      }),
    );
  await Promise.all([add(), add(), add(), add()]);
  expect(await valueIn()).toBe(4);
});

describe('unique keys', () => {
  beforeEach(async () => {
    await collection.createIndex(
      { k: 1 },
      { unique: true, partialFilterExpression: { k: { $exists: true } } },
    );
  });

  test('taken by another open transaction are a conflict, freed by its abort', async () => {
    const first = begin();
    const second = begin();
    await valueIn(second);
    await collection.insertOne({ k: 'x' }, { session: first });
    expect(await codeOf(collection.insertOne({ k: 'x' }, { session: second }))).toBe(112);
    await first.abortTransaction();
    await collection.insertOne({ k: 'x' });
  });

  test('freed and taken again inside one transaction', async () => {
    await collection.insertOne({ _id: 5, k: 'x' });
    const session = begin();
    await collection.deleteOne({ k: 'x' }, { session });
    await collection.insertOne({ _id: 6, k: 'x' }, { session });
    await session.commitTransaction();
    expect(await collection.find({ k: 'x' }).toArray()).toEqual([{ _id: 6, k: 'x' }]);
  });

  test('twice inside one transaction are a duplicate and end it', async () => {
    const session = begin();
    await collection.insertOne({ k: 'x' }, { session });
    expect(await codeOf(collection.insertOne({ k: 'x' }, { session }))).toBe(11000);
    expect(await codeOf(session.commitTransaction())).toBe(251);
    expect(await collection.countDocuments({ k: 'x' })).toBe(0);
  });
});

describe('the catalogue', () => {
  const names = async () => (await open.db.listCollections().toArray()).map(({ name }) => name);

  test('collections made inside appear with the commit', async () => {
    const name = `${collection.collectionName}_new`;
    const session = begin();
    await open.db.collection(name).insertOne({ a: 1 }, { session });
    await session.commitTransaction();
    expect(await names()).toContain(name);
  });

  test('and disappear with the abort', async () => {
    const name = `${collection.collectionName}_gone`;
    const session = begin();
    await open.db.collection(name).insertOne({ a: 1 }, { session });
    expect(await open.db.collection(name).findOne({}, { session })).toMatchObject({ a: 1 });
    await session.abortTransaction();
    expect(await names()).not.toContain(name);
  });
});

test.each<[string, (session: Session) => Promise<unknown>, number]>([
  ['count', (session) => collection.estimatedDocumentCount({ session } as never), 263],
  [
    'drop',
    (session) => open.db.command({ drop: collection.collectionName } as Fields, { session }),
    263,
  ],
  ['an index on what is there', (session) => collection.createIndex({ a: 1 }, { session }), 263],
])('%s is refused inside', async (_name, run, code) => {
  expect(await codeOf(run(begin()))).toBe(code);
});

test('any error inside ends the transaction', async () => {
  const session = begin();
  await inc(session);
  expect(await codeOf(collection.findOne({ $frob: 1 }, { session }))).toBe(2);
  expect(await codeOf(valueIn(session))).toBe(251);
  expect(await valueIn()).toBe(0);
});

test('making an index or dropping the collection waits for the transactions that write there', async () => {
  const session = begin();
  await collection.insertOne({ _id: 2, k: 1 }, { session });
  const indexed = collection.createIndex({ k: 1 }, { unique: true });
  await session.commitTransaction();
  await indexed;
  expect(await codeOf(collection.insertOne({ _id: 3, k: 1 }))).toBe(11000);
  const second = begin();
  await inc(second);
  const dropped = collection.drop();
  await second.commitTransaction();
  await dropped;
  expect(await collection.countDocuments()).toBe(0);
});
