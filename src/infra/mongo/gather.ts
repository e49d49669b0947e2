import { secondMs } from '../../core/time.js';
import { within } from './within.js';

/**
 * Many callers' work in few calls: while one call is under way, what comes meanwhile gathers for the next.
 * Each caller waits for the call that took its work, and hears of its failure. A call that hangs holds
 * the next one up for `patienceMs` only.
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
      next = within(running, patienceMs)
        .catch(() => {})
        .then(begin);
      running = next;
    }
    return next;
  };
}

/** Far longer than any call takes that comes to an end by itself. */
const patienceMs = 2 * secondMs;

/** Many callers' questions in few reads; a key is read after it was asked for, and once for all who asked. */
export function gatherReads<K, V>(
  read: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): (key: K) => Promise<V | null> {
  const ask = gather(async (questions: readonly { readonly key: K; answer: V | null }[]) => {
    const answers = await read([...new Set(questions.map(({ key }) => key))]);
    for (const question of questions) question.answer = answers.get(question.key) ?? null;
  });
  return async (key) => {
    const question: { readonly key: K; answer: V | null } = { key, answer: null };
    await ask(question);
    return question.answer;
  };
}
