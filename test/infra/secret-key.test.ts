import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { secretKeyFile, secretKeyOf } from '../../src/infra/secret-key.js';
import { compiled } from '../harness/compiled.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secret-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the key from the settings is used and nothing is written', () => {
  const secretKey = Buffer.alloc(32, 1);
  expect(secretKeyOf({ secretKey, dataDir: folder })).toBe(secretKey);
  expect(readdirSync(folder)).toEqual([]);
});

test('otherwise one is made once, for its owner only, in a folder that need not be there', () => {
  const dataDir = join(folder, 'data');
  const key = secretKeyOf({ secretKey: null, dataDir });
  expect(key).toHaveLength(32);
  expect(secretKeyOf({ secretKey: null, dataDir })).toEqual(key);
  expect(readdirSync(dataDir)).toEqual([secretKeyFile]);
  expect(statSync(join(dataDir, secretKeyFile)).mode & 0o777).toBe(0o600);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});

test('of several that start at once, all use the same key', async () => {
  const source = compiled('src/infra/secret-key.ts');
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const { secretKeyOf } = require(workerData.source);
    parentPort.once('message', () => {
      parentPort.postMessage(secretKeyOf({ secretKey: null, dataDir: workerData.dataDir }).toString('hex'));
    });
    parentPort.postMessage('ready');`;
  const next = (worker: Worker) => new Promise<string>((done) => worker.once('message', done));
  const workers = Array.from(
    { length: 4 },
    () => new Worker(code, { eval: true, workerData: { source, dataDir: folder } }),
  );
  await Promise.all(workers.map(next));
  const keys = Promise.all(workers.map(next));
  for (const worker of workers) worker.postMessage('go');
  expect(new Set(await keys).size).toBe(1);
  expect(readdirSync(folder)).toEqual([secretKeyFile]);
  await Promise.all(workers.map((worker) => worker.terminate()));
});

test.each(['', 'c2hvcnQ=', Buffer.alloc(33).toString('base64')])(
  'a kept key that is damaged (%j) is never replaced',
  (kept) => {
    const file = join(folder, secretKeyFile);
    writeFileSync(file, kept);
    chmodSync(file, 0o600);
    expect(() => secretKeyOf({ secretKey: null, dataDir: folder })).toThrow(
      'secret-key-unreadable',
    );
    expect(statSync(file).size).toBe(kept.length);
  },
);
