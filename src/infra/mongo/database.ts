import mongoose, { type Connection, type mongo } from 'mongoose';
import { AppError } from '../../core/fault.js';
import { secondMs } from '../../core/time.js';
import { isMissing } from './errors.js';
import { type Models, makeModels } from './models.js';
import { within } from './within.js';

export type Database = {
  readonly connection: Connection;
  readonly models: Models;
  /** What is missing for correct work, in words; empty when all is well. Never throws. */
  ailments(): Promise<readonly string[]>;
  close(): Promise<void>;
};

/** Whoever asks whether we are ready does not wait longer. */
const probeWithinMs = 1.5 * secondMs;

/** `reachDatabase`, and makes collections and indexes. Throws as that does. */
export async function openDatabase(uri: string): Promise<Database> {
  const database = await reachDatabase(uri);
  for (const model of Object.values(database.models) as Models[keyof Models][]) {
    const indexes = model.schema.indexes().map(([key, options]) => ({ key, ...options }));
    // Indexes bring their collection along, so that a start asks the database once for each.
    if (indexes.length > 0)
      await model.collection.createIndexes(indexes as mongo.IndexDescription[]);
    else await model.createCollection();
  }
  return database;
}

/**
 * Connects and changes nothing. Refuses a standalone server (transactions need a replica set). Throws
 * AppError `database-*` with the reason.
 */
export async function reachDatabase(uri: string): Promise<Database> {
  const connection = await connect(uri);
  const hello = await connection.db?.admin().command({ hello: 1 });
  if (!hello?.setName && hello?.msg !== 'isdbgrid') {
    await connection.close();
    throw new AppError('database-standalone', {
      kind: 'lasting',
      cause: new Error('MONGODB_URI names a standalone server; transactions need a replica set'),
    });
  }
  const models = makeModels(connection);
  return {
    connection,
    models,
    ailments: () =>
      within(ailmentsOf(models), probeWithinMs).catch(() => ['the database does not answer']),
    close: () => connection.close(),
  };
}

async function connect(uri: string): Promise<Connection> {
  try {
    return await mongoose
      .createConnection(uri, {
        serverSelectionTimeoutMS: 5 * secondMs,
        // A connection that went dead without a word is noticed within seconds, not minutes.
        connectTimeoutMS: 5 * secondMs,
        socketTimeoutMS: 20 * secondMs,
        // Waiting operations must fail while the webhook can still say 503 (2 s).
        bufferCommands: false,
        writeConcern: { w: 'majority' },
        maxPoolSize: 40,
      })
      .asPromise();
  } catch (cause) {
    throw new AppError('database-unreachable', { kind: 'passing', cause });
  }
}

async function ailmentsOf(models: Models): Promise<readonly string[]> {
  const missing: string[] = [];
  try {
    for (const [name, model] of Object.entries(models) as [string, Models[keyof Models]][]) {
      const wanted = model.schema.indexes().filter(([, options]) => options.unique);
      if (wanted.length === 0) continue;
      const there = await indexesOf(model);
      for (const [keys] of wanted)
        if (!there.some((i) => i.unique && JSON.stringify(i.key) === JSON.stringify(keys)))
          missing.push(`unique index ${JSON.stringify(keys)} of ${name} is missing`);
    }
    return missing;
  } catch {
    return ['the database does not answer'];
  }
}

/** None when the collection is not there. */
async function indexesOf(
  model: Models[keyof Models],
): Promise<readonly { readonly key: unknown; readonly unique?: boolean }[]> {
  try {
    return await model.collection.indexes();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
