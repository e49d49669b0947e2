import type { RoundName } from '../core/round.js';
import { normalise } from './normalise.js';
import { politeBeginning, politeEnding } from './polite.js';

const months = [
  'มกรา(?:คม)?|ม\\.?ค\\.?',
  'กุมภา(?:พันธ์)?|ก\\.?พ\\.?',
  'มีนา(?:คม)?|มี\\.?ค\\.?',
  'เมษา(?:ยน)?|เม\\.?ย\\.?',
  'พฤษภา(?:คม)?|พ\\.?ค\\.?',
  'มิถุนา(?:ยน)?|มิ\\.?ย\\.?',
  'กรกฎา(?:คม)?|ก\\.?ค\\.?',
  'สิงหา(?:คม)?|ส\\.?ค\\.?',
  'กันยา(?:ยน)?|ก\\.?ย\\.?',
  'ตุลา(?:คม)?|ต\\.?ค\\.?',
  'พฤศจิกา(?:ยน)?|พ\\.?ย\\.?',
  'ธันวา(?:คม)?|ธ\\.?ค\\.?',
];
const year = '(?:25)?6\\d(?!\\d)';
const name = new RegExp(
  [
    '^รอบ(?:ที่)? ?(?<number>\\d{1,2})',
    `(?:/(?<second>\\d{1,2})(?:/${year})?| ?(?<month>${months.join('|')})(?![ก-๎])(?: ?${year})?)?`,
    '(?: ?\\([^)]*\\))?',
    // `รอบ 2-3` and `รอบ 2 และ 3` name no round.
    '(?![\\d.,/]| ?(?:-|ถึง|และ|กับ) ?\\d)[ :]*(?<rest>.*)$',
  ].join(''),
  's',
);

/**
 * A line that begins with a round, `รอบ 2 ครัวเรือน 5`, `รอบ 2/3`, or with the day it is due, `รอบ 1 เม.ย.`: the
 * round as it was named, and the rest, normalised; null else.
 */
export function splitRound(
  line: string,
): { readonly round: RoundName; readonly rest: string } | null {
  const { number, second, month, rest = '' } = name.exec(normalise(line))?.groups ?? {};
  if (number === undefined) return null;
  const isMonth = (words: string): boolean => new RegExp(`^(?:${words})$`).test(month ?? '');
  return {
    round: {
      number: Number(number),
      ...(second === undefined ? {} : { second: Number(second) }),
      ...(month === undefined ? {} : { month: months.findIndex(isMonth) + 1 }),
    },
    rest: rest.replace(politeBeginning, ''),
  };
}

/** The number of a round, typed instead of pressing its button: `รอบที่ ๒ ค่ะ`, `2`, `รอบ 2 (1 เม.ย.)`; null else. */
export function readRoundNumber(text: string): number | null {
  const said = normalise(text).replace(politeEnding, '');
  const found = /^(?:รอบ(?:ที่)? ?)?(\d{1,2})(?: ?\([^)]*\))?$/.exec(said);
  return found ? Number(found[1]) : null;
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
