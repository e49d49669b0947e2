import { normalise } from './normalise.js';
import { politeBeginning, politeEnding } from './polite.js';

/** The number of a round, typed instead of pressing its button: `รอบที่ ๒ ค่ะ`, `2`, `รอบ 2 (1 เม.ย.)`; null else. */
export function readRoundNumber(text: string): number | null {
  const said = normalise(text).replace(politeEnding, '');
  const found = /^(?:รอบ(?:ที่)? ?)?(\d{1,2})(?: ?\([^)]*\))?$/.exec(said);
  return found ? Number(found[1]) : null;
}

/** A line that begins with a round, `รอบ 2 ครัวเรือน 5`: its number, and what it says of it; null else. */
export function splitRound(
  line: string,
): { readonly number: number; readonly rest: string } | null {
  const found = /^รอบ(?:ที่)? ?(\d{1,2})(?:\/\d{1,2})?(?: ?\([^)]*\))?(?![\d.,])[ :]*(.*)$/s.exec(
    normalise(line),
  );
  return found && { number: Number(found[1]), rest: (found[2] ?? '').replace(politeBeginning, '') };
}

/** Whether a text speaks of a round, and not just of a number. */
export const namesRound = (text: string): boolean => normalise(text).startsWith('รอบ');

/** The only one of that number; programmes may count the rounds of each activity anew. */
export function roundOfNumber<T extends { readonly round: { readonly number: number } }>(
  choices: readonly T[],
  number: number | null,
): T | null {
  const [only = null, ...others] = choices.filter(({ round }) => round.number === number);
  return others.length === 0 ? only : null;
}
