import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The system's limit for the path of a socket file. */
const maxSocketPathBytes = 107;
const addressFile = 'address';
const socketFile = 'mongo.sock';

export type SocketPlace = {
  path: string /** takes everything away that was made for the socket */;
  remove: () => void;
};

/**
 * Where the socket file of a data folder goes: into it or, when the path would be too long, into a
 * private folder under the temporary one. Either way `address` in the data folder tells where; a socket
 * inside is told by its name alone, so that a copy of the folder never leads to the original's server.
 */
export function placeSocket(dir: string): SocketPlace {
  const inside = join(dir, socketFile);
  const note = join(dir, addressFile);
  const isShort = Buffer.byteLength(inside) <= maxSocketPathBytes;
  const place = isShort
    ? { path: inside, remove: () => rmSync(inside, { force: true }) }
    : placeTemporarySocket();
  // left behind by a server that was killed; the lock says that nobody listens there any more
  if (isShort) rmSync(inside, { force: true });
  rmSync(note, { force: true });
  writeFileSync(note, isShort ? socketFile : place.path, { mode: 0o600 });
  return {
    path: place.path,
    remove() {
      rmSync(note, { force: true });
      place.remove();
    },
  };
}

/** `mkdtemp` makes folders with mode 0700. */
export function placeTemporarySocket(): SocketPlace {
  const path = join(mkdtempSync(join(tmpdir(), 'embedded-mongo-')), 'mongo.sock');
  return { path, remove: () => rmSync(dirname(path), { recursive: true, force: true }) };
}

/** The socket noted in a data folder, if there is one. */
export function readAddress(dir: string): string | null {
  try {
    return resolve(dir, readFileSync(join(dir, addressFile), 'utf8'));
  } catch {
    return null;
  }
}

/** Whether somebody accepts connections at a socket file. */
export async function isAnswering(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
