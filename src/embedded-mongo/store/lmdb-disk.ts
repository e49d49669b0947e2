import { type DataFile, seal } from './data-file.js';
import type { Disk, DiskChange } from './disk.js';
import { groupCommit } from './group-commit.js';

/** A data file as the durable side of a store. A group of changes is one LMDB transaction. */
export function lmdbDisk(file: DataFile, onFailure: (error: Error) => void): Disk {
  async function write(changes: readonly DiskChange[]): Promise<void> {
    const writes = changes.map(({ table, key, value }) =>
      value === null
        ? file.table(table)?.remove(key as Buffer)
        : file.table(table)?.put(key as Buffer, seal(value)),
    );
    await Promise.all(writes).catch(async (error: unknown) => {
      throw await reasonOf(error);
    });
  }
  const commits = groupCommit(write, onFailure);
  return {
    ...commits,
    async close() {
      await commits.flushed().catch(() => undefined);
      await file.close();
    },
  };
}

/** LMDB rejects with an error that only promises its cause, such as a full disk, within the same tick. */
function reasonOf(error: unknown): Promise<unknown> {
  const { commitError } = error as { commitError?: unknown };
  const soon = new Promise((done) => setImmediate(done, error));
  if (!(commitError instanceof Promise)) return soon;
  return Promise.race([commitError.catch((cause: unknown) => cause), soon]);
}
