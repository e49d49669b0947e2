import { randomBytes } from 'node:crypto';
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
import { type Life, startLife } from './life.js';

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
  const live = async (): Promise<Life> => {
    const born = await startLife({
      database: { dir: join(dir, 'mongo') },
      lineApiBaseUrl: simulator.url,
      key: key.toString('base64'),
      ...{ channelSecret, token, aheadMs },
    });
    simulator.setWebhookUrl(`http://127.0.0.1:${born.port}/webhook`);
    return born;
  };
  let life = await live();

  /** Reads or writes its database; it must live as long as that takes. */
  const inDatabase = async <T>(work: (models: Models) => Promise<T>): Promise<T> => {
    const database = await openDatabase(life.uri);
    try {
      return await work(database.models);
    } finally {
      await database.close();
    }
  };

  const leaders: { readonly seat: SeatId; readonly phone: Phone }[] = [];
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
    kill: () => life.signal('SIGKILL'),
    /** It will kill itself when it comes by this label for the nth time from now. */
    arm: (label: string, nth: number) => life.ask({ kind: 'arm', label, nth }),
    /** Until the bot has handled and sent everything that is due. */
    idle: () => life.ask({ kind: 'idle' }),
    /** Resolves when it is dead. */
    dead: () => life.dead,
    /** The next life, after every lease of the last one has run out. */
    async rise(): Promise<void> {
      aheadMs += leasesMs;
      life = await live();
    },
    async close(): Promise<void> {
      life.signal('SIGKILL');
      await life.dead;
      await simulator.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
