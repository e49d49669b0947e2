import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import mongoose from 'mongoose';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start-embedded-mongo.js';
import { compiled } from '../harness/compiled.js';
import { failTest } from './contract/open-database.js';
import { temporaryFolder } from './temporary-folder.js';

const dir = temporaryFolder();

/** The system refuses to let any file of the process grow beyond a few megabytes: a disk that is full. */
const onFullDisk = `ulimit -f 8000; exec "$0" "$1" --dir "$2" --port 0`;

test('a full disk stops the server with a sentence and an exit code; what was acknowledged is kept', async () => {
  const child = spawn(
    'sh',
    ['-c', onFullDisk, process.execPath, compiled('scripts/mongod.ts'), dir],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += String(chunk);
  });
  const exited = once(child, 'exit');
  const [uri] = (await once(createInterface(child.stdout), 'line')) as [string];
  const options = { serverSelectionTimeoutMS: 300, retryWrites: false };
  const client = await mongoose.mongo.MongoClient.connect(uri, options);
  const acknowledged: number[] = [];
  const fill = async (): Promise<never> => {
    for (let _id = 0; ; _id++) {
      const doc = { _id, text: 'x'.repeat(100_000) };
      await client.db().collection<typeof doc>('c').insertOne(doc);
      acknowledged.push(_id);
    }
  };
  await expect(fill()).rejects.toThrow();
  expect(await exited).toEqual([1, null]);
  expect(said).toMatch(/The database stopped: writing the data file failed: .+ make room/);
  await client.close(true);

  const server = await startEmbeddedMongo({ dir, onFatal: failTest });
  const again = await mongoose.mongo.MongoClient.connect(
    server.uri(new URL(uri).pathname.slice(1)),
  );
  const kept = await again
    .db()
    .collection('c')
    .find({}, { projection: { _id: 1 } })
    .toArray();
  expect(kept.map((doc): unknown => doc._id)).toEqual(expect.arrayContaining(acknowledged));
  expect(acknowledged.length).toBeGreaterThan(3);
  await again.close();
  await server.close();
});
