import { resolve } from 'node:path';
import { isAnswering, readAddress } from './folder/address.js';

/**
 * The socket file of a server that has `dir` open right now, for `socketUri`; null when nobody has.
 * Operator commands use it to work beside a running bot.
 */
export async function findRunningEmbeddedMongo(dir: string): Promise<string | null> {
  const address = readAddress(resolve(dir));
  return address !== null && (await isAnswering(address)) ? address : null;
}
