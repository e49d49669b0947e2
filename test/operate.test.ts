import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOperatorConfig } from '../src/config.js';
import { startEmbeddedMongo } from '../src/embedded-mongo/start-embedded-mongo.js';
import { openDatabase } from '../src/infra/mongo/database.js';
import { embeddedFolder, openOperatorDatabase } from '../src/operate.js';
import { freshDatabaseUri } from './harness/database.js';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'operate-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const config = () => readOperatorConfig({ DATA_DIR: dataDir });

/** Notes that somebody was there and counts who was before. */
async function visit(operatorConfig = config()): Promise<number> {
  const { database, close } = await openOperatorDatabase(operatorConfig);
  try {
    const before = await database.models.tombstones.countDocuments();
    await database.models.tombstones.insertMany([{ _id: `visitor ${before}`, at: before }]);
    return before;
  } finally {
    await close();
  }
}

test('without a running bot the embedded database is opened here, and given free again', async () => {
  expect(await visit()).toBe(0);
  expect(await visit()).toBe(1);
});

test('beside a running bot its database is used, and goes on running', async () => {
  expect(await visit()).toBe(0);
  const server = await startEmbeddedMongo({
    dir: embeddedFolder(dataDir),
    onFatal: (error) => {
      throw error;
    },
  });
  try {
    expect(await visit()).toBe(1);
    const bot = await openDatabase(server.uri('change_leaders'));
    expect(await bot.models.tombstones.countDocuments()).toBe(2);
    await bot.close();
  } finally {
    await server.close();
  }
});

test('MONGODB_URI is used when it is set', async () => {
  const MONGODB_URI = freshDatabaseUri();
  expect(await visit(readOperatorConfig({ DATA_DIR: dataDir, MONGODB_URI }))).toBe(0);
  const database = await openDatabase(MONGODB_URI);
  expect(await database.models.tombstones.countDocuments()).toBe(1);
  await database.connection.dropDatabase();
  await database.close();
});

test('secrets are the same every time', async () => {
  const first = await openOperatorDatabase(config());
  await first.close();
  const second = await openOperatorDatabase(config());
  await second.close();
  expect(second.secrets.codeId('0123456789AB')).toBe(first.secrets.codeId('0123456789AB'));
});
