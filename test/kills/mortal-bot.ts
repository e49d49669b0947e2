import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AreaCode } from '../../src/core/area.js';
import { type SeatId, seatId } from '../../src/core/seat.js';
import { openDatabase } from '../../src/infra/mongo/database.js';
import type { Models } from '../../src/infra/mongo/models.js';
import { makeSecrets } from '../../src/infra/secrets.js';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { testClock } from '../harness/clock.js';
import { makePhone, type Phone } from '../harness/phone.js';
import { furnish, settle } from '../harness/world.js';

export type ToBot =
  | { readonly kind: 'arm'; readonly label: string; readonly nth: number }
  | { readonly kind: 'idle' };

const channelSecret = 'channel secret of the kills';
const token = 'channel access token of the kills';
/** Longer than any lease of the house. */
const leasesMs = 61_000;
/** In the first round of activity 3, which is due on 1 March 2564. */
const begin = Date.parse('2021-02-27T09:00:00+07:00');

export type MortalBot = Awaited<ReturnType<typeof startMortalBot>>;

/** A bot that dies and comes back, its files, and people with phones who live through it. */
export async function startMortalBot(people: number) {
  const dir = mkdtempSync(join(tmpdir(), 'kills-'));
  const key = randomBytes(32);
  const secrets = makeSecrets(key);
  // Both processes read the same machine's clock; each life begins later than all leases of the last.
  let aheadMs = begin - Date.now();
  const now = (): number => Date.now() + aheadMs;
  const simulator = await startSimulator({
    environment: 'test',
    channelSecret,
    channelAccessToken: token,
    now,
    rateLimits: false,
  });
  let child: ChildProcess | null = null;
  let mongodbUri = '';

  /** An answer of the living bot; rejects when it dies first. */
  const hear = async (): Promise<unknown> => {
    if (!child) throw new Error('the bot does not live');
    const died = once(child, 'exit').then(([, signal]) => {
      throw new Error(`the bot died too early (${String(signal)})`);
    });
    died.catch(() => undefined);
    const [message] = await Promise.race([once(child, 'message'), died]);
    return message;
  };

  const live = async (): Promise<void> => {
    child = fork(
      join(__dirname, 'bot-under-test.ts'),
      [
        join(dir, 'mongo'),
        simulator.url,
        key.toString('base64'),
        channelSecret,
        token,
        `${aheadMs}`,
      ],
      {
        execArgv: ['--require', require.resolve('tsx/cjs')],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      },
    );
    const { port, uri } = (await hear()) as { port: number; uri: string };
    simulator.setWebhookUrl(`http://127.0.0.1:${port}/webhook`);
    mongodbUri = uri;
  };

  /** Reads or writes its database; it must live as long as that takes. */
  const inDatabase = async <T>(work: (models: Models) => Promise<T>): Promise<T> => {
    const database = await openDatabase(mongodbUri);
    try {
      return await work(database.models);
    } finally {
      await database.close();
    }
  };

  const leaders: { readonly seat: SeatId; readonly phone: Phone }[] = [];
  await live();
  await inDatabase(async (models) => {
    const stores = { models, secrets, clock: testClock(now()) };
    await furnish(stores, ['450213'], people);
    for (let n = 1; n <= people; n += 1) {
      const seat = seatId('450213' as AreaCode, n);
      leaders.push({ seat, phone: makePhone(simulator, seat) });
      await settle(stores, seat, { seat });
    }
  });

  return {
    simulator,
    leaders,
    /** Where it keeps pictures. */
    photosDir: join(dir, 'photos'),
    inDatabase,
    /** Kills it from outside, wherever it is. */
    kill: () => child?.kill('SIGKILL'),
    /** It will kill itself when it comes by this label for the nth time from now. */
    async arm(label: string, nth: number): Promise<void> {
      child?.send({ kind: 'arm', label, nth } satisfies ToBot);
      await hear();
    },
    /** Until the bot has handled and sent everything that is due. */
    async idle(): Promise<void> {
      child?.send({ kind: 'idle' } satisfies ToBot);
      await hear();
    },
    /** Resolves when it is dead. */
    async dead(): Promise<void> {
      if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      child = null;
    },
    /** The next life, after every lease of the last one has run out. */
    async rise(): Promise<void> {
      aheadMs += leasesMs;
      await live();
    },
    async close(): Promise<void> {
      child?.kill('SIGKILL');
      await this.dead();
      await simulator.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
