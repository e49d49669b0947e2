import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import mongoose from 'mongoose';
import { findRunningEmbeddedMongo } from '../../src/embedded-mongo/find-running.js';
import { lockFolder } from '../../src/embedded-mongo/folder/folder-lock.js';
import { socketUri, startEmbeddedMongo } from '../../src/embedded-mongo/start-embedded-mongo.js';
import { compiled } from '../harness/compiled.js';
import { failTest } from './contract/open-database.js';
import { socketPathOf } from './raw-client.js';
import { temporaryFolder } from './temporary-folder.js';

const root = temporaryFolder();
const start = (dir: string | null, port?: number) =>
  startEmbeddedMongo({ dir, onFatal: failTest, ...(port !== undefined && { port }) });
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('only the owner may reach folder, socket and address', async () => {
  const dir = join(root, 'private', 'data');
  const server = await start(dir);
  expect(modeOf(dir)).toBe('700');
  expect(modeOf(join(dir, 'mongo.sock'))).toBe('600');
  expect(modeOf(join(dir, 'address'))).toBe('600');
  await server.close();
  expect(existsSync(join(dir, 'mongo.sock'))).toBe(false);
});

test('a running server is found by its folder, through a path too long for a socket as well', async () => {
  for (const name of ['short', 'long'.repeat(30)]) {
    const dir = join(root, name);
    const server = await start(dir);
    const found = await findRunningEmbeddedMongo(dir);
    expect(found).toBe(socketPathOf(server.uri('x')));
    const client = await mongoose.mongo.MongoClient.connect(socketUri(String(found), 'x'));
    expect(await client.db().command({ ping: 1 })).toEqual({ ok: 1 });
    await client.close();
    expect(modeOf(dirname(String(found)))).toBe('700');
    await server.close();
    expect(await findRunningEmbeddedMongo(dir)).toBeNull();
    expect(existsSync(String(found))).toBe(false);
  }
});

test('nobody runs in a folder that does not exist or whose server was killed', async () => {
  expect(await findRunningEmbeddedMongo(join(root, 'nothing'))).toBeNull();
  const dir = join(root, 'killed');
  mkdirSync(dir);
  writeFileSync(join(dir, 'address'), join(dir, 'mongo.sock'));
  expect(await findRunningEmbeddedMongo(dir)).toBeNull();
});

test('a copy of a folder that is open does not lead to the server of the original', async () => {
  const dir = join(root, 'original');
  const server = await start(dir);
  const copy = join(root, 'copy');
  mkdirSync(copy);
  copyFileSync(join(dir, 'address'), join(copy, 'address'));
  expect(await findRunningEmbeddedMongo(copy)).toBeNull();
  expect(await findRunningEmbeddedMongo(dir)).not.toBeNull();
  await server.close();
});

test('a second server in the same folder is refused, naming folder and process', async () => {
  const dir = join(root, 'shared');
  const server = await start(dir);
  await expect(start(dir)).rejects.toThrow(`${dir} is in use by process ${process.pid}`);
  const other = spawnSync(process.execPath, [compiled('test/embedded-mongo/kill-server.ts'), dir], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(other.stderr).toContain(`in use by process ${process.pid}`);
  expect(other.status).toBe(1);
  await server.close();
  await (await start(dir)).close();
});

test('a lock left by a dead process, or by another one with its number, is taken over', () => {
  const dir = join(root, 'stale');
  mkdirSync(dir);
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  writeFileSync(join(dir, 'lock-4'), JSON.stringify({ pid: dead, startedAt: 'x' }));
  const free = lockFolder(dir);
  expect(readdirSync(dir)).toEqual(['lock-5']);
  expect(() => lockFolder(dir)).toThrow('in use');
  free();
  writeFileSync(
    join(dir, 'lock-6'),
    JSON.stringify({ pid: process.pid, startedAt: 'before a reboot' }),
  );
  lockFolder(dir)();
  expect(readdirSync(dir)).toEqual(['lock-7']);
});

test('in memory nothing is left behind', async () => {
  const server = await start(null);
  const folder = dirname(socketPathOf(server.uri('x')));
  expect(modeOf(folder)).toBe('700');
  await server.close();
  expect(existsSync(folder)).toBe(false);
});

test('on a port the URI is that of a replica set, and a busy one leaves the folder free', async () => {
  const server = await start(null, 0);
  expect(server.port).toBeGreaterThan(0);
  expect(server.uri('x')).toBe(`mongodb://127.0.0.1:${server.port}/x?replicaSet=rs0`);
  const client = await mongoose.mongo.MongoClient.connect(server.uri('x'));
  await client.withSession((session) =>
    session.withTransaction(() => client.db().collection('c').insertOne({ a: 1 }, { session })),
  );
  expect(await client.db().collection('c').countDocuments()).toBe(1);
  await client.close();
  const dir = join(root, 'busy-port');
  await expect(start(dir, Number(server.port))).rejects.toThrow('EADDRINUSE');
  await (await start(dir)).close();
  await server.close();
});
