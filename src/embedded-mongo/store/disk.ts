import type { Doc } from '../bson/value.js';

export type TableName = 'documents' | 'collections' | 'sessions';

/** One change of the data file. */
export type DiskChange = {
  table: TableName;
  key: Uint8Array;
  /** null removes the entry */
  value: Uint8Array | null;
};

/** The durable side of the store. Memory is always rebuilt from it; it is never read while running. */
export type Disk = {
  /** Resolves when all the changes, which belong together, have been flushed. Rejects once writing has failed. */
  append(changes: readonly DiskChange[]): Promise<void>;
  /** Resolves when everything appended so far has been flushed. */
  flushed(): Promise<void>;
  close(): Promise<void>;
};

/** What a data file held when it was opened. */
export type DiskContent = {
  collections(): Iterable<Doc>;
  documents(): Iterable<{ collectionId: number; rid: number; doc: Doc }>;
  sessions(): Iterable<{ key: string; record: Doc }>;
};

/** For tests: nothing outlives the server. */
export function memoryDisk(): Disk {
  const done = Promise.resolve();
  return { append: () => done, flushed: () => done, close: () => done };
}

export function documentKey(collectionId: number, rid: number): Uint8Array {
  const key = Buffer.alloc(10);
  key.writeUInt32BE(collectionId, 0);
  key.writeUIntBE(rid, 4, 6);
  return key;
}

export function collectionKey(collectionId: number): Uint8Array {
  const key = Buffer.alloc(4);
  key.writeUInt32BE(collectionId, 0);
  return key;
}
