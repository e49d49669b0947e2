import { deserialize, serialize } from 'bson';
import fc from 'fast-check';
import {
  expressions,
  logicalOperators,
  pushModifiers,
  queryOperators,
  stages,
  updateOperators,
} from '../../src/embedded-mongo/allowed.js';
import {
  type EmbeddedMongo,
  startEmbeddedMongo,
} from '../../src/embedded-mongo/start-embedded-mongo.js';
import { failTest } from './contract/open-database.js';
import { answerTo as answerAt, sendHostileFrames } from './hostile-frames.js';
import { encodeMessage, openRawClient, type RawClient, socketPathOf } from './raw-client.js';

let server: EmbeddedMongo;
let healthy: RawClient;
beforeAll(async () => {
  server = await startEmbeddedMongo({ dir: null, onFatal: failTest });
  healthy = await openRawClient(socketPathOf(server.uri('x')));
});
afterAll(async () => {
  healthy.close();
  await server.close();
});

const answerTo = (...parts: Uint8Array[]) => answerAt(socketPathOf(server.uri('x')), ...parts);

const replyIn = (bytes: Buffer) => deserialize(bytes.subarray(21));

test('the legacy hello of a new connection is answered by a legacy reply', async () => {
  const body = serialize({ ismaster: 1, helloOk: true });
  const start = Buffer.alloc(20);
  start.writeInt32LE(20 + 11 + 8 + body.length, 0);
  start.writeInt32LE(5, 4);
  start.writeInt32LE(2004, 12);
  const answer = await answerTo(
    Buffer.concat([start, Buffer.from('admin.$cmd\0'), Buffer.alloc(8), body]),
  );
  expect([answer.readInt32LE(8), answer.readInt32LE(12), answer.readInt32LE(32)]).toEqual([
    5, 1, 1,
  ]);
  expect(deserialize(answer.subarray(36))).toMatchObject({
    ok: 1,
    ismaster: true,
    helloOk: true,
    setName: 'rs0',
    maxWireVersion: 21,
    logicalSessionTimeoutMinutes: 30,
  });
});

test('documents beside the body, a checksum behind it, and bytes that arrive one by one', async () => {
  const insert = encodeMessage(
    { insert: 'c', $db: 'x' },
    { name: 'documents', documents: [{ a: 1 }, { a: 2 }] },
  );
  expect(replyIn(await answerTo(...[...insert].map((byte) => Buffer.from([byte]))))).toEqual({
    n: 2,
    ok: 1,
  });
  const ping = Buffer.concat([encodeMessage({ ping: 1, $db: 'x' }), Buffer.alloc(4)]);
  ping.writeInt32LE(ping.length, 0);
  ping.writeUInt32LE(1, 16);
  expect(replyIn(await answerTo(ping))).toEqual({ ok: 1 });
});

test('a request that wants no reply gets none', async () => {
  const silent = encodeMessage({ insert: 'quiet', documents: [{ a: 1 }], $db: 'x' });
  silent.writeUInt32LE(2, 16);
  const count = encodeMessage({ count: 'quiet', $db: 'x' });
  expect(replyIn(await answerTo(silent, count))).toEqual({ n: 1, ok: 1 });
});

test.each<[string, (message: Buffer) => void]>([
  ['an unknown opcode', (message) => message.writeInt32LE(2012, 12)],
  ['an unknown flag that must be understood', (message) => message.writeUInt32LE(4, 16)],
  ['an unknown kind of section', (message) => message.writeUInt8(9, 20)],
  ['a length beyond 48 MB', (message) => message.writeInt32LE(50_000_000, 0)],
  ['a negative length', (message) => message.writeInt32LE(-1, 0)],
  ['a document longer than its message', (message) => message.writeInt32LE(9999, 21)],
])('%s closes the connection without an answer', async (_name, spoil) => {
  const message = encodeMessage({ ping: 1, $db: 'x' });
  spoil(message);
  expect(await answerTo(message)).toHaveLength(0);
});

const section = (kind: number, ...content: Buffer[]): Buffer => {
  const bytes = Buffer.concat(content);
  const head = Buffer.alloc(5);
  head.writeUInt8(kind, 0);
  head.writeInt32LE(bytes.length + 4, 1);
  return Buffer.concat([head, bytes]);
};
const body = encodeMessage({ ping: 1, $db: 'x' }).subarray(20);
const emptyDocument = Buffer.from([5, 0, 0, 0, 0]);

test.each<[string, readonly Buffer[]]>([
  ['no body', [section(1, Buffer.from('documents\0'), emptyDocument)]],
  ['two bodies', [body, body]],
  ['a list without a name', [body, section(1, Buffer.from('documents'))]],
  ['a list whose document ends past it', [body, section(1, Buffer.from('a\0\x09\0\0\0\0'))]],
])('a message with %s closes the connection without an answer', async (_name, sections) => {
  const message = Buffer.concat([encodeMessage({}).subarray(0, 20), ...sections]);
  message.writeInt32LE(message.length, 0);
  expect(await answerTo(message)).toHaveLength(0);
});

test('a document nested too deep is refused, not a stack overflow', async () => {
  let bytes: Buffer = Buffer.from([5, 0, 0, 0, 0]);
  for (let depth = 0; depth < 20_000; depth++) {
    const outer = Buffer.alloc(4);
    outer.writeInt32LE(bytes.length + 8, 0);
    bytes =
      depth % 500
        ? Buffer.concat([outer, Buffer.from([3, 97, 0]), bytes, Buffer.from([0])])
        : bytes;
  }
  const header = encodeMessage({}).subarray(0, 21);
  const message = Buffer.concat([header, bytes]);
  message.writeInt32LE(message.length, 0);
  expect(replyIn(await answerTo(message))).toMatchObject({ ok: 0, code: 15 });
});

test('whatever arrives on one connection, the others go on', async () => {
  await sendHostileFrames({ frames: 600, socketPath: socketPathOf(server.uri('x')), healthy });
});

test('values of any type in any field are answered, never fatal', async () => {
  const scalar = fc.constantFrom<unknown>(null, true, -1, 1.5, '', 'x', '$a', '$$NOW', new Date(0));
  const names = [
    ...queryOperators,
    ...updateOperators,
    ...pushModifiers,
    ...stages,
    ...expressions,
  ];
  const key = fc.constantFrom(
    'a',
    'a.b',
    'a.0',
    '_id',
    '__proto__',
    'toString',
    ...logicalOperators,
    ...names,
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'medium' },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    ),
  }));
  const fields: Record<string, string[]> = {
    find: ['filter', 'sort', 'projection', 'skip', 'limit', 'batchSize'],
    insert: ['documents', 'ordered', 'writeConcern'],
    update: ['updates', 'lsid', 'txnNumber'],
    delete: ['deletes', 'maxTimeMS'],
    findAndModify: ['query', 'update', 'fields', 'sort', 'remove'],
    aggregate: ['pipeline', 'cursor'],
    createIndexes: ['indexes'],
    dropIndexes: ['index'],
    distinct: ['key', 'query'],
    count: ['query'],
    getMore: ['collection'],
    killCursors: ['cursors'],
    listCollections: ['filter', 'cursor'],
    explain: ['verbosity'],
    endSessions: [],
    commitTransaction: ['lsid', 'txnNumber', 'autocommit'],
  };
  const doc = fc.dictionary(key, value, { maxKeys: 3 });
  const operators = (allowed: readonly string[]) =>
    fc.dictionary(fc.constantFrom(...allowed), fc.oneof(doc, value), { minKeys: 1, maxKeys: 2 });
  /** Fields that look right on the outside, so that what is inside gets a hearing. */
  const shaped: Record<string, fc.Arbitrary<unknown>> = {
    filter: doc,
    query: doc,
    documents: fc.array(doc, { maxLength: 2 }),
    updates: fc.array(fc.record({ q: doc, u: operators(updateOperators), upsert: fc.boolean() }), {
      maxLength: 2,
    }),
    update: operators(updateOperators),
    deletes: fc.array(fc.record({ q: doc, limit: fc.constant(1) }), { maxLength: 2 }),
    pipeline: fc.array(operators(stages), { maxLength: 3 }),
    projection: doc,
    indexes: fc.array(fc.record({ key: doc, name: fc.constant('n') }), { maxLength: 2 }),
    cursor: fc.constant({}),
  };
  const command = fc.constantFrom(...Object.keys(fields)).chain((name) => {
    const own = (fields[name] ?? []).map((field) => [
      field,
      fc.oneof(value, ...(shaped[field] ? [shaped[field], shaped[field], shaped[field]] : [])),
    ]);
    const target = fc.oneof(fc.constant('c'), fc.constant('c'), value);
    const model: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries([
      [name, target],
      ...own,
    ]);
    return fc.record(model, { requiredKeys: [name] });
  });
  await fc.assert(
    fc.asyncProperty(command, async (asked) => {
      const reply = await healthy.send({ ...asked, $db: 'x' });
      expect(reply).not.toMatchObject({ code: 1 });
    }),
    { numRuns: 1200 },
  );
});
