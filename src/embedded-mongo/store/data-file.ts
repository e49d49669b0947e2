import { closeSync, existsSync, openSync, readSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Database, open } from 'lmdb';
import { decode } from '../bson/codec.js';
import type { Doc } from '../bson/value.js';
import type { TableName } from './disk.js';

/** The layout of the data file: 1 bore no number; 2 puts a checksum before every value. */
export const currentFormat = 2;

/** What LMDB calls its file in the folder it is given. */
export const dataFileName = 'data.mdb';

const tableNames: readonly TableName[] = ['documents', 'collections', 'sessions'];
const magicAt = 24;
const magic = 0xbeefc0de;
const checksumBytes = 4;
const formatKey = Buffer.from('format');

/** Not damage: another version of this program can read it. */
class UnknownFormat extends Error {}

/** What to tell somebody when reading a data file failed. */
export function unreadable(path: string, error: unknown): Error {
  if (error instanceof UnknownFormat) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(`The data in ${path} is damaged (${reason}): restore a backup.`, {
    cause: error,
  });
}

type Table = Database<Buffer, Buffer>;
export type DataFile = {
  table(name: TableName): Table | undefined;
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
  requireDataFile(join(path, dataFileName));
  const environment = open({
    path,
    noSubdir: false,
    maxDbs: 4,
    compression: false,
    overlappingSync: false,
    eventTurnBatching: true,
    readOnly: mode === 'read',
  });
  try {
    refuseToReadBeyondEnd(environment, path, mode);
    // for reading, a table that was never made is undefined, whatever the type says
    const openTable = (name: string): Table | undefined =>
      environment.openDB<Buffer, Buffer>({ name, keyEncoding: 'binary', encoding: 'binary' });
    const meta = openTable('meta');
    const tables = new Map(tableNames.map((name) => [name, openTable(name)]));
    const known = meta?.get(formatKey)?.readUInt32BE(0);
    const isEmpty = [...tables.values()].every((table) => !table?.getKeysCount({ limit: 1 }));
    const format = known ?? (isEmpty ? currentFormat : 1);
    if (format > currentFormat) {
      throw new UnknownFormat(
        `The data in ${path} has format ${format}, this version reads up to ${currentFormat}: update the program.`,
      );
    }
    if (mode === 'write' && known !== currentFormat) {
      environment.transactionSync(() => {
        if (format === 1) for (const table of tables.values()) addChecksums(table);
        meta?.putSync(formatKey, Buffer.from([0, 0, 0, currentFormat]));
      });
    }
    return {
      table: (name) => tables.get(name),
      format: mode === 'write' ? currentFormat : format,
      copyTo: (folder) => environment.backup(folder, true),
      close: () => environment.close(),
    };
  } catch (error) {
    void environment.close();
    throw error;
  }
}

/** LMDB crashes on what it did not write; its files bear a magic number in their first page. */
function requireDataFile(file: string): void {
  if (!existsSync(file)) return;
  const start = Buffer.alloc(magicAt + 4);
  const opened = openSync(file, 'r');
  try {
    readSync(opened, start);
  } finally {
    closeSync(opened);
  }
  if (start.readUInt32LE(magicAt) !== magic) throw new Error('it is no data file');
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
  if (mode === 'read') throw new Error(`the data file was cut off: ${size} of ${wanted} bytes`);
  truncateSync(file, wanted);
}

function addChecksums(table: Table | undefined): void {
  for (const { key, value } of [...(table?.getRange({}) ?? [])]) table?.putSync(key, seal(value));
}

/** The value as it is stored: behind its checksum. */
export function seal(value: Uint8Array): Buffer {
  const sealed = Buffer.allocUnsafe(checksumBytes + value.length);
  sealed.writeUInt32BE(crc32(value), 0);
  sealed.set(value, checksumBytes);
  return sealed;
}

/**
 * What a table holds.
 * @throws Error naming the first entry that is not as it was written
 */
export function* readTable(
  { table, format }: DataFile,
  name: TableName,
): Generator<{ key: Buffer; doc: Doc }> {
  for (const { key, value } of table(name)?.getRange({}) ?? []) {
    const bytes = format < 2 ? value : value.subarray(checksumBytes);
    if (format >= 2 && (value.length < checksumBytes || crc32(bytes) !== value.readUInt32BE(0))) {
      throw new Error(`entry ${key.toString('hex')} of the ${name} does not match its checksum`);
    }
    yield { key, doc: decode(bytes) };
  }
}
