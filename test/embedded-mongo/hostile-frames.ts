import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { encodeMessage, type RawClient } from './raw-client.js';
import { printedSeed } from './seed.js';

/** Everything the server answers to these bytes until it or we close the connection. */
export async function answerTo(socketPath: string, ...parts: Uint8Array[]): Promise<Buffer> {
  const socket = connect(socketPath);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // a reset is one of the ways in which a server may hang up
  socket.on('error', () => socket.destroy());
  const closed = once(socket, 'close');
  for (const part of parts) socket.write(part);
  socket.end();
  await closed;
  return Buffer.concat(chunks);
}

const commands = [
  { find: 'c', filter: { a: { $gt: 1 } }, $db: 'x' },
  { insert: 'c', documents: [{ _id: 1, a: [1, { b: 'x' }] }], $db: 'x' },
  { update: 'c', updates: [{ q: { a: 1 }, u: { $set: { 'a.b': 1 } }, upsert: true }], $db: 'x' },
  { aggregate: 'c', pipeline: [{ $group: { _id: '$a', n: { $sum: 1 } } }], cursor: {}, $db: 'x' },
  { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a_1', unique: true }], $db: 'x' },
].map((command) => encodeMessage(command));

const mutated = fc
  .tuple(
    fc.constantFrom(...commands),
    fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
    fc.nat({ max: 30 }),
  )
  .map(([message, changes, cut]) => {
    const bytes = Buffer.from(message);
    for (const [at, value] of changes) bytes[16 + (at % (bytes.length - 16))] = value;
    return bytes.subarray(0, bytes.length - (cut > 25 ? cut : 0));
  });
const anything = fc.oneof(mutated, mutated, fc.uint8Array({ maxLength: 200 }));

const atOnce = 20;

/** Sends that many spoiled frames, twenty connections at a time; after each time `healthy` is served. */
export async function sendHostileFrames(p: {
  frames: number;
  socketPath: string;
  healthy: RawClient;
}): Promise<void> {
  const streams = fc.array(anything, { minLength: atOnce, maxLength: atOnce, size: 'max' });
  await fc.assert(
    fc.asyncProperty(streams, async (all) => {
      await Promise.all(all.map((bytes) => answerTo(p.socketPath, bytes)));
      expect(await p.healthy.send({ ping: 1, $db: 'x' })).toEqual({ ok: 1 });
    }),
    { numRuns: Math.ceil(p.frames / atOnce), seed: printedSeed() },
  );
}
