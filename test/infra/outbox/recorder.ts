import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Recorded = {
  readonly path: string;
  readonly retryKey: string | null;
  readonly body: string;
};

/** Stands before the LINE stand-in and writes down every request to it, byte for byte. */
export async function startRecorder(target: string) {
  const recorded: Recorded[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const key = incoming.headers['x-line-retry-key'];
      const path = incoming.url ?? '';
      recorded.push({ path, retryKey: typeof key === 'string' ? key : null, body: String(body) });
      const { host: _host, ...headers } = incoming.headers;
      const onward = request(`${target}${path}`, {
        method: incoming.method,
        headers,
        agent: false,
      });
      // Either side that goes away takes the other with it: faults look the same through us.
      onward.on('error', () => incoming.socket.destroy());
      outgoing.on('close', () => onward.destroy());
      onward.on('response', (response) => {
        outgoing.writeHead(response.statusCode ?? 0, response.headers);
        response.on('error', () => incoming.socket.destroy());
        response.pipe(outgoing);
      });
      onward.end(body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    recorded,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
