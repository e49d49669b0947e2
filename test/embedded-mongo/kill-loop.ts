import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import mongoose from 'mongoose';
import { compiled } from '../harness/compiled.js';

/*
 * The server is killed with no warning while it is written to. Whatever it had acknowledged must be
 * there when it is opened again, nothing half of a transaction, and nothing twice.
 */
type Numbered = { _id: number; pair?: number; seat?: number };
type Client = InstanceType<typeof mongoose.mongo.MongoClient>;

async function startServer(dir: string): Promise<{ child: ChildProcess; client: Client }> {
  const child = spawn(process.execPath, [compiled('test/embedded-mongo/kill-server.ts'), dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  const client = await mongoose.mongo.MongoClient.connect(String(line).trim(), {
    serverSelectionTimeoutMS: 300,
    retryWrites: false,
  });
  return { child, client };
}

/**
 * Kills the server `rounds` times while six writers are at work, and looks each time at what is there.
 * @returns what was acknowledged in all
 */
export async function killLoop({ rounds, dir }: { rounds: number; dir: string }): Promise<{
  singles: number;
  pairs: number;
  claims: number;
}> {
  const singles = new Set<number>();
  const pairs = new Set<number>();
  const claims = new Map<number, number>();
  const counted = { tried: 0, acknowledged: 0 };
  let next = 1;

  for (let round = 0; round <= rounds; round++) {
    const { child, client } = await startServer(dir);
    const a = client.db().collection<Numbered>('a');
    const p = client.db().collection<Numbered>('p');
    const c = client.db().collection<Numbered>('c');
    const u = client.db().collection<Numbered>('u');
    await u.createIndex({ seat: 1 }, { unique: true });

    const present = new Set((await a.find().toArray()).map((doc) => doc._id));
    expect([...singles].filter((id) => !present.has(id))).toEqual([]);
    const sides = new Map<number, number>();
    for (const { pair = 0 } of await p.find().toArray())
      sides.set(pair, (sides.get(pair) ?? 0) + 1);
    expect([...sides.values()].filter((count) => count !== 2)).toEqual([]);
    expect([...pairs].filter((pair) => !sides.has(pair))).toEqual([]);
    const taken = new Map((await u.find().toArray()).map((doc) => [Number(doc.seat), doc._id]));
    expect(taken.size).toBe(await u.countDocuments());
    expect([...claims].filter(([seat, by]) => taken.get(seat) !== by)).toEqual([]);
    const n = Number((await c.findOne({ _id: 1 }))?.['n' as keyof Numbered] ?? 0);
    expect(n).toBeGreaterThanOrEqual(counted.acknowledged);
    expect(n).toBeLessThanOrEqual(counted.tried);

    if (round < rounds) {
      const target = singles.size + 150;
      const gone = once(child, 'exit');
      const until = async (step: () => Promise<void>) => {
        for (;;) {
          // the first failure is the kill
          if (
            !(await step().then(
              () => true,
              () => false,
            ))
          )
            return;
          if (singles.size >= target) child.kill('SIGKILL');
        }
      };
      const insertOne = async () => {
        const _id = next++;
        await a.insertOne({ _id });
        singles.add(_id);
      };
      const insertPair = async () => {
        const pair = next++;
        await client.withSession((session) =>
          session.withTransaction(async () => {
            await p.insertOne({ _id: next++, pair }, { session });
            await p.insertOne({ _id: next++, pair }, { session });
          }),
        );
        pairs.add(pair);
      };
      const increment = async () => {
        counted.tried++;
        await c.updateOne({ _id: 1 }, { $inc: { n: 1 } } as object, { upsert: true });
        counted.acknowledged++;
      };
      // both want the same seat at once: one gets it, and an acknowledged claim is never lost to another
      const claim = async () => {
        const seat = next++;
        const tries = [next++, next++].map((_id) =>
          u.insertOne({ _id, seat }).then(
            () => _id,
            (error: { code?: number }) => {
              if (error.code !== 11000) throw error;
              return null;
            },
          ),
        );
        const winners = (await Promise.all(tries)).filter((id) => id !== null);
        expect(winners).toHaveLength(1);
        claims.set(seat, winners[0] ?? 0);
      };
      const writers = [claim, insertOne, insertOne, insertOne, insertPair, insertPair, increment];
      await Promise.all([gone, ...writers.map(until)]);
    } else {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await client.close(true);
  }
  return { singles: singles.size, pairs: pairs.size, claims: claims.size };
}
