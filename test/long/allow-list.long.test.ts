import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start-embedded-mongo.js';
import { failTest } from '../embedded-mongo/contract/open-database.js';
import { demandOf } from '../embedded-mongo/demand/demand-of.js';
import { startRelay } from '../embedded-mongo/demand/relay.js';
import { socketPathOf } from '../embedded-mongo/raw-client.js';
import { root } from '../harness/root.js';

/*
 * Watches every command that the product's own tests send, and compares what they ask for with
 * demand/product.json, against which npm test compares the allow-list. `UPDATE=1` writes the file anew.
 */
const file = join(__dirname, '..', 'embedded-mongo', 'demand', 'product.json');
const notTheProduct = ['/node_modules/', 'test/long', 'test/browser', 'test/embedded-mongo'];

test('what the product asks of its database is what the list was made for', async () => {
  const server = await startEmbeddedMongo({ dir: null, onFatal: failTest });
  const seen = new Set<string>();
  let commands = 0;
  const relay = await startRelay(socketPathOf(server.uri('x')), (command) => {
    commands += 1;
    for (const item of demandOf(command)) seen.add(item);
  });
  const jest = spawn(
    process.execPath,
    [require.resolve('jest/bin/jest'), '--testPathIgnorePatterns', ...notTheProduct],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'ignore'],
      env: {
        ...process.env,
        // of this file only, not of the transcripts
        UPDATE: '',
        // straight to the relay: `hello` names the server's own address
        MONGODB_URI: `mongodb://127.0.0.1:${relay.port}/test?directConnection=true`,
      },
    },
  );
  await once(jest, 'exit');
  await relay.close();
  await server.close();
  const asked = [...seen].sort();
  process.stdout.write(`allow-list: ${commands} commands ask for ${asked.length} things\n`);
  expect(commands).toBeGreaterThan(10_000);
  if (process.env.UPDATE === '1') writeFileSync(file, `${JSON.stringify(asked, null, 2)}\n`);
  expect(asked).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});
