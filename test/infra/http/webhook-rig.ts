import { createHmac } from 'node:crypto';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { makeServer } from '../../../src/infra/http/server.js';
import { webhook } from '../../../src/infra/http/webhook.js';
import { type InboxStore, makeInboxStore } from '../../../src/infra/inbox/store.js';
import { makeLog } from '../../../src/infra/log.js';
import type { Database } from '../../../src/infra/mongo/database.js';
import { testClock } from '../../harness/clock.js';

export const botUserId = `U${'b'.repeat(32)}`;
export const user = `U${'1'.repeat(32)}`;
/** Two, as while a secret is being rotated. */
export const channelSecrets = ['old channel secret', 'new channel secret'] as const;

export const signatureOf = (body: Buffer | string, secret: string = channelSecrets[0]): string =>
  createHmac('sha256', secret).update(body).digest('base64');

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };
export type Rig = Awaited<ReturnType<typeof startRig>>;

/** The HTTP face on a real database, with nothing behind the inbox. */
export async function startRig(p: {
  readonly database: Database;
  readonly store?: InboxStore;
  readonly arrivesWithinMs?: number;
}) {
  const clock = testClock(Date.UTC(2021, 1, 27, 2));
  const counts = { stored: 0, ignored: {} as Record<string, number> };
  const logged: string[] = [];
  const log = makeLog(
    'debug',
    new Writable({
      write(chunk, _encoding, done) {
        logged.push(String(chunk));
        done();
      },
    }),
  );
  const { models } = p.database;
  const store =
    p.store ?? makeInboxStore({ models, clock, giveUpMs: 1_900, stored: () => undefined });
  const server = makeServer({
    webhook: webhook({
      channelSecrets,
      botUserId: () => botUserId,
      store,
      clock,
      log,
      counted(result, events) {
        if (result === 'stored') counts.stored += events;
        else counts.ignored[result] = (counts.ignored[result] ?? 0) + events;
      },
      mark: () => undefined,
    }),
    metrics: (_req, res) => void res.sendStatus(404),
    files: (_req, res) => void res.sendStatus(404),
    ailments: () => p.database.ailments(),
    arrivesWithinMs: p.arrivesWithinMs ?? 10_000,
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;

  /** Sends exactly these headers and bytes. */
  const send = (
    method: string,
    path: string,
    headers: OutgoingHttpHeaders = {},
    body?: Buffer | string,
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const outgoing = request({ port, host: '127.0.0.1', method, path, headers, agent: false });
      outgoing.on('error', reject);
      outgoing.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      outgoing.end(body);
    });

  let events = 0;
  return {
    port,
    clock,
    counts,
    logged,
    send,
    /** A body signed as LINE signs it, unless the headers say otherwise. */
    post: (body: Buffer | string, headers: OutgoingHttpHeaders = {}) =>
      send('POST', '/webhook', { 'x-line-signature': signatureOf(body), ...headers }, body),
    /** A text event; what is given replaces the common properties. */
    event(change: Readonly<Record<string, unknown>> = {}) {
      events += 1;
      return {
        type: 'message',
        mode: 'active',
        timestamp: clock.now(),
        source: { type: 'user', userId: user },
        webhookEventId: `01TESTEVENT${String(events).padStart(15, '0')}`,
        deliveryContext: { isRedelivery: false },
        replyToken: 'f'.repeat(32),
        message: { id: String(events), type: 'text', text: 'สวัสดี' },
        ...change,
      };
    },
    envelope: (...all: readonly unknown[]): string =>
      JSON.stringify({ destination: botUserId, events: all }),
    /** The events that are stored, oldest first. */
    async stored(): Promise<readonly unknown[]> {
      const rows = await models.inbox.find().sort({ _id: 1 }).lean();
      return rows.map((row) => JSON.parse(row.event ?? 'null'));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
