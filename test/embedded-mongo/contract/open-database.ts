import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import {
  type EmbeddedMongo,
  startEmbeddedMongo,
} from '../../../src/embedded-mongo/start-embedded-mongo.js';

type Client = InstanceType<typeof mongoose.mongo.MongoClient>;
export type Database = ReturnType<Client['db']>;
export type Fields = Record<string, unknown>;
/** Most tests name their documents by numbers. */
export type Stored = { _id?: number; [field: string]: unknown };

/** `$inc: { n: by }`, which the driver's types allow on declared numbers only. */
export function incN(by: number): Fields {
  return { $inc: { n: by } };
}

export type OpenDatabase = { client: Client; db: Database; uri: string; close(): Promise<void> };

/**
 * A fresh database of its own on the MongoDB of `MONGODB_URI`, or on an embedded one in memory:
 * the contract suite must pass on both.
 */
export async function openDatabase(): Promise<OpenDatabase> {
  const name = `contract_${randomUUID().slice(0, 8)}`;
  const given = process.env.MONGODB_URI;
  let server: EmbeddedMongo | null = null;
  let uri: string;
  if (given) {
    const withName = new URL(given);
    withName.pathname = `/${name}`;
    uri = withName.toString();
  } else {
    server = await startEmbeddedMongo({ dir: null, onFatal: failTest });
    uri = server.uri(name);
  }
  const client = await mongoose.mongo.MongoClient.connect(uri);
  const db = client.db(name);
  return {
    client,
    db,
    uri,
    async close() {
      await db.dropDatabase();
      await client.close();
      await server?.close();
    },
  };
}

export function failTest(error: Error): never {
  throw error;
}

/** What a refused operation says: MongoDB's code, from the command or from its first write error. */
export async function codeOf(operation: Promise<unknown>): Promise<unknown> {
  const error = await operation.then(
    () => {
      throw new Error('expected a refusal');
    },
    (reason: unknown) => reason,
  );
  return (error as { code?: unknown }).code ?? error;
}
