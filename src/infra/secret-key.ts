import { randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../core/fault.js';

/** In the data folder, readable by its owner only. */
export const secretKeyFile = 'secret-key';

/**
 * The key of this installation, 32 bytes: SECRET_KEY, else the one kept in the data folder, made at
 * first use. Throws AppError `secret-key-unreadable` when what is kept there is no such key: a new one
 * would silently void every code and sealed field.
 */
export function secretKeyOf(config: {
  readonly secretKey: Buffer | null;
  readonly dataDir: string;
}): Buffer {
  if (config.secretKey) return config.secretKey;
  const file = join(config.dataDir, secretKeyFile);
  return readKey(file) ?? makeKey(config.dataDir, file);
}

function readKey(file: string): Buffer | null {
  if (!existsSync(file)) return null;
  const key = Buffer.from(readText(file), 'base64');
  if (key.length !== 32) throw new AppError('secret-key-unreadable', { kind: 'lasting' });
  return key;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError('secret-key-unreadable', { kind: 'lasting', cause });
  }
}

/** Written aside and linked into place: of two processes that start at once, both use the first's key. */
function makeKey(folder: string, file: string): Buffer {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const aside = `${file}-${randomUUID()}`;
  const handle = openSync(aside, 'wx', 0o600);
  try {
    writeSync(handle, `${randomBytes(32).toString('base64')}\n`);
    fsyncSync(handle);
    linkSync(aside, file);
  } catch (error) {
    // Somebody else linked theirs first.
    if (!existsSync(file)) throw error;
  } finally {
    closeSync(handle);
    unlinkSync(aside);
  }
  const key = readKey(file);
  if (!key) throw new AppError('secret-key-unreadable', { kind: 'lasting' });
  return key;
}
