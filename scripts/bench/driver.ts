import { createHmac, randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const secret = 'bench-channel-secret';
export const channelSecret = secret;
const destination = `U${'0'.repeat(32)}`;

/** One signed webhook request with one event of one of many people, ready to be written to a socket. */
export function webhookRequest(): Buffer {
  const body = Buffer.from(
    JSON.stringify({
      destination,
      events: [
        {
          type: 'message',
          mode: 'active',
          timestamp: Date.now(),
          source: { type: 'user', userId: `U${randomBytes(16).toString('hex')}` },
          webhookEventId: randomBytes(13).toString('hex').toUpperCase(),
          deliveryContext: { isRedelivery: false },
          replyToken: randomBytes(16).toString('hex'),
          message: {
            id: String(Math.floor(Math.random() * 1e15)),
            type: 'text',
            quoteToken: 'q',
            text: 'สถานะ',
          },
        },
      ],
    }),
  );
  const signature = createHmac('sha256', secret).update(body).digest('base64');
  const head = [
    'POST /webhook HTTP/1.1',
    'host: 127.0.0.1',
    'content-type: application/json',
    `x-line-signature: ${signature}`,
    `content-length: ${body.length}`,
  ].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]);
}

/** Sends one request on an idle keep-alive connection; answers the status and the time it took. */
function exchange(socket: Socket, request: Buffer): Promise<{ status: number; ms: number }> {
  const began = performance.now();
  return new Promise((done, failed) => {
    socket.once('data', (data) => {
      socket.removeListener('error', failed);
      done({ status: Number(data.subarray(9, 12).toString()), ms: performance.now() - began });
    });
    socket.once('error', failed);
    socket.write(request);
  });
}

const open = (port: number): Promise<Socket> =>
  new Promise((done, failed) => {
    const socket = connect(port, '127.0.0.1', () => done(socket));
    socket.setNoDelay(true);
    socket.once('error', failed);
  });

export type Run = {
  readonly requests: number;
  readonly seconds: number;
  readonly refused: number;
  /** Sorted, milliseconds. */
  readonly latencies: readonly number[];
};

/** As fast as `connections` clients that wait for each answer can go. */
export async function fullSpeed(p: {
  port: number;
  connections: number;
  requests: readonly Buffer[];
}): Promise<Run> {
  const sockets = await Promise.all(Array.from({ length: p.connections }, () => open(p.port)));
  const latencies: number[] = [];
  let refused = 0;
  let next = 0;
  const began = performance.now();
  const client = async (socket: Socket): Promise<void> => {
    for (let request = p.requests[next++]; request; request = p.requests[next++]) {
      const { status, ms } = await exchange(socket, request);
      latencies.push(ms);
      if (status !== 200) refused += 1;
    }
  };
  await Promise.all(sockets.map(client));
  const seconds = (performance.now() - began) / 1000;
  for (const socket of sockets) socket.destroy();
  latencies.sort((a, b) => a - b);
  return { requests: latencies.length, seconds, refused, latencies };
}

/** At a steady rate, whatever the answers do: waiting in line counts as latency. */
export async function steady(p: {
  port: number;
  perSecond: number;
  requests: readonly Buffer[];
}): Promise<Run> {
  const idle = await Promise.all(Array.from({ length: 100 }, () => open(p.port)));
  const all = [...idle];
  const latencies: number[] = [];
  let refused = 0;
  const began = performance.now();
  const under: Promise<void>[] = [];
  for (const [i, request] of p.requests.entries()) {
    const dueAt = began + (i * 1000) / p.perSecond;
    const wait = dueAt - performance.now();
    if (wait > 1) await new Promise((r) => setTimeout(r, wait));
    under.push(
      (async () => {
        let socket = idle.pop();
        while (!socket) {
          await new Promise((r) => setImmediate(r));
          socket = idle.pop();
        }
        const { status } = await exchange(socket, request);
        if (status !== 200) refused += 1;
        latencies.push(performance.now() - dueAt);
        idle.push(socket);
      })(),
    );
  }
  await Promise.all(under);
  const seconds = (performance.now() - began) / 1000;
  for (const socket of all) socket.destroy();
  latencies.sort((a, b) => a - b);
  return { requests: latencies.length, seconds, refused, latencies };
}

/** The value below which `share` of the sorted values lie. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
