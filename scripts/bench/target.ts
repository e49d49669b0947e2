import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start-embedded-mongo.js';
import { systemClock } from '../../src/infra/clock.js';
import { makeServer } from '../../src/infra/http/server.js';
import { webhook } from '../../src/infra/http/webhook.js';
import { makeInboxStore } from '../../src/infra/inbox/store.js';
import { makeLog } from '../../src/infra/log.js';
import { openDatabase } from '../../src/infra/mongo/database.js';
import { channelSecret } from './driver.js';

/** The yardstick: node:http, HMAC and JSON.parse, nothing stored. */
async function startRaw(): Promise<number> {
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const body = Buffer.concat(parts);
      const expected = createHmac('sha256', channelSecret).update(body).digest();
      const given = Buffer.from(String(req.headers['x-line-signature']), 'base64');
      const isSigned = timingSafeEqual(expected, given);
      const { events } = JSON.parse(body.toString('utf8')) as { events: unknown[] };
      res.statusCode = isSigned && events.length > 0 ? 200 : 401;
      res.setHeader('content-type', 'application/json');
      res.end('{}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
}

/** The bot's own webhook over the embedded database on disk: verified, stored durably, answered. */
async function startWebhook(dir: string): Promise<number> {
  const mongo = await startEmbeddedMongo({
    dir,
    onFatal: (error) => {
      throw error;
    },
  });
  const { models } = await openDatabase(mongo.uri('bench'));
  const clock = systemClock();
  const log = makeLog('warn');
  const store = makeInboxStore({ models, clock, giveUpMs: 1_900, stored: () => {} });
  const server = makeServer({
    webhook: webhook({
      channelSecrets: [channelSecret],
      botUserId: () => null,
      store,
      clock,
      log,
      counted: () => {},
      mark: () => {},
    }),
    metrics: (_req, res) => void res.sendStatus(404),
    files: (_req, res) => void res.sendStatus(404),
    ailments: async () => [],
    arrivesWithinMs: 10_000,
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
}

async function main(): Promise<void> {
  const [what] = process.argv.slice(2);
  const dir = mkdtempSync(join(tmpdir(), 'bench-'));
  const port = what === 'raw' ? await startRaw() : await startWebhook(join(dir, 'mongo'));
  // CPU of the whole process: the database's thread is in it.
  process.on('message', (ask) => {
    if (ask === 'cpu') process.send?.({ cpu: process.cpuUsage() });
    else {
      rmSync(dir, { recursive: true, force: true });
      process.exit(0);
    }
  });
  process.send?.({ port });
}

void main();
