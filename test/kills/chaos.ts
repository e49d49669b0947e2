import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { noCounts } from '../../src/core/plan.js';
import { minuteMs, secondMs } from '../../src/core/time.js';
import { type Database, openDatabase } from '../../src/infra/mongo/database.js';
import { readPlan } from '../../src/infra/outbox/plan-rows.js';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { testClock } from '../harness/clock.js';
import { userIdOf } from '../harness/phone.js';
import { ask, gather, timesReceived } from '../infra/outbox/crowd.js';
import { type Program, startProgram } from '../scripts/program.js';
import { type Life, startLife } from './life.js';
import { seeded } from './seeded.js';

const outcomes = [
  'status-500',
  'accepted-then-500',
  'accepted-then-reset',
  'cut-body',
  'reset',
  '429-rate',
] as const;
const channelSecret = 'channel secret of the chaos';
const token = 'channel access token of the chaos';
/** Longer than any lease of the house. */
const leasesMs = minuteMs + secondMs;
/** Blows come at most so long after one another, while messages go out. */
const longestPeaceMs = 700;
/** So long others have to take over what a stopped process holds. */
const stalledMs = 1_500;
const doneWithinMs = 2 * minuteMs;
const names = ['one', 'two', 'database'] as const;

/** `npm run mongod` on this folder, and the address of a database in it. */
async function startDatabase(dir: string, port: string): Promise<Program & { uri: string }> {
  const program = startProgram('scripts/mongod.ts', ['--dir', dir, '--port', port]);
  const [uri] = await program.says(/mongodb:\/\/127\.0\.0\.1:\d+\/change_leaders\?replicaSet=rs0/);
  return { ...program, uri };
}

/**
 * A message to so many people: two bots and their database are processes of their own, most calls to LINE
 * go wrong, and so often one of the three is killed (-9), or a bot is stopped until its leases have run
 * out and goes on then. All of it by this seed. Then what LINE and the database say is compared with what
 * had to happen.
 */
export async function chaos(p: { seed: number; people: number; blows: number }): Promise<void> {
  const random = seeded(p.seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const dir = mkdtempSync(join(tmpdir(), 'chaos-'));
  const key = randomBytes(32).toString('base64');
  let aheadMs = 0;
  const now = (): number => Date.now() + aheadMs;
  const simulator = await startSimulator({
    environment: 'test',
    channelSecret,
    channelAccessToken: token,
    now,
    latencyMs: 30,
  });
  let mongod = await startDatabase(dir, '0');
  const { uri } = mongod;
  const live = (): Promise<Life> =>
    startLife({
      database: { uri },
      lineApiBaseUrl: simulator.url,
      ...{ key, channelSecret, token, aheadMs },
    });
  const bots = { one: await live(), two: await live() };
  const restarts: number[] = [];
  const database: Database = await openDatabase(uri);
  const { models } = database;
  const world = { simulator, models, clock: testClock(now()) };

  /** Time passes for everybody but the one who is stopped. */
  const pass = async (ms: number, but: Life | null = null): Promise<void> => {
    aheadMs += ms;
    const awake = Object.values(bots).filter((bot) => bot !== but);
    await Promise.all(awake.map((bot) => bot.ask({ kind: 'ahead', ms: aheadMs })));
  };
  const rise = async <T>(start: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const risen = await start();
    restarts.push(Math.round(performance.now() - began));
    return risen;
  };
  const blow = async (): Promise<void> => {
    await wait(random() * longestPeaceMs);
    const name = pick(names);
    const isStall = random() < 0.3;
    const batches = simulator.sent.filter(({ endpoint }) => endpoint === 'multicast').length;
    const what = name !== 'database' && isStall ? 'stopped for a while' : 'killed';
    process.stdout.write(`  ${name} ${what} after ${batches} batches\n`);
    if (name === 'database') {
      mongod.child.kill('SIGKILL');
      await mongod.ended;
      const { port } = new URL(uri);
      mongod = await rise(() => startDatabase(dir, port));
    } else if (isStall) {
      bots[name].signal('SIGSTOP');
      await pass(leasesMs, bots[name]);
      await wait(stalledMs);
      bots[name].signal('SIGCONT');
    } else {
      bots[name].signal('SIGKILL');
      await bots[name].dead;
      bots[name] = await rise(live);
    }
    await pass(leasesMs);
  };

  try {
    const people = await gather(world, p.people);
    simulator.faults.table(
      p.seed,
      outcomes.map((outcome) => ({ endpoint: 'multicast', outcome, probability: 0.12 })),
    );
    const id = await ask(world, { people: p.people });
    for (let n = 0; n < p.blows; n += 1) await blow();
    const stored = async (): Promise<string | undefined> =>
      (await models.plans.findById(id, { state: 1 }).lean())?.state;
    for (const until = Date.now() + doneWithinMs; (await stored()) !== 'done'; ) {
      if (Date.now() > until) throw new Error('the broadcast was never done');
      await pass(secondMs);
      await wait(200);
    }
    for (const bot of Object.values(bots)) await bot.ask({ kind: 'idle' });

    expect(timesReceived(world, people)).toEqual({ 1: p.people });
    expect((await readPlan(models, id))?.counts).toEqual({ ...noCounts, accepted: p.people });
    expect(simulator.chat(userIdOf('officer'))).toHaveLength(1);
    expect(simulator.quota.used()).toBe(p.people + 1);
    // No dead letter, and no lease left behind.
    expect(await models.outbox.distinct('state')).toEqual(['sent']);
    process.stdout.write(`  restarts took ${restarts.join(', ')} ms\n`);
    for (const took of restarts) expect(took).toBeLessThan(10 * secondMs);
  } finally {
    await database.close();
    for (const bot of Object.values(bots)) {
      bot.signal('SIGKILL');
      await bot.dead;
    }
    mongod.child.kill('SIGKILL');
    await mongod.ended;
    await simulator.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
