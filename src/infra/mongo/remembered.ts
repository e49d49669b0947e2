import { type Instant, secondMs } from '../../core/time.js';

/** What changes a few times a year, or by itself within seconds, is as old as this at most. */
const rememberedMs = secondMs;

/** Asks once for all who want to know within a second. A failure is not remembered. */
export function remembered<T>(ask: () => Promise<T>, now: () => Instant): () => Promise<T> {
  let last: { readonly at: Instant; readonly answer: Promise<T> } | null = null;
  return () => {
    const at = now();
    if (last && at >= last.at && at - last.at < rememberedMs) return last.answer;
    const asked = { at, answer: ask() };
    last = asked;
    asked.answer.catch(() => {
      if (last === asked) last = null;
    });
    return asked.answer;
  };
}
