import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Database, open } from 'lmdb';
import { decode } from '../bson/codec.js';
import type { DiskContent, TableName } from './disk.js';

/** The layout of the data file: 1 bore no number; 2 puts a checksum before every value. */
export const currentFormat = 2;

/** What LMDB calls its file in the folder it is given. */
export const dataFileName = 'data.mdb';

const tableNames: readonly TableName[] = ['documents', 'collections', 'sessions'];
const checksumBytes = 4;

type Table = Database<Buffer, Buffer>;
export type DataFile = {
  readonly tables: Readonly<Record<TableName, Table>>;
  readonly format: number;
  /** Writes a consistent copy into an empty folder, whoever else writes meanwhile. */
  copyTo(folder: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens the data file in the folder `path`. For writing, an older layout is brought up to date first, all
 * or nothing; `read` may be used beside a process that writes. With `overlappingSync` off a put resolves
 * after the flush.
 * @throws Error when a newer version of this program wrote it, or it is damaged or no data file at all
 */
export function openDataFile(path: string, mode: 'read' | 'write'): DataFile {
  const environment = open({
    path,
    maxDbs: 4,
    compression: false,
    overlappingSync: false,
    eventTurnBatching: true,
    readOnly: mode === 'read',
  });
  refuseToReadBeyondEnd(environment, path, mode);
  const openTable = (name: string): Table =>
    environment.openDB<Buffer, Buffer>({ name, keyEncoding: 'binary', encoding: 'binary' });
  const meta = openTable('meta');
  const tables = {
    documents: openTable('documents'),
    collections: openTable('collections'),
    sessions: openTable('sessions'),
  };
  const formatKey = Buffer.from('format');
  const isEmpty = (): boolean =>
    tableNames.every((name) => !tables[name].getKeysCount({ limit: 1 }));
  let format = meta.get(formatKey)?.readUInt32BE(0) ?? (isEmpty() ? 0 : 1);
  if (format > currentFormat) {
    void environment.close();
    throw new Error(
      `The data in ${path} has format ${format}, this version reads up to ${currentFormat}: update the program.`,
    );
  }
  if (mode === 'write' && format < currentFormat) {
    environment.transactionSync(() => {
      if (format === 1) addChecksums(tables);
      const number = Buffer.alloc(4);
      number.writeUInt32BE(currentFormat);
      meta.putSync(formatKey, number);
    });
    format = currentFormat;
  }
  return {
    tables,
    format,
    copyTo: (folder) => environment.backup(folder, true),
    close: () => environment.close(),
  };
}

/**
 * LMDB reads the file as memory: what a cut-off file lacks would kill the process. For writing it is made
 * as long again, with zeros that LMDB or a checksum then refuses; nobody else may be writing then.
 * @throws Error when reading, where the file cannot be touched
 */
function refuseToReadBeyondEnd(
  environment: ReturnType<typeof open>,
  path: string,
  mode: 'read' | 'write',
): void {
  const file = join(path, dataFileName);
  const { pageSize, lastPageNumber } = environment.getStats() as Record<string, number>;
  const wanted = (Number(lastPageNumber) + 1) * Number(pageSize);
  const { size } = statSync(file);
  if (size >= wanted) return;
  if (mode === 'write') {
    truncateSync(file, wanted);
    return;
  }
  void environment.close();
  throw new Error(`the data file was cut off: ${size} of ${wanted} bytes are there`);
}

function addChecksums(tables: DataFile['tables']): void {
  for (const name of tableNames) {
    const table = tables[name];
    for (const { key, value } of [...table.getRange({})]) table.putSync(key, seal(value));
  }
}

/** The value as it is stored: behind its checksum. */
export function seal(value: Uint8Array): Buffer {
  const sealed = Buffer.allocUnsafe(checksumBytes + value.length);
  sealed.writeUInt32BE(crc32(value), 0);
  sealed.set(value, checksumBytes);
  return sealed;
}

/**
 * What the file holds.
 * @throws Error naming the first entry that is not as it was written
 */
export function readContent({ tables, format }: DataFile): DiskContent {
  function* entries(name: TableName) {
    for (const { key, value } of tables[name].getRange({})) {
      const bytes = format < 2 ? value : value.subarray(checksumBytes);
      if (format >= 2 && (value.length < checksumBytes || crc32(bytes) !== value.readUInt32BE(0))) {
        throw new Error(`entry ${key.toString('hex')} of the ${name} does not match its checksum`);
      }
      yield { key, doc: decode(bytes) };
    }
  }
  return {
    *collections() {
      for (const { doc } of entries('collections')) yield doc;
    },
    *documents() {
      for (const { key, doc } of entries('documents'))
        yield { collectionId: key.readUInt32BE(0), rid: key.readUIntBE(4, 6), doc };
    },
    *sessions() {
      for (const { key, doc } of entries('sessions'))
        yield { key: key.toString('latin1'), record: doc };
    },
  };
}
