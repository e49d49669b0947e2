import { once } from 'node:events';
import { chmodSync, mkdirSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { resolve } from 'node:path';
import type { ServerState } from './commands/context.js';
import { expireCursors, newCursors } from './commands/cursors.js';
import { expireSessions, loadSession, type Sessions } from './commands/sessions.js';
import {
  isAnswering,
  placeSocket,
  placeTemporarySocket,
  readAddress,
  type SocketPlace,
} from './folder/address.js';
import { dataFolder } from './folder/backup.js';
import { lockFolder } from './folder/folder-lock.js';
import { openDataFile, readTable, unreadable } from './store/data-file.js';
import { memoryDisk } from './store/disk.js';
import { lmdbDisk } from './store/lmdb-disk.js';
import { loadStore } from './store/load.js';
import { newStore, type Store } from './store/store.js';
import { serveConnection } from './wire/connection.js';

export type ServerOptions = {
  dir: string | null;
  port: number | undefined;
  /** writing failed: by then no connection is left open */
  onFatal: (error: Error) => void;
};

export type RunningServer = { socketPath: string; port: number | null; close(): Promise<void> };

type Address = { path: string } | { port: number; host: string };

const expiryCheckMs = 1_000;

/** Opens the data, then listens. Runs in its own thread. @throws Error when the folder is in use */
export async function startServer({ dir, port, onFatal }: ServerOptions): Promise<RunningServer> {
  const connections = new Set<Socket>();
  const servers: Server[] = [];
  const stopServing = async () => {
    const closed = servers.map((server) => new Promise((done) => server.close(done)));
    for (const socket of connections) socket.destroy();
    await Promise.all(closed);
  };
  const data = await openData(dir, (error) => {
    // memory is ahead of the disk now: nobody may read it any more
    void stopServing();
    onFatal(error);
  });
  // over the socket file drivers connect directly and do not look at it
  let reachable = 'localhost:27017';
  const state: ServerState = {
    store: data.store,
    sessions: data.sessions,
    cursors: newCursors(),
    address: () => reachable,
  };
  const listen = async (where: Address) => {
    const server = await listenTo(where, (socket) => {
      connections.add(socket);
      socket.once('close', () => connections.delete(socket));
      serveConnection(socket, state);
    });
    servers.push(server);
    return server;
  };
  const expiry = setInterval(() => {
    expireCursors(state.cursors, Date.now());
    // a failed write has been reported by the disk already
    expireSessions(state.store, state.sessions, Date.now()).catch(() => undefined);
  }, expiryCheckMs);
  const close = async () => {
    clearInterval(expiry);
    await stopServing();
    await data.store.disk.close();
    data.socket.remove();
    data.unlock();
  };
  try {
    await listen({ path: data.socket.path });
    chmodSync(data.socket.path, 0o600);
    let tcpPort: number | null = null;
    if (port !== undefined) {
      const server = await listen({ port, host: '127.0.0.1' });
      tcpPort = (server.address() as AddressInfo).port;
      reachable = `127.0.0.1:${tcpPort}`;
    }
    return { socketPath: data.socket.path, port: tcpPort, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type OpenData = { store: Store; sessions: Sessions; socket: SocketPlace; unlock: () => void };

async function openData(dir: string | null, onFailure: (error: Error) => void): Promise<OpenData> {
  const sessions: Sessions = new Map();
  if (dir === null) {
    const unlock = () => undefined;
    return { store: newStore(memoryDisk()), sessions, socket: placeTemporarySocket(), unlock };
  }
  const folder = resolve(dir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  try {
    await requireSilent(folder);
    const store = readStore(dataFolder(folder), sessions, onFailure);
    return { store, sessions, socket: placeSocket(folder), unlock };
  } catch (error) {
    unlock();
    throw error;
  }
}

function readStore(path: string, sessions: Sessions, onFailure: (error: Error) => void): Store {
  try {
    const file = openDataFile(path, 'write');
    const store = newStore(lmdbDisk(file, onFailure));
    loadStore(store, file);
    for (const { key, doc } of readTable(file, 'sessions')) loadSession(sessions, key, doc);
    return store;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The lock cannot see a process of another container that shares the folder; its socket answers. */
async function requireSilent(folder: string): Promise<void> {
  const address = readAddress(folder);
  if (address !== null && (await isAnswering(address))) {
    throw new Error(`The data folder ${folder} is in use: a server answers at ${address}.`);
  }
}

async function listenTo(where: Address, onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createServer(onConnection).listen(where);
  // rejects when the server tells of an error first
  await once(server, 'listening');
  return server;
}
