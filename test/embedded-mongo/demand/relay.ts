import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { newFrameReader } from '../../../src/embedded-mongo/wire/frames.js';
import { commandOf, parseRequest } from '../../../src/embedded-mongo/wire/messages.js';

export type Relay = { port: number; close(): Promise<void> };

/** Stands between drivers and a server's socket file and shows every command that passes. */
export async function startRelay(
  socketPath: string,
  onCommand: (command: Record<string, unknown>) => void,
): Promise<Relay> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(socketPath);
    const readFrames = newFrameReader();
    client.on('data', (chunk: Buffer) => {
      for (const frame of readFrames(chunk) ?? []) onCommand(commandOf(parseRequest(frame)));
    });
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
