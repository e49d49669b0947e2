import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { ours, prototypeIn, type Server, type Side } from './embedded-servers.js';
import type { Row } from './row.js';

const half = 150_000;
const rounds = 3;
/** Of what both sides are close at: a single round differs from the next by a tenth. */
const roundsOfHot = 9;
const many = 20;

type Client = InstanceType<typeof mongoose.mongo.MongoClient>;
type Contender = { server: Server; client: Client };
type Stored = { _id: string; [field: string]: unknown };
/** The driver's types allow `$inc` on declared numbers only. */
type Fields = Record<string, unknown>;

const kinds = ['alpha', 'beta', 'gamma', 'delta'];

/** About 400 bytes. */
const sample = (i: number, _id = `d${i}`): Stored => ({
  _id,
  room: i % 500,
  code: `C${i % 30_000}`,
  kind: kinds[i % kinds.length],
  amount: ((i * 7919) % 10_007) / 10,
  at: new Date(1.7e12 + i * 60_000),
  note: `some text of about a hundred characters, so that a document is near to a real one of ours: ${i}`,
  tags: ['x', `y${i % 10}`],
  address: { street: `Soi ${i % 99}`, city: 'Bangkok', postcode: 10_110 },
  paid: i % 3 === 0,
  seq: i,
});

/** A row of the inbox as the webhook stores it. */
const event = (i: number, _id: string): Stored => ({
  _id,
  key: `u${i % 997}`,
  state: 'new',
  storedAt: i,
  attempts: 0,
  nextAt: 0,
  event: { type: 'message', text: 'รายงาน ครัวเรือน 120 ภาคี 3', replyToken: 'f'.repeat(32), at: i },
});

let made = 0;
/** Never the same twice, whichever side it goes to. */
const nextId = (): string => `n${made++}`;

const some = (i: number): string => `d${(i * 7919) % half}`;

/** What a turn of the bot commits: a read, two updates and two inserts that belong together. */
const turn = ({ client }: Contender, i: number): Promise<unknown> =>
  client.withSession((session) =>
    session.withTransaction(async () => {
      const [d, e] = [docs(client), client.db().collection<Stored>('e')];
      await d.findOne({ _id: some(i) }, { session });
      await d.updateOne({ _id: some(i) }, plusOne('amount'), { session });
      await e.insertOne(sample(i, nextId()), { session });
      await e.insertOne(sample(i, nextId()), { session });
      await d.updateOne({ _id: some(i + 1_000) }, { $set: { paid: true } }, { session });
    }),
  );

const plusOne = (field: string): Fields => ({ $inc: { [field]: 1 } });
const docs = (client: Client) => client.db().collection<Stored>('d');
const inbox = (client: Client) => client.db().collection<Stored>('inbox');

type Operation = {
  what: string;
  times: number;
  run: (to: Contender, i: number) => Promise<unknown>;
  /** The product does it for every event; it has to be ahead of the prototype, not only near it. */
  isHot?: true;
};

const operations: readonly Operation[] = [
  {
    what: 'insertOne',
    times: 1_000,
    run: ({ client }, i) => client.db().collection<Stored>('e').insertOne(sample(i, nextId())),
  },
  {
    what: 'findOne by _id',
    times: 3_000,
    run: ({ client }, i) => docs(client).findOne({ _id: some(i) }),
    isHot: true,
  },
  {
    what: 'find by index, 5 documents',
    times: 3_000,
    run: ({ client }, i) =>
      docs(client)
        .find({ code: `C${(i * 37) % 30_000}` })
        .toArray(),
  },
  {
    what: 'updateOne',
    times: 1_000,
    run: ({ client }, i) => docs(client).updateOne({ _id: some(i) }, plusOne('amount')),
  },
  { what: 'five-operation transaction', times: 300, run: turn, isHot: true },
  {
    what: 'ten events into the inbox',
    times: 500,
    run: ({ client }, i) =>
      inbox(client).insertMany(
        Array.from({ length: 10 }, (_, k) => event(i * 10 + k, nextId())),
        { ordered: false, writeConcern: { w: 'majority' } },
      ),
    isHot: true,
  },
  {
    what: 'lease the oldest event',
    times: 1_000,
    run: ({ client }, i) =>
      inbox(client).findOneAndUpdate(
        { state: 'new', nextAt: { $lte: 1 } },
        { $set: { state: 'leased', lease: { owner: 'bench', until: i } }, ...plusOne('attempts') },
        { sort: { storedAt: 1 }, returnDocument: 'after' },
      ),
    isHot: true,
  },
];

/** Times a second. */
async function rateOf(to: Contender, { times, run }: Operation, clients: number): Promise<number> {
  const count = clients === 1 ? times : times * 4;
  let next = 0;
  const began = performance.now();
  const client = async (): Promise<void> => {
    while (next < count) await run(to, next++);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (count * 1000) / (performance.now() - began);
}

async function groupMs({ client }: Contender): Promise<number> {
  const began = performance.now();
  await docs(client)
    .aggregate([{ $group: { _id: '$kind', sum: { $sum: '$amount' }, n: { $sum: 1 } } }])
    .toArray();
  return performance.now() - began;
}

async function fill({ client }: Contender, from: number): Promise<void> {
  for (let i = from; i < from + half; i += 1_000)
    await docs(client).insertMany(Array.from({ length: 1_000 }, (_, k) => sample(i + k)));
}

async function open(side: Side, dir: string): Promise<Contender> {
  mkdirSync(dir, { recursive: true });
  const server = await side(dir);
  const client = await mongoose.mongo.MongoClient.connect(server.uri, { maxPoolSize: many });
  return { server, client };
}

async function close({ server, client }: Contender): Promise<void> {
  await client.close();
  await server.stop();
}

/**
 * Of each side the values of its rounds, taken in turns so that a noisy moment hits both. A first round
 * warms both up: a server runs for months, and its compiler is done after seconds.
 */
async function inTurns(
  sides: readonly Contender[],
  measure: (to: Contender) => Promise<number>,
  times = rounds,
): Promise<number[]> {
  const taken: number[][] = sides.map(() => []);
  for (const side of sides) await measure(side);
  for (let round = 0; round < times; round += 1)
    for (const [s, side] of sides.entries()) taken[s]?.push(await measure(side));
  return taken.map(median);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const whole = (n: number): string => Math.round(n).toLocaleString('en-US');

function row(
  what: string,
  [own = Number.NaN, other]: readonly number[],
  unit: string,
  how: { isLessBetter: boolean; atLeast: number },
): Row {
  const ratio = other === undefined ? Number.NaN : how.isLessBetter ? other / own : own / other;
  return {
    what: `embedded: ${what}`,
    measured:
      other === undefined
        ? `${whole(own)} ${unit}`
        : `${ratio.toFixed(2)} x (${whole(own)} ${unit})`,
    yardstick: other === undefined ? 'the prototype is absent' : `${whole(other)} ${unit}`,
    goal: `>= ${how.atLeast} x the prototype`,
    isReached: other === undefined || ratio >= how.atLeast,
  };
}

const rate = (isHot?: true) => ({ isLessBetter: false, atLeast: isHot ? 1 : 0.8 });
const cost = { isLessBetter: true, atLeast: 0.8 };

/** The embedded database beside the prototype of its design: rates, an aggregation, start, memory. */
export async function benchEmbedded(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-embedded-'));
  const rows: Row[] = [];
  try {
    const prototype = await prototypeIn(join(folder, 'prototype'));
    const sides = prototype ? [ours, prototype] : [ours];
    const dirs = sides.map((_, s) => join(folder, `data-${s}`));
    const running = await Promise.all(sides.map((side, s) => open(side, dirs[s] ?? folder)));
    for (const contender of running) await prepare(contender);
    for (const operation of operations)
      for (const clients of [1, many])
        rows.push(
          row(
            `${operation.what}, ${clients === 1 ? 'one client' : `${many} clients`}`,
            await inTurns(
              running,
              (to) => rateOf(to, operation, clients),
              operation.isHot ? roundsOfHot : rounds,
            ),
            '/s',
            rate(operation.isHot),
          ),
        );
    rows.push(
      row(`$group over ${whole(half)}`, await inTurns(running, groupMs, roundsOfHot), 'ms', cost),
    );
    for (const contender of running) {
      await fill(contender, half);
      await close(contender);
    }
    rows.push(...(await benchStart(sides, dirs)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

async function prepare(contender: Contender): Promise<void> {
  const { client } = contender;
  await docs(client).createIndexes([
    { key: { code: 1 } },
    { key: { room: 1, at: -1 } },
    { key: { seq: 1 }, unique: true },
  ]);
  await client.db().collection('e').createIndex({ code: 1 });
  await inbox(client).createIndexes([{ key: { state: 1, storedAt: 1 } }, { key: { key: 1 } }]);
  await fill(contender, 0);
}

async function benchStart(sides: readonly Side[], dirs: readonly string[]): Promise<Row[]> {
  const ms: number[][] = sides.map(() => []);
  const bytes: number[][] = sides.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [s, side] of sides.entries()) {
      const server = await side(dirs[s] ?? '');
      ms[s]?.push(server.startMs);
      bytes[s]?.push(server.rssBytes() / (2 * half));
      await server.stop();
    }
  const start = row(`start with ${whole(2 * half)} documents`, ms.map(median), 'ms', cost);
  return [start, row('memory of the process a document', bytes.map(median), 'bytes', cost)];
}
