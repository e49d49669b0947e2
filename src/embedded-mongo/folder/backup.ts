import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import {
  type DataFile,
  dataFileName,
  openDataFile,
  readTable,
  unreadable,
} from '../store/data-file.js';
import { memoryDisk } from '../store/disk.js';
import { loadStore } from '../store/load.js';
import { newStore } from '../store/store.js';
import { lockFolder } from './folder-lock.js';

/** Where in a server's folder its data file lies. */
export const dataFolder = (dir: string): string => join(resolve(dir), 'data');

/** The number of documents in each collection, by `database.collection`. */
export type Inventory = ReadonlyMap<string, number>;

/**
 * Reads everything in a server's folder, running or not: every checksum, every document, every index.
 * @returns null when no server has been there yet
 * @throws Error saying what is damaged
 */
export async function checkFolder(dir: string): Promise<Inventory | null> {
  return existsSync(join(dataFolder(dir), dataFileName)) ? takeInventory(dataFolder(dir)) : null;
}

async function takeInventory(folder: string): Promise<Inventory> {
  let file: DataFile | null = null;
  try {
    file = openDataFile(folder, 'read');
    const store = newStore(memoryDisk());
    loadStore(store, file);
    for (const session of readTable(file, 'sessions')) void session;
    return new Map([...store.collections].map(([ns, { records }]) => [ns, records.size]));
  } catch (error) {
    throw unreadable(folder, error);
  } finally {
    await file?.close();
  }
}

/**
 * Copies the state of one moment into a new file and reads it once to check it, while a server in
 * another process goes on writing.
 * @throws Error when the folder holds no data or the file exists
 */
export async function backUp(dir: string, target: string): Promise<Inventory> {
  if (!existsSync(join(dataFolder(dir), dataFileName))) throw new Error(`${dir} holds no data.`);
  const place = placeFor(target);
  try {
    const file = openDataFile(dataFolder(dir), 'read');
    try {
      await file.copyTo(place.folder);
    } finally {
      await file.close();
    }
    const inventory = await takeInventory(place.folder);
    // unlike a rename it never replaces what somebody else put there meanwhile
    linkSync(join(place.folder, dataFileName), resolve(target));
    return inventory;
  } finally {
    place.remove();
  }
}

/**
 * Puts a backup into a folder that holds no data yet, after reading all of it.
 * @throws Error when the folder is in use or holds data, or the file is damaged or no backup
 */
export async function restore(source: string, dir: string): Promise<Inventory> {
  const folder = resolve(dir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  const place = placeFor(dataFolder(folder));
  try {
    copyFileSync(source, join(place.folder, dataFileName));
    const inventory = await takeInventory(place.folder);
    renameSync(place.folder, dataFolder(folder));
    return inventory;
  } finally {
    place.remove();
    unlock();
  }
}

/** A private folder beside the target, where something comes to be until it is whole. */
function placeFor(target: string): { folder: string; remove: () => void } {
  const path = resolve(target);
  if (existsSync(path)) throw new Error(`${target} exists already; nothing was changed.`);
  const folder = mkdtempSync(join(dirname(path), `.${basename(path)}-`));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
