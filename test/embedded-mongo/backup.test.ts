import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'bson';
import { open } from 'lmdb';
import mongoose from 'mongoose';
import {
  backUp,
  checkFolder,
  dataFolder,
  restore,
} from '../../src/embedded-mongo/folder/backup.js';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start-embedded-mongo.js';
import { collectionKey, documentKey } from '../../src/embedded-mongo/store/disk.js';
import { compiled } from '../harness/compiled.js';
import { failTest } from './contract/open-database.js';
import { temporaryFolder } from './temporary-folder.js';

const root = temporaryFolder();
const fileIn = (dir: string) => join(dataFolder(dir), 'data.mdb');
const start = (dir: string) => startEmbeddedMongo({ dir, onFatal: failTest });
const connect = (uri: string) => mongoose.mongo.MongoClient.connect(uri);

type Pair = { _id: string; pair: number };

async function startServer(dir: string): Promise<{ child: ChildProcess; uri: string }> {
  const child = spawn(process.execPath, [compiled('test/embedded-mongo/kill-server.ts'), dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return { child, uri: String(line).trim() };
}

/** A folder with a few documents whose server has ended. */
async function filled(name: string): Promise<string> {
  const dir = join(root, name);
  const server = await start(dir);
  const client = await connect(server.uri('x'));
  const docs = Array.from({ length: 300 }, (_, n) => ({ n, text: `canary-${n}` }));
  await client.db().collection('c').insertMany(docs);
  await client.close();
  await server.close();
  return dir;
}

test('a backup under load is one moment: restored elsewhere it is whole and its counts agree', async () => {
  const dir = join(root, 'loaded');
  const { child, uri } = await startServer(dir);
  const client = await connect(uri);
  const [a, b] = ['a', 'b'].map((name) => client.db().collection<Pair>(name));
  if (!a || !b) throw new Error('no collections');
  let isWriting = true;
  let pairs = 0;
  const write = async (writer: number) => {
    for (let pair = 0; isWriting; pair++) {
      const doc = { _id: `${writer}-${pair}`, pair };
      await client.withSession((session) =>
        session.withTransaction(async () => {
          await a.insertOne(doc, { session });
          await b.insertOne(doc, { session });
        }),
      );
      pairs++;
    }
  };
  const writers = [0, 1, 2, 3].map(write);
  while (pairs === 0) await new Promise(setImmediate);
  const before = pairs;
  const inventory = await backUp(dir, join(root, 'loaded.backup'));
  while (pairs === before) await new Promise(setImmediate);
  isWriting = false;
  await Promise.all(writers);
  expect(await checkFolder(dir)).toEqual(
    new Map([
      ['k.a', pairs],
      ['k.b', pairs],
    ]),
  );
  await client.close();
  child.kill('SIGKILL');
  await once(child, 'exit');

  const elsewhere = join(root, 'elsewhere');
  expect(await restore(join(root, 'loaded.backup'), elsewhere)).toEqual(inventory);
  expect(inventory.get('k.a')).toBe(inventory.get('k.b'));
  expect(await checkFolder(elsewhere)).toEqual(inventory);
  const server = await start(elsewhere);
  const restored = await connect(server.uri('k'));
  const ids = async (name: string) =>
    (await restored.db().collection<Pair>(name).find().sort({ _id: 1 }).toArray()).map(
      (d) => d._id,
    );
  expect((await ids('a')).length).toBe(inventory.get('k.a') ?? 0);
  expect(await ids('b')).toEqual(await ids('a'));
  await restored.close();
  await server.close();
});

test('nothing is overwritten, and nothing half is left behind', async () => {
  const dir = await filled('kept');
  const target = join(root, 'kept.backup');
  await backUp(dir, target);
  await expect(backUp(dir, target)).rejects.toThrow('exists already');
  await expect(restore(target, dir)).rejects.toThrow('exists already');
  const noBackup = join(root, 'no.backup');
  writeFileSync(noBackup, 'a text');
  const fresh = join(root, 'fresh');
  await expect(restore(noBackup, fresh)).rejects.toThrow('is damaged');
  await expect(backUp(fresh, join(root, 'x'))).rejects.toThrow('holds no data');
  expect(existsSync(dataFolder(fresh))).toBe(false);
  expect(readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([]);
  expect(await checkFolder(fresh)).toBeNull();
});

/** A copy of the folder, spoiled. */
async function damaged(name: string, spoil: (file: string) => void): Promise<string> {
  const from = await filled(`${name}-whole`);
  const dir = join(root, name);
  mkdirSync(dataFolder(dir), { recursive: true });
  copyFileSync(fileIn(from), fileIn(dir));
  spoil(fileIn(dir));
  return dir;
}

test('a byte that changed on the disk is found by its checksum', async () => {
  const dir = await damaged('flipped', (file) => {
    const bytes = readFileSync(file);
    bytes[bytes.lastIndexOf('canary-150') + 1] = 0x45;
    writeFileSync(file, bytes);
  });
  await expect(checkFolder(dir)).rejects.toThrow(/is damaged \(entry \w+ of the documents/);
  await expect(start(dir)).rejects.toThrow('restore a backup');
});

test('a file that was cut off is refused in a sentence, not by a crash', async () => {
  const dir = await damaged('cut', (file) => truncateSync(file, statSync(file).size / 2));
  await expect(checkFolder(dir)).rejects.toThrow('cut off');
  await expect(start(dir)).rejects.toThrow('restore a backup');
});

test('a folder of the first format is brought up to date, one of a later program refused', async () => {
  const dir = join(root, 'old');
  mkdirSync(dataFolder(dir), { recursive: true });
  const spec = { v: 2, key: { n: 1 }, name: 'n_1', unique: true };
  const described = { ns: 'x.c', id: 1, uuid: new mongoose.mongo.UUID(), indexes: [spec] };
  const old = open({ path: dataFolder(dir), maxDbs: 4 });
  const put = async (table: string, key: Uint8Array, doc: object) => {
    const opened = old.openDB({ name: table, keyEncoding: 'binary', encoding: 'binary' });
    await opened.put(key as Buffer, Buffer.from(serialize(doc)));
  };
  await put('collections', collectionKey(1), described);
  for (const n of [1, 2]) await put('documents', documentKey(1, n), { _id: n, n });
  await old.close();
  expect(await checkFolder(dir)).toEqual(new Map([['x.c', 2]]));
  for (const round of [1, 2]) {
    const server = await start(dir);
    const client = await connect(server.uri('x'));
    const found = await client.db().collection('c').find().sort({ n: 1 }).toArray();
    expect([round, found]).toEqual([
      round,
      [
        { _id: 1, n: 1 },
        { _id: 2, n: 2 },
      ],
    ]);
    await client.close();
    await server.close();
  }
  const later = open({ path: dataFolder(dir), maxDbs: 4 });
  const meta = later.openDB({ name: 'meta', keyEncoding: 'binary', encoding: 'binary' });
  await meta.put(Buffer.from('format'), Buffer.from([0, 0, 0, 99]));
  await later.close();
  await expect(start(dir)).rejects.toThrow('update the program');
  await expect(checkFolder(dir)).rejects.toThrow('has format 99');
});
