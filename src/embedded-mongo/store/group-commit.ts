/**
 * Shares one flush among concurrent writers: what arrives while a flush is under way goes out
 * together with the next one. After a failed write nothing is accepted any more, so that memory
 * never gets ahead of the disk.
 */
export type GroupCommit<Change> = {
  /** Resolves when all the changes have been flushed, together. Rejects when writing failed. */
  append(changes: readonly Change[]): Promise<void>;
  /** Resolves when everything appended before has been flushed. */
  flushed(): Promise<void>;
};

export function groupCommit<Change>(
  write: (changes: readonly Change[]) => Promise<void>,
  onFailure: (error: Error) => void,
): GroupCommit<Change> {
  let waiting: Change[] = [];
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let failure: Error | null = null;

  async function flush(): Promise<void> {
    const changes = waiting;
    waiting = [];
    next = null;
    try {
      await write(changes);
    } catch (cause) {
      if (!failure) {
        failure = new Error(
          `writing the data file failed: ${cause instanceof Error ? cause.message : cause}`,
          { cause },
        );
        onFailure(failure);
      }
      throw failure;
    }
  }

  /** The flush that takes what is waiting: after the running one, or at the end of this tick. */
  function scheduled(): Promise<void> {
    const turn = (running ?? Promise.resolve()).catch(() => undefined);
    const flushing = turn.then(() => {
      if (failure) throw failure;
      running = flushing;
      return flush();
    });
    return flushing;
  }

  return {
    append(changes) {
      if (failure) return Promise.reject(failure);
      for (const change of changes) waiting.push(change);
      next ??= scheduled();
      return next;
    },
    flushed() {
      if (failure) return Promise.reject(failure);
      return next ?? running ?? Promise.resolve();
    },
  };
}
