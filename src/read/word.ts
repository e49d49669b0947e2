import { clean, normalise, plainOf } from './normalise.js';
import { politeBeginning, politeEnding } from './polite.js';

/** A typed word, normalised, and what followed it as it was typed. */
export type TypedWord = { readonly word: string; readonly rest: string };

/** Whether what somebody typed is what stands on a button, with or without a polite ending. */
export function says(typed: string, label: string): boolean {
  const said = normalise(typed);
  // labels hold names and numbers: too many to remember
  return [said, said.replace(politeEnding, '')].includes(normalise(label));
}

const body = (text: string): string => clean(text).replace(/^[/!／！]\s*/u, '');

const afterWords = (text: string, count: number): string =>
  count === 0 ? text : afterWords(text.replace(/^\S+\s*/, ''), count - 1);

/**
 * The first word of a message and the rest. Ignores surrounding spaces, invisible characters,
 * letter case, Thai digits and one leading `/` or `!` (contract.md, Words a person can type).
 */
export function splitWord(text: string): TypedWord {
  const typed = body(text);
  return { word: normalise(typed.match(/^\S+/)?.[0] ?? ''), rest: afterWords(typed, 1) };
}

/**
 * Which of the bot's `words` a message begins with, the longest first; null when with none.
 * A word ends at a space, at a polite ending or at the end, so that รายงาน is not found in รายงานแทน.
 */
export function matchWord(text: string, words: readonly string[]): TypedWord | null {
  const typed = body(text);
  const said = normalise(typed);
  const word = words
    .map((w) => ({ as: w, plain: plainOf(w) }))
    .filter(({ plain }) => plain !== '' && said.startsWith(plain))
    .filter(({ plain }) => /^(?: |$)/.test(said.slice(plain.length).replace(politeBeginning, ' ')))
    .reduce<{ as: string; plain: string } | null>(
      (longest, w) => (longest && longest.plain.length >= w.plain.length ? longest : w),
      null,
    );
  if (!word) return null;
  const rest = afterWords(typed, word.plain.split(' ').length).replace(politeBeginning, '');
  return { word: word.as, rest };
}
