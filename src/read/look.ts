import type { RoundName } from '../core/round.js';
import { normalise } from './normalise.js';
import { politeEnding } from './polite.js';
import { splitRound } from './round-number.js';

/** What somebody wants to look at. */
export type Look = {
  /** A name or code of an area; empty when none was said. */
  readonly place: string;
  /** From 1. */
  readonly page: number;
  /** A round's code from a button, or as it was named; null when none was said. */
  readonly round: string | RoundName | null;
};

/** Reads what stood behind a word, `ดงครั่งน้อย รอบ 2`, `รอบ 2`, `2`, or a button's `area;page;round`. */
export function readLook(args: string): Look {
  const [said = '', pageText = '', code = ''] = args.split(';').map((part) => part.trim());
  const page = Math.max(1, Number.parseInt(pageText, 10) || 1);
  if (code !== '') return { place: said, page, round: code };
  const plain = normalise(said);
  // Two digits alone are a province.
  const [, digit] = /^(\d)$/.exec(plain.replace(politeEnding, '')) ?? [];
  if (digit !== undefined) return { place: '', page, round: { number: Number(digit) } };
  for (const { index } of plain.matchAll(/(?<=^| )รอบ/g)) {
    const found = splitRound(plain.slice(index));
    // ต.รอบเมือง is no round.
    if (found)
      return { place: `${plain.slice(0, index)}${found.rest}`.trim(), page, round: found.round };
  }
  return { place: said, page, round: null };
}
