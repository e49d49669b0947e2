import { request } from 'node:http';
import { connect } from 'node:net';
import type { Database } from '../../../src/infra/mongo/database.js';
import { withDatabase } from '../../harness/database.js';
import { type Rig, signatureOf, startRig } from './webhook-rig.js';

const mebibyte = 1024 * 1024;
let rig: Rig;
let held: { database: Database; drop(): Promise<void> };
beforeAll(async () => {
  held = await withDatabase();
});
afterAll(() => held.drop());
afterEach(async () => {
  await rig.close();
  await held.database.models.inbox.deleteMany({});
});

/** The answer to these bytes, for as long as the connection stays open. */
const raw = (port: number, head: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk) => {
      heard += String(chunk);
    });
    socket.on('close', () => resolve(heard));
    socket.on('error', () => undefined);
    socket.write(head);
  });

test('a body that never ends is 413 after 1 MiB, while it is still being sent', async () => {
  rig = await startRig({ database: held.database });
  const before = process.memoryUsage().rss;
  let sent = 0;
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const outgoing = request({
      port: rig.port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/webhook',
      headers: { 'x-line-signature': signatureOf('') },
    });
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const more = (): void => {
      while (outgoing.write(chunk)) sent += chunk.length;
      sent += chunk.length;
    };
    outgoing.on('drain', more);
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      resolve(response.statusCode);
      outgoing
        .off('drain', more)
        .off('error', reject)
        .on('error', () => undefined);
      outgoing.destroy();
    });
    more();
  });
  expect(status).toBe(413);
  // What was on its way in the buffers of both ends is part of it.
  expect(sent).toBeLessThan(32 * mebibyte);
  expect(process.memoryUsage().rss - before).toBeLessThan(50 * mebibyte);
});

test('an announced length over the limit is 413 before any body came', async () => {
  rig = await startRig({ database: held.database, arrivesWithinMs: 1_000 });
  const head = `POST /webhook HTTP/1.1\r\nhost: x\r\ncontent-length: ${400 * mebibyte}\r\n\r\n`;
  expect(await raw(rig.port, head)).toMatch(/^HTTP\/1\.1 413 /);
});

test.each([
  ['a body', 'POST /webhook HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{'],
  ['headers', 'POST /webhook HTTP/1.1\r\nhost: x\r\n'],
])('%s that does not come in time is 408 and the connection is closed', async (_what, head) => {
  rig = await startRig({ database: held.database, arrivesWithinMs: 400 });
  const started = performance.now();
  expect(await raw(rig.port, head)).toMatch(/^HTTP\/1\.1 408 /);
  expect(performance.now() - started).toBeGreaterThan(390);
  expect(await rig.stored()).toEqual([]);
  expect((await rig.post(rig.envelope(rig.event()))).status).toBe(200);
});

test('a sender that goes away in the middle leaves nothing', async () => {
  rig = await startRig({ database: held.database, arrivesWithinMs: 400 });
  const gone = new Promise((closed) => {
    const socket = connect(rig.port, '127.0.0.1');
    socket.on('close', closed);
    socket.write('POST /webhook HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{', () =>
      socket.destroy(),
    );
  });
  await gone;
  expect((await rig.send('GET', '/livez')).status).toBe(200);
  expect(rig.logged.join('')).not.toContain('webhook.not-stored');
});

test('both lengths at once, or a length that is none, is 400', async () => {
  rig = await startRig({ database: held.database });
  for (const length of ['5\r\ntransfer-encoding: chunked', 'five', '-1']) {
    const head = `POST /webhook HTTP/1.1\r\nhost: x\r\ncontent-length: ${length}\r\n\r\n`;
    expect(await raw(rig.port, head)).toMatch(/^HTTP\/1\.1 400 /);
  }
});
