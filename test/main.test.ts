import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from '../src/embedded-mongo/start-embedded-mongo.js';
import { type Simulator, startSimulator } from '../src/simulator/start-simulator.js';
import { userIdOf } from './harness/phone.js';
import { type Program, startProgram } from './scripts/program.js';

const channelSecret = 'main-channel-secret';
const channelAccessToken = 'main-channel-access-token';
const person = userIdOf('somebody');
let folder: string;
let simulator: Simulator;
let running: Program[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'main-'));
  running = [];
  simulator = await startSimulator({ environment: 'test', channelSecret, channelAccessToken });
  simulator.befriend([person]);
});
afterEach(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGKILL');
    await ended;
  }
  await simulator.close();
  rmSync(folder, { recursive: true });
});

function main(change: Readonly<Record<string, string>> = {}): Program {
  const program = startProgram('src/main.ts', [], {
    cwd: folder,
    env: {
      NODE_ENV: 'development',
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      LINE_CHANNEL_SECRET: channelSecret,
      LINE_CHANNEL_ACCESS_TOKEN: channelAccessToken,
      LINE_API_BASE_URL: simulator.url,
      ...change,
    },
  });
  running.push(program);
  return program;
}
/** Starts the bot and points LINE at it; answers its origin. */
async function ready(program: Program): Promise<string> {
  const [, port] = await program.says(/"event":"bot\.ready","port":(\d+)/);
  simulator.setWebhookUrl(`http://127.0.0.1:${port}/webhook`);
  return `http://127.0.0.1:${port}`;
}
/** A port of this machine that nobody used a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Resolves when LINE has been asked to send a reply. */
const replying = async (): Promise<void> => {
  while (simulator.sent.length === 0) await new Promise((next) => setImmediate(next));
};

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s: not ready, what is under way is finished, what comes is kept for the next start',
  async (signal) => {
    const bot = main();
    const origin = await ready(bot);
    // LINE has the reply at once and answers late, so that it is under way when the signal comes.
    simulator.faults.next({ endpoint: 'reply', outcome: { slowMs: 1_500 } });
    await simulator.says(person, 'เมนู');
    await replying();
    bot.child.kill(signal);
    while ((await fetch(`${origin}/readyz`)).status === 200);
    expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({
      ok: false,
      reasons: ['shutting down'],
    });
    // npm passes a signal on that the whole group got already.
    bot.child.kill(signal);
    expect((await fetch(`${origin}/livez`)).status).toBe(200);
    expect((await simulator.says(person, 'เมนู')).status).toBe(200);
    expect(await bot.ended).toBe(0);
    expect(bot.said()).toMatch(/"event":"bot\.stopped"/);
    expect(bot.said()).not.toMatch(/"level":50|unfinished|leases-kept/);
    expect(simulator.sent).toHaveLength(1);

    await ready(main());
    while (simulator.sent.length < 2) await new Promise((next) => setImmediate(next));
    expect(simulator.sent.map(({ endpoint }) => endpoint)).toEqual(['reply', 'reply']);
  },
);

test('a database that is away for the boot: alive, not ready, nothing taken, and on when it is there', async () => {
  const port = await freePort();
  const mongoPort = await freePort();
  const bot = main({ PORT: String(port), MONGODB_URI: `mongodb://127.0.0.1:${mongoPort}/test` });
  await bot.says(/"event":"bot\.waits-for-database"/);
  const origin = `http://127.0.0.1:${port}`;
  const status = async (path: string, method = 'GET') =>
    (await fetch(`${origin}${path}`, { method })).status;
  while (!(await status('/livez').catch(() => 0))) await new Promise((next) => setImmediate(next));
  expect([
    await status('/livez'),
    await status('/readyz'),
    await status('/webhook', 'POST'),
  ]).toEqual([200, 503, 503]);
  const mongo = await startEmbeddedMongo({
    dir: null,
    port: mongoPort,
    onFatal: (error) => {
      throw error;
    },
  });
  await ready(bot);
  expect(await status('/readyz')).toBe(200);
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toBe(0);
  await mongo.close();
});

test('wrong settings end it with 78, all of them listed and none of them quoted', async () => {
  const bot = main({
    PORT: 'eighty',
    LINE_CHANNEL_SECRET: '',
    LINE_CHANNEL_ACCESS_TOKEN: 'has a space',
    SECRET_KEY: 'too-short',
  });
  expect(await bot.ended).toBe(78);
  for (const key of [
    'PORT must be',
    'LINE_CHANNEL_SECRET is missing',
    'LINE_CHANNEL_ACCESS_TOKEN must not',
    'SECRET_KEY must be',
  ])
    expect(bot.said()).toContain(`  ${key}`);
  expect(bot.said()).not.toMatch(/eighty|has a space|too-short/);
});

test('a folder with demo data is refused', async () => {
  writeFileSync(join(folder, 'THIS-IS-DEMO-DATA'), '');
  const bot = main({ DATA_DIR: folder });
  expect(await bot.ended).toBe(78);
  expect(bot.said()).toContain('DATA_DIR holds demo data; choose another folder');
});
