import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doctor } from '../../scripts/doctor.js';
import { nextRun } from '../../src/infra/jobs/timetable.js';
import { type Database, openDatabase, reachDatabase } from '../../src/infra/mongo/database.js';
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.js';
import { freshDatabaseUri } from '../harness/database.js';
import { userIdOf } from '../harness/phone.js';

const channelSecret = 'doctor-channel-secret';
const channelAccessToken = 'doctor-channel-access-token';
let folder: string;
let simulator: Simulator;
let uri: string;
let database: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  uri = freshDatabaseUri();
  database = await openDatabase(uri);
  simulator = await startSimulator({ environment: 'test', channelSecret, channelAccessToken });
  simulator.setWebhookUrl('https://bot.example/webhook');
});
afterEach(async () => {
  await simulator.close();
  await database.connection.dropDatabase();
  await database.close();
  rmSync(folder, { recursive: true });
});

async function visit(change: Readonly<Record<string, string | undefined>> = {}) {
  const lines: string[] = [];
  const environment = {
    NODE_ENV: 'development',
    DATA_DIR: folder,
    MONGODB_URI: uri,
    LINE_CHANNEL_SECRET: channelSecret,
    LINE_CHANNEL_ACCESS_TOKEN: channelAccessToken,
    LINE_API_BASE_URL: simulator.url,
    PUBLIC_BASE_URL: 'https://bot.example',
    ADMIN_USER_IDS: userIdOf('admin'),
    SECRET_KEY: Buffer.alloc(32).toString('base64'),
    PORT: '1',
    ...change,
  };
  const print = (line: string) => lines.push(line);
  const code = await doctor({ argv: [], environment: () => environment, print });
  const of = (about: string) =>
    lines.filter((l) => l.slice(6).startsWith(about)).map((l) => l.replace(/\s+/g, ' '));
  return { code, lines, of };
}

test('an installation that only needs its programme and a start', async () => {
  const { code, lines } = await visit();
  expect(code).toBe(0);
  expect(lines.map((l) => l.slice(0, 24).trimEnd())).toEqual([
    'ok    settings',
    'ok    database',
    'ok    indexes',
    'warn  programme',
    'ok    job open-rounds',
    'ok    job recount-cells',
    'ok    job remind',
    'ok    job digest',
    'ok    job slow-requests',
    'ok    job prune',
    'ok    dead events',
    'ok    dead messages',
    'ok    leases',
    'ok    LINE token',
    'ok    LINE chat mode',
    'ok    LINE webhook',
    'ok    LINE quota',
    'warn  bot',
  ]);
});

test('it makes nothing: no collections, no folder, no key', async () => {
  const empty = freshDatabaseUri();
  expect((await visit({ MONGODB_URI: empty })).code).toBe(1);
  const looked = await reachDatabase(empty);
  expect(await looked.connection.db?.listCollections().toArray()).toEqual([]);
  await looked.close();

  const data = join(folder, 'data');
  const { of } = await visit({ MONGODB_URI: undefined, DATA_DIR: data, SECRET_KEY: undefined });
  expect(of('database')).toEqual(['warn database there is none yet; npm start makes it']);
  expect(existsSync(data)).toBe(false);
});

test('what lies about in the database is named', async () => {
  const old = Date.now() - 120_000;
  const lease = { owner: 'gone', until: old };
  const event = { person: 'x', storedAt: old, attempts: 5, event: '{}', doneAt: null };
  await database.models.inbox.insertMany([
    { ...event, _id: '01DEADEVENT', state: 'dead', lease: null },
    { ...event, _id: '01LEASED', state: 'leased', lease },
  ]);
  await database.models.slots.insertMany([
    { _id: 'prune:x', job: 'prune', at: Date.now() - 9 * 86_400_000, state: 'done', lease: null },
  ]);
  await database.models.outbox.collection.dropIndex('key_1');
  const { code, of } = await visit();
  expect(code).toBe(1);
  expect(of('indexes')).toEqual([
    'FAIL indexes unique index {"key":1} of outbox is missing; npm start makes it',
  ]);
  expect(of('dead events')).toEqual([
    'warn dead events 1: look with npm run replay -- ID, for example 01DEADEVENT',
  ]);
  expect(of('leases')[0]).toContain('warn leases 1 left behind');
  expect(of('job prune')[0]).toMatch(/^warn .*is the bot running\?$/);
});

type Row = readonly [
  what: string,
  arrange: () => Readonly<Record<string, string>> | undefined,
  line: RegExp,
  code: number,
];
const rows: readonly Row[] = [
  [
    'a revoked token',
    () => ({ LINE_CHANNEL_ACCESS_TOKEN: 'revoked' }),
    /^FAIL +LINE token +LINE refuses it: issue a new one/m,
    1,
  ],
  [
    'LINE out of reach',
    () => ({ LINE_API_BASE_URL: 'http://127.0.0.1:1' }),
    /^FAIL +LINE token +LINE does not answer/m,
    1,
  ],
  [
    'no webhook address',
    () => void simulator.setWebhookUrl(null),
    /^FAIL +LINE webhook +no address is set: enter/m,
    1,
  ],
  [
    'the webhook of another server',
    () => void simulator.setWebhookUrl('https://old.example/webhook'),
    /^FAIL +LINE webhook +LINE calls https:\/\/old\.example\/webhook, not https:\/\/bot/m,
    1,
  ],
  [
    'a quota that is nearly used up',
    () => {
      simulator.quota.setPlan({ type: 'limited', value: 300 });
      return { MONTHLY_MESSAGE_LIMIT: '0' };
    },
    /^warn +LINE quota +0 of 0 messages left this month/m,
    0,
  ],
  [
    'a database out of reach',
    () => ({ MONGODB_URI: 'mongodb://127.0.0.1:99999/x' }),
    /^FAIL +database +The database cannot be reached\.$/m,
    1,
  ],
  [
    'wrong settings',
    () => ({ PORT: 'x', LINE_CHANNEL_SECRET: '' }),
    /^FAIL +settings +PORT must be [\s\S]*^FAIL +settings +LINE_CHANNEL_SECRET is missing/m,
    1,
  ],
  [
    'demo data',
    () => {
      writeFileSync(join(folder, 'THIS-IS-DEMO-DATA'), '');
      return undefined;
    },
    /^FAIL +settings +DATA_DIR holds demo data/m,
    1,
  ],
];
test.each(rows)('%s is told, with what to do', async (_, arrange, line, code) => {
  const found = await visit(arrange());
  expect(found.lines.join('\n')).toMatch(line);
  expect(found.code).toBe(code);
});

test('the next run is told in Bangkok, whatever the day', () => {
  const at = (text: string) => Date.parse(`${text}+07:00`);
  expect(nextRun('30 3 * * *', at('2024-02-28T03:30:00'))).toBe(at('2024-02-29T03:30:00'));
  expect(nextRun('0 * * * *', at('2026-12-31T23:59:59'))).toBe(at('2027-01-01T00:00:00'));
  expect(nextRun('0 0 29 2 *', at('2026-01-01T00:00:00'))).toBeNull();
});
