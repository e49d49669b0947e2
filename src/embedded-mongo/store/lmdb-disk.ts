import { open } from 'lmdb';
import { decode } from '../bson/codec.js';
import type { Disk, DiskChange, DiskContent } from './disk.js';
import { groupCommit } from './group-commit.js';

/**
 * Opens the data file. A group of changes is one LMDB transaction: puts made in one turn of the
 * event loop are committed together, and with `overlappingSync` off a put resolves after the flush.
 */
export function openLmdbDisk(
  path: string,
  onFailure: (error: Error) => void,
): { disk: Disk; content: DiskContent } {
  const environment = open({
    path,
    maxDbs: 4,
    compression: false,
    overlappingSync: false,
    eventTurnBatching: true,
  });
  const openTable = (name: string) =>
    environment.openDB<Buffer, Buffer>({ name, keyEncoding: 'binary', encoding: 'binary' });
  const tables = {
    documents: openTable('documents'),
    collections: openTable('collections'),
    sessions: openTable('sessions'),
  };

  async function write(changes: readonly DiskChange[]): Promise<void> {
    const writes = changes.map(({ table, key, value }) =>
      value === null
        ? tables[table].remove(key as Buffer)
        : tables[table].put(key as Buffer, value as Buffer),
    );
    await Promise.all(writes);
  }

  const commits = groupCommit(write, onFailure);
  return {
    disk: {
      append: commits.append,
      flushed: commits.flushed,
      async close() {
        await commits.flushed().catch(() => undefined);
        await environment.close();
      },
    },
    content: {
      collections: tables.collections.getRange({}).map(({ value }) => decode(value)),
      documents: tables.documents.getRange({}).map(({ key, value }) => ({
        collectionId: key.readUInt32BE(0),
        rid: key.readUIntBE(4, 6),
        doc: decode(value),
      })),
      sessions: tables.sessions.getRange({}).map(({ key, value }) => ({
        key: key.toString('latin1'),
        record: decode(value),
      })),
    },
  };
}
