import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { AreaCode } from '../../src/core/area.js';
import { codeEndsAt } from '../../src/core/claim-code.js';
import { programmeSchema, roundsOf } from '../../src/core/programme.js';
import { type SeatId, seatId, seatPlace } from '../../src/core/seat.js';
import { openDueRounds } from '../../src/infra/jobs/open-rounds.js';
import { limitFetch } from '../../src/infra/line/deadline-agent.js';
import { loadData } from '../../src/infra/load-data.js';
import { makeLog } from '../../src/infra/log.js';
import { makeSecrets, sha256 } from '../../src/infra/secrets.js';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { type Bot, startBot } from '../../src/start-bot.js';
import { jumpingClock, testClock } from './clock.js';
import { freshDatabaseUri } from './database.js';
import { makePhone, type Phone, userIdOf } from './phone.js';
import { root } from './root.js';

// As the composition roots do it: faults are tried on the `fetch` that the bot has.
limitFetch(5_000);

/** Loaded once a file: no bot changes it. */
export const data = loadData(root);
const channelSecret = 'test-channel-secret';
const channelAccessToken = 'test-channel-access-token';

/** Seat codes of the test roster are made of the seat's id, so that pages can quote them. */
export const codeOf = (seat: string): string => `TEST0${seat.replace('-', '').slice(-7)}`;

export type World = Awaited<ReturnType<typeof startWorld>>;
type Stores = Pick<World, 'models' | 'secrets' | 'clock'>;

/**
 * The real stack for one page: database over the wire protocol, bot over HTTP, the LINE stand-in. Time
 * stands still unless moved; it begins on 27 Feb 2564, in the first round of activity 3.
 */
export async function startWorld(
  p: {
    readonly at?: string;
    readonly admins?: readonly string[];
    /** `jump`: whoever waits has waited, and the calendar is there. */
    readonly waits?: 'until told' | 'jump';
    /** Whether LINE counts calls; it does not unless told. */
    readonly rateLimits?: 'enforced';
    /** Another database than a fresh one. */
    readonly mongodbUri?: string;
    /** Stands between the bot and LINE; answers its own address. */
    readonly before?: (line: string) => Promise<string>;
  } = {},
) {
  const begin = Date.parse(`${p.at ?? '2021-02-27T09:00'}:00+07:00`);
  const clock = p.waits === 'jump' ? jumpingClock(begin) : testClock(begin);
  const mongodbUri = p.mongodbUri ?? freshDatabaseUri();
  const simulator = await startSimulator({
    environment: 'test',
    channelSecret,
    channelAccessToken,
    now: clock.now,
    rateLimits: p.rateLimits === 'enforced',
  });
  const logged: string[] = [];
  const log = makeLog(
    'debug',
    new Writable({
      write(chunk, _encoding, done) {
        logged.push(String(chunk));
        done();
      },
    }),
  );
  const real = makeSecrets(randomBytes(32));
  let codes = 0;
  const secrets = {
    ...real,
    freshCode: () => {
      codes += 1;
      return `FRESH${String(codes).padStart(7, '0')}`;
    },
  };
  const options = {
    data,
    mongodbUri,
    channelSecrets: [channelSecret],
    channelAccessToken,
    lineApiBaseUrl: (await p.before?.(simulator.url)) ?? simulator.url,
    publicBaseUrl: 'https://bot.test' as string | null,
    secrets,
    admins: (p.admins ?? ['admin']).map(userIdOf),
    clock,
    log,
    port: 0,
    host: '127.0.0.1',
    random: () => 0.5,
  };
  let bot: Bot = await startBot(options);
  await bot.caughtUp;
  simulator.setWebhookUrl(`http://127.0.0.1:${bot.port}/webhook`);
  const phones = new Map<string, Phone>();

  return {
    clock,
    simulator,
    secrets,
    logged,
    get bot() {
      return bot;
    },
    get models() {
      return bot.database.models;
    },
    phone(name: string): Phone {
      const phone = phones.get(name) ?? makePhone(simulator, name);
      phones.set(name, phone);
      return phone;
    },
    phones: (): readonly (readonly [string, Phone])[] => [...phones],
    /** Until nothing is left to handle or to send. */
    async idle() {
      await bot.idle();
    },
    async restart(change: Partial<Parameters<typeof startBot>[0]> = {}) {
      await this.outage(clock.now(), change);
    },
    /** Nothing runs until then. */
    async outage(until: number, change: Partial<Parameters<typeof startBot>[0]> = {}) {
      await bot.stop();
      await clock.set(until);
      bot = await startBot({ ...options, ...change });
      await bot.caughtUp;
      simulator.setWebhookUrl(`http://127.0.0.1:${bot.port}/webhook`);
    },
    async close() {
      await bot.database.connection.dropDatabase();
      await this.leave();
    },
    /** Ends, and leaves the database as it is. */
    async leave() {
      await bot.stop();
      await simulator.close();
    },
  };
}

/** The programme of 2564 as it stands in programmes/, unshifted. */
export const programmeOf2564 = () =>
  programmeSchema.parse(
    JSON.parse(readFileSync(join(root, 'programmes', '2564-phase-1.json'), 'utf8')),
  );

const names = ['สมชาย ใจดี', 'สมหญิง รักถิ่น', 'บุญมี มีสุข'];

/** Loads the programme and a small roster, and opens what is due. Real places, invented people. */
export async function furnish(
  { models, secrets, clock }: Stores,
  tambons: readonly string[] = ['450213', '450201', '420101'],
  seatsPerTambon = 3,
): Promise<void> {
  const programme = programmeOf2564();
  const at = clock.now();
  await models.programmes.insertMany([
    { _id: programme.id, inForce: true, programme, loadedAt: at },
  ]);
  await models.periods.insertMany(
    roundsOf(programme).map((r) => ({
      _id: r.id,
      programme: programme.id,
      openedAt: null,
      expected: 0,
    })),
  );
  const numbers = Array.from({ length: seatsPerTambon }, (_, i) => i + 1);
  await addSeats(
    { models, secrets, clock },
    tambons.flatMap((tambon) => numbers.map((number) => seatId(tambon as AreaCode, number))),
  );
  await openDueRounds({ models, now: at });
}

export const addSeat = (stores: Stores, seat: SeatId): Promise<void> => addSeats(stores, [seat]);

/**
 * Seats of the roster with their codes, both from this moment on. A number to call tells whose it is:
 * 08, tambon, seat.
 */
async function addSeats(
  { models, secrets, clock }: Stores,
  seats: readonly SeatId[],
): Promise<void> {
  const at = clock.now();
  await models.seats.insertMany(
    seats.map((seat) => {
      const { tambon, number } = seatPlace(seat);
      return {
        _id: seat,
        tambon,
        number,
        rosterName: names[(number - 1) % names.length] ?? '',
        village: `บ้านตัวอย่าง หมู่ที่ ${number}`,
        phone: secrets.seal(`08${tambon}${String(number).padStart(2, '0')}`),
        holder: null,
        withdrawnName: null,
        history: [],
        activeFrom: at - 1,
        activeTo: null,
      };
    }),
  );
  await models.codes.insertMany(
    seats.map((seat) => ({
      _id: secrets.codeId(codeOf(seat)),
      grant: { kind: 'seat' as const, seat },
      expiresAt: codeEndsAt('seat', at),
      usedAt: null,
      usedBy: null,
      madeAt: at,
      madeBy: 'operator',
    })),
  );
}

/** Makes somebody a leader or officer without the talk, for pages that are about something else. */
export async function settle(
  { models, secrets, clock }: Stores,
  who: string,
  what: { readonly seat: string } | { readonly area: string },
): Promise<void> {
  const user = userIdOf(who);
  const at = clock.now();
  const consent = { version: 'test', textHash: sha256('test'), at };
  await models.members.updateOne(
    { _id: user },
    { $setOnInsert: { consent, reachable: true, reachAt: at } },
    { upsert: true },
  );
  if ('seat' in what) {
    await models.seats.updateOne({ _id: what.seat }, { $set: { holder: user } });
    return;
  }
  await models.officers.insertMany([
    {
      _id: `${what.area}/${user}`,
      user,
      area: what.area,
      name: `เจ้าหน้าที่ ${who}`,
      phone: secrets.seal(`081${what.area.padEnd(7, '0')}`),
      since: at,
    },
  ]);
}
