import type { GroupCommit } from './group-commit.js';

export type TableName = 'documents' | 'collections' | 'sessions';

/** One change of the data file. */
export type DiskChange = {
  table: TableName;
  key: Uint8Array;
  /** null removes the entry */
  value: Uint8Array | null;
};

/** The durable side of the store. Memory is always rebuilt from it; it is never read while running. */
export type Disk = GroupCommit<DiskChange> & { close(): Promise<void> };

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

export function readDocumentKey(key: Buffer): { collectionId: number; rid: number } {
  return { collectionId: key.readUInt32BE(0), rid: key.readUIntBE(4, 6) };
}

export function collectionKey(collectionId: number): Uint8Array {
  const key = Buffer.alloc(4);
  key.writeUInt32BE(collectionId, 0);
  return key;
}
