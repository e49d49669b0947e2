import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/infra/mongo/database.js';
import { startWorld } from '../harness/world.js';
import { startSecondBot, webhookOf } from '../infra/inbox/second-bot.js';
import { type Program, startProgram } from './program.js';

const address = /mongodb:\/\/127\.0\.0\.1:(\d+)\/change_leaders\?replicaSet=rs0/;
let folder: string;
let running: Program[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mongod-'));
  running = [];
});
afterEach(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true });
});
function mongod(...argv: readonly string[]): Program {
  const program = startProgram('scripts/mongod.ts', argv);
  running.push(program);
  return program;
}

test('two bots share it, and what they stored is there after SIGTERM and a new start', async () => {
  const first = mongod('--dir', folder, '--port', '0');
  const [uri = ''] = await first.says(address);
  const world = await startWorld({ mongodbUri: uri });
  const second = await startSecondBot(world, uri);
  const { simulator } = world;
  const { id } = world.phone('somebody');
  try {
    // Delivered to one bot and again to the other: one turn, one answer.
    const { eventId } = await simulator.says(id, 'เมนู');
    await world.idle();
    simulator.setWebhookUrl(webhookOf(second));
    await simulator.redeliver(eventId);
    await simulator.says(id, 'เมนู');
    await second.idle();
    expect(simulator.sent).toHaveLength(2);
  } finally {
    await second.stop();
    await world.leave();
  }
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);

  const again = mongod('--dir', folder, '--port', '0');
  const [uriAgain = ''] = await again.says(address);
  const { models, close } = await openDatabase(uriAgain);
  expect(await models.inbox.countDocuments({ state: 'done' })).toBe(2);
  await close();
});

test('a folder and a port in use are named', async () => {
  const first = mongod('--dir', folder, '--port', '0');
  const port = (await first.says(address))[1] ?? '';
  const sameFolder = mongod('--dir', folder, '--port', '0');
  const samePort = mongod('--dir', join(folder, 'other'), '--port', port);
  expect(await sameFolder.ended).toBe(2);
  expect(sameFolder.said()).toContain(`The data folder ${folder} is in use by process`);
  expect(await samePort.ended).toBe(2);
  expect(samePort.said()).toBe(`Port ${port} is in use; choose another one.\n`);
});

test.each([[[]], [['--dir', 'x']], [['--dir', 'x', '--port', 'y']], [['x']]])(
  'wrong use is answered with the usage (%j)',
  async (argv) => {
    const program = mongod(...argv);
    expect(await program.ended).toBe(2);
    expect(program.said()).toMatch(/^Usage: npm run mongod/);
  },
);
