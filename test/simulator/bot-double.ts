import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { webhook } from '@line/bot-sdk';

export type Received = {
  readonly raw: Buffer;
  readonly signature: string;
  readonly body: webhook.CallbackRequest;
};

export type BotDouble = {
  readonly url: string;
  readonly origin: string;
  readonly received: Received[];
  /** Status of the next answers, then 200 again. */
  failNext(status: number, times?: number): void;
  /** Every GET is answered with this picture from now on. */
  serve(png: Buffer): void;
  /** The next answers wait until this is settled. */
  waitFor(until: Promise<void> | null): void;
  close(): Promise<void>;
};

/** A bot that only listens: what LINE really sent it, byte by byte. */
export async function startBotDouble(): Promise<BotDouble> {
  const received: Received[] = [];
  const statuses: number[] = [];
  let picture: Buffer | null = null;
  let waiting: Promise<void> | null = null;
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response
        .writeHead(200, { 'content-type': 'image/png' })
        .end(picture ?? `picture ${request.url}`);
      return;
    }
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const raw = Buffer.concat(parts);
      const signature = String(request.headers['x-line-signature']);
      received.push({ raw, signature, body: JSON.parse(raw.toString('utf8')) });
      const answer = () => response.writeHead(statuses.shift() ?? 200).end('{}');
      if (waiting === null) answer();
      else void waiting.then(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    url: `${origin}/webhook`,
    received,
    failNext: (status, times = 1) =>
      void statuses.push(...Array.from({ length: times }, () => status)),
    serve: (png) => {
      picture = png;
    },
    waitFor: (until) => {
      waiting = until;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
