import { normalise } from './normalise.js';
import { politeEnding } from './polite.js';

/** What somebody wants to look at. */
export type Look = {
  /** A name or code of an area; empty when none was said. */
  readonly place: string;
  /** From 1. */
  readonly page: number;
  /** A round's code from a button, its number as typed; null when none was said. */
  readonly round: string | number | null;
};

// ต.รอบเมือง is no round, and two digits alone are a province.
const named = /(?:^| )รอบ(?:ที่)? ?(\d{1,2})(?:\/\d{1,2})?(?: ?\([^)]*\))?(?= |$)|^(\d)$/;

/** Reads what stood behind a word, `ดงครั่งน้อย รอบ 2`, `รอบ 2`, `2`, or a button's `area;page;round`. */
export function readLook(args: string): Look {
  const [said = '', pageText = '', code = ''] = args.split(';').map((part) => part.trim());
  const page = Math.max(1, Number.parseInt(pageText, 10) || 1);
  if (code !== '') return { place: said, page, round: code };
  const bare = normalise(said).replace(politeEnding, '');
  const found = named.exec(bare);
  if (!found) return { place: said, page, round: null };
  return { place: bare.replace(found[0], '').trim(), page, round: Number(found[1] ?? found[2]) };
}
