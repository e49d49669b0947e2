/**
 * Many callers' work in few calls: while one call is under way, what comes meanwhile gathers for the next.
 * Each caller waits for the call that took its work, and hears of its failure.
 */
export function gather<T>(
  work: (items: readonly T[]) => Promise<void>,
): (item: T) => Promise<void> {
  let waiting: T[] = [];
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  const begin = (): Promise<void> => {
    const items = waiting;
    waiting = [];
    next = null;
    return work(items);
  };
  return (item) => {
    waiting.push(item);
    if (!next) {
      next = running.catch(() => {}).then(begin);
      running = next;
    }
    return next;
  };
}
