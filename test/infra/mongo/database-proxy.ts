import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

export type DatabaseProxy = {
  /** The URI of this database through the proxy. */
  uri(name: string): string;
  /** Nothing is passed on any more, in either direction; connections stay open. */
  stall(): void;
  /** Connections are cut, and new ones too. */
  cut(): void;
  /** What was stalled is passed on, and new connections work again. */
  heal(): void;
  close(): Promise<void>;
};

/** A wire before the database of this run that can be stalled and cut. */
export async function startDatabaseProxy(): Promise<DatabaseProxy> {
  const server = process.env.TEST_MONGODB_URI ?? '';
  const host = decodeURIComponent(/^mongodb:\/\/(?:[^@/]*@)?([^/,]+)/.exec(server)?.[1] ?? '');
  const [name = '', port = '27017'] = host.split(':');
  const wires = new Set<readonly [Socket, Socket]>();
  let state: 'open' | 'stalled' | 'cut' = 'open';

  const flow = (wire: readonly [Socket, Socket]): void => {
    for (const end of wire) {
      if (state === 'cut') end.destroy();
      else if (state === 'stalled') end.pause();
      else end.resume();
    }
  };
  const proxy: Server = createServer((near) => {
    const far = host.startsWith('/') ? connect(host) : connect(Number(port), name);
    const wire = [near, far] as const;
    wires.add(wire);
    const pass = (from: Socket, to: Socket): void => {
      from.on('data', (chunk) => to.write(chunk));
      from.on('error', () => undefined);
      from.on('close', () => {
        wires.delete(wire);
        to.destroy();
      });
    };
    pass(near, far);
    pass(far, near);
    flow(wire);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  const { port: own } = proxy.address() as AddressInfo;
  const become = (next: typeof state): void => {
    state = next;
    for (const wire of wires) flow(wire);
  };

  return {
    uri: (database) => `mongodb://127.0.0.1:${own}/${database}?directConnection=true`,
    stall: () => become('stalled'),
    cut: () => become('cut'),
    heal: () => become('open'),
    async close() {
      become('cut');
      await new Promise((closed) => proxy.close(closed));
    },
  };
}
