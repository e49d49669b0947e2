import { randomBytes } from 'node:crypto';
import { type Database, openDatabase } from '../../src/infra/mongo/database.js';

/** The URI of a database nobody else uses, on the server of this run. */
export function freshDatabaseUri(): string {
  const server = process.env.TEST_MONGODB_URI;
  if (!server) throw new Error('the global set-up did not name a database server');
  const name = `clt_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  const [scheme = '', rest = ''] = server.split('://');
  const [hosts = '', pathAndQuery = ''] = rest.split('/');
  const [, query = ''] = pathAndQuery.split('?');
  return `${scheme}://${hosts}/${name}${query ? `?${query}` : ''}`;
}

/** A fresh database with its indexes; `drop` removes it and closes the connection. */
export async function withDatabase(): Promise<{ database: Database; drop(): Promise<void> }> {
  const database = await openDatabase(freshDatabaseUri());
  return {
    database,
    async drop() {
      await database.connection.dropDatabase();
      await database.close();
    },
  };
}
