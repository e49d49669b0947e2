import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backup } from '../../scripts/backup.js';
import { checkDatabase } from '../../scripts/doctor/database.js';
import { restoreBackup } from '../../scripts/restore.js';
import { type Environment, readOperatorConfig } from '../../src/config.js';
import { openOperatorDatabase } from '../../src/operate.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const environmentOf = (name: string, more: Environment = {}): Environment => ({
  DATA_DIR: join(folder, name),
  SECRET_KEY: Buffer.alloc(32).toString('base64'),
  ...more,
});

async function command(
  run: typeof backup,
  environment: Environment,
  ...argv: string[]
): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const code = await run({ argv, environment: () => environment, print });
  return { code, said: lines.join('\n') };
}

async function fill(environment: Environment): Promise<void> {
  const { database, close } = await openOperatorDatabase(readOperatorConfig(environment));
  await database.connection.db?.collection<{ _id: string }>('marks').insertOne({ _id: 'canary' });
  await close();
}

const dataFileOf = async (environment: Environment) =>
  (await checkDatabase(readOperatorConfig(environment), Date.now())).find(
    ({ about }) => about === 'data file',
  );

test('a backup goes into another DATA_DIR, and the doctor finds all of it', async () => {
  const [here, there] = [environmentOf('here'), environmentOf('there')];
  await fill(here);
  const file = join(folder, 'a.backup');
  expect(await command(backup, here, '--to', file)).toMatchObject({
    code: 0,
    said: expect.stringMatching(/change_leaders\.marks: 1 documents[\s\S]*checked/),
  });
  expect(await command(restoreBackup, there, file)).toMatchObject({
    code: 0,
    said: expect.stringContaining('change_leaders.marks: 1 documents'),
  });
  expect(await dataFileOf(there)).toEqual(await dataFileOf(here));
  expect(await dataFileOf(there)).toMatchObject({
    level: 'ok',
    says: expect.stringMatching(/^1 doc/),
  });
});

test('what cannot be done is refused in a sentence', async () => {
  const here = environmentOf('here');
  const elsewhere = environmentOf('x', { MONGODB_URI: 'mongodb://127.0.0.1:1/x?replicaSet=rs0' });
  const file = join(folder, 'a.backup');
  const refusals: [Promise<{ code: number; said: string }>, string][] = [
    [command(backup, here), 'Usage'],
    [command(backup, here, '--to', file), 'holds no data'],
    [command(backup, elsewhere, '--to', file), 'mongodump'],
    [command(restoreBackup, elsewhere, file), 'MONGODB_URI is set'],
    [command(restoreBackup, here, join(folder, 'nothing')), 'no such file'],
  ];
  for (const [answer, says] of refusals)
    expect(await answer).toMatchObject({ code: 2, said: expect.stringContaining(says) });
  expect(existsSync(file)).toBe(false);
});

test('the doctor tells a damaged data file', async () => {
  const here = environmentOf('here');
  await fill(here);
  const file = join(folder, 'here', 'mongo', 'data', 'data.mdb');
  const bytes = readFileSync(file);
  bytes[bytes.lastIndexOf('canary') + 1] = 0x45;
  writeFileSync(file, bytes);
  expect(await dataFileOf(here)).toMatchObject({
    level: 'FAIL',
    says: expect.stringContaining('restore a backup'),
  });
});
