import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { databaseName, type OperatorConfig } from './config.js';
import { findRunningEmbeddedMongo } from './embedded-mongo/find-running.js';
import { socketUri, startEmbeddedMongo } from './embedded-mongo/start-embedded-mongo.js';
import { type Database, openDatabase, reachDatabase } from './infra/mongo/database.js';
import { secretKeyOf } from './infra/secret-key.js';
import { makeSecrets, type Secrets } from './infra/secrets.js';

/** Where the embedded database lives in the data folder. */
export const embeddedFolder = (dataDir: string): string => join(dataDir, 'mongo');

/** Where pictures live in the data folder, beside the embedded database. */
export const photosFolder = (dataDir: string): string => join(dataDir, 'photos');

type Server = { readonly uri: string; close(): Promise<void> };

/**
 * What an operator command works on: MONGODB_URI when set, else the embedded database of the bot that
 * runs now, else the embedded database opened here until `close`. Throws AppError `database-*`, or
 * Error when the data folder cannot be opened.
 */
export async function openOperatorDatabase(
  config: OperatorConfig,
): Promise<{ readonly database: Database; readonly secrets: Secrets; close(): Promise<void> }> {
  const secrets = makeSecrets(secretKeyOf(config));
  const server = await reachServer(config);
  try {
    const database = await openDatabase(server.uri);
    const close = async (): Promise<void> => {
      await database.close();
      await server.close();
    };
    return { database, secrets, close };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/**
 * The same database to look at: nothing is made in it, and where no embedded one is yet the answer is
 * null. Throws as `openOperatorDatabase` does.
 */
export async function openDatabaseToLook(
  config: OperatorConfig,
): Promise<{ readonly database: Database; close(): Promise<void> } | null> {
  if (config.mongodbUri === null && !existsSync(embeddedFolder(config.dataDir))) return null;
  const server = await reachServer(config);
  try {
    const database = await reachDatabase(server.uri);
    const close = async (): Promise<void> => {
      await database.close();
      await server.close();
    };
    return { database, close };
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function reachServer({ mongodbUri, dataDir }: OperatorConfig): Promise<Server> {
  if (mongodbUri !== null) return { uri: mongodbUri, close: async () => {} };
  const dir = embeddedFolder(dataDir);
  const running = await reachRunning(dir);
  if (running) return running;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  try {
    return await openHere(dir);
  } catch (error) {
    // The bot may have opened it between the question and the answer.
    const started = await reachRunning(dir);
    if (started) return started;
    throw error;
  }
}

async function reachRunning(dir: string): Promise<Server | null> {
  const socket = await findRunningEmbeddedMongo(dir);
  return socket === null ? null : { uri: socketUri(socket, databaseName), close: async () => {} };
}

async function openHere(dir: string): Promise<Server> {
  // Whatever waits for the database then fails by its own deadline, and says so.
  const server = await startEmbeddedMongo({ dir, onFatal: () => {} });
  return { uri: server.uri(databaseName), close: () => server.close() };
}
