import { distance } from 'fastest-levenshtein';
import {
  type AreaBook,
  type AreaCode,
  type AreaLevel,
  covers,
  levelOf,
  parentOf,
  parseAreaCode,
} from '../core/area.js';
import { normalise } from './normalise.js';
import { provinceAliases } from './place-names.js';
import { foldName, type NamedPart, readingsOf } from './place-parts.js';
import { politeEnding } from './polite.js';

export type PlaceFound =
  | { readonly kind: 'found'; readonly code: AreaCode }
  /** Areas of exactly this name, by code; there may be dozens (ในเมือง). */
  | { readonly kind: 'several'; readonly codes: readonly AreaCode[] }
  /** At most three areas with a similar name, the nearest first. */
  | { readonly kind: 'near'; readonly codes: readonly AreaCode[] }
  | { readonly kind: 'none' };

const named: readonly AreaLevel[] = ['province', 'district', 'tambon'];
// The longest full title has fewer than 80 characters.
const longestPlace = 200;
// A postcode behind a name says nothing that the name does not.
const postcode = /(?<=[ก-๎a-z.])\s*(?:รหัสไปรษณีย์\s*)?\d{5}(?!\d)/g;
// Share of the longer name that may differ; above it unrelated names begin to look alike.
const farthest = 0.4;

/** How far two folded names are apart: 0 is equal, 1 has nothing in common. */
type Metric = (typed: string, name: string) => number;
const equal: Metric = (typed, name) => (typed === name ? 0 : 1);
const similar: Metric = (typed, name) => {
  const longer = Math.max(typed.length, name.length);
  const atLeast = Math.abs(typed.length - name.length) / longer;
  return atLeast > farthest ? 1 : distance(typed, name) / longer;
};

type Known = {
  readonly code: AreaCode;
  readonly level: AreaLevel;
  readonly names: readonly string[];
};

function namesOf(book: AreaBook, code: AreaCode, level: AreaLevel): readonly string[] {
  const written = book.nameOf(code) ?? '';
  const name = foldName(written);
  if (level === 'province')
    return [name, ...Object.keys(provinceAliases).filter((a) => provinceAliases[a] === written)];
  const parent = parentOf(code);
  // อ.เมือง is short for the district named after its province.
  if (level === 'district' && parent && name === `เมือง${foldName(book.nameOf(parent) ?? '')}`)
    return [name, 'เมือง'];
  // ปอภาร (ปอพาน) goes by either name.
  return written.includes('(') ? [name, ...written.split('(').map(foldName)] : [name];
}

/** The areas that a typed name may mean: `within`, what lies in it and what it lies in. */
function areasAround(book: AreaBook, within: AreaCode | undefined): readonly Known[] {
  const above = (code: AreaCode): readonly AreaCode[] => {
    const parent = parentOf(code);
    return parent ? [parent, ...above(parent)] : [];
  };
  const below = (code: AreaCode): readonly AreaCode[] => [
    code,
    ...book.childrenOf(code).flatMap(below),
  ];
  const codes = within ? [...above(within), ...below(within)] : book.provinces().flatMap(below);
  return codes.map((code) => {
    const level = levelOf(code);
    return { code, level, names: namesOf(book, code, level) };
  });
}

/**
 * Areas for which every part names the area or one it lies in, and at least one names the area itself,
 * the nearest first.
 */
function rank(
  areas: readonly Known[],
  parts: readonly NamedPart[],
  metric: Metric,
): readonly AreaCode[] {
  const own = new Map<AreaCode, readonly number[]>();
  for (const { code, level, names } of areas) {
    const scores = parts.map((part) =>
      part.level !== null && part.level !== level
        ? 1
        : names.reduce((least, name) => Math.min(least, metric(part.name, name)), 1),
    );
    if (scores.some((score) => score <= farthest)) own.set(code, scores);
  }
  const best = (code: AreaCode | null, part: number): number =>
    code === null ? 1 : Math.min(own.get(code)?.[part] ?? 1, best(parentOf(code), part));
  return [...own.keys()]
    .map((code) => ({ code, scores: parts.map((_, i) => best(code, i)) }))
    .filter(({ scores }) => scores.every((score) => score <= farthest))
    .map(({ code, scores }) => ({ code, score: scores.reduce((a, b) => a + b, 0) }))
    .sort((a, b) => a.score - b.score || (a.code < b.code ? -1 : 1))
    .map(({ code }) => code);
}

/**
 * Which area a typed text names: an official code, a name with or without จ. อ. ต. or เขต แขวง, several of
 * them in any order (`ต.ดงครั่งน้อย อ.เกษตรวิสัย จ.ร้อยเอ็ด`), a nickname (โคราช, อ.เมือง) or something
 * misspelt. The answer lies in `within` and is one of `levels`; names around it may still be typed.
 */
export function findPlace(
  book: AreaBook,
  text: string,
  within?: AreaCode,
  levels: readonly AreaLevel[] = named,
): PlaceFound {
  const said = normalise(text).replace(postcode, '');
  if (said === '' || said.length > longestPlace) return { kind: 'none' };
  const wanted = (code: AreaCode): boolean =>
    levels.includes(levelOf(code)) && (!within || covers(within, code));
  const byCode = parseAreaCode(said);
  if (byCode)
    return book.has(byCode) && wanted(byCode) ? { kind: 'found', code: byCode } : { kind: 'none' };

  const areas = areasAround(book, within);
  // ต.แม่คะ ends like a polite sentence and is none, so it is looked up as it stands first.
  const readings = [...new Set([said, said.replace(politeEnding, '')])]
    .flatMap(readingsOf)
    .filter((parts) => parts.length > 0 && parts.length <= 6);
  for (const parts of readings) {
    const [code, ...others] = rank(areas, parts, equal).filter(wanted);
    if (code && others.length === 0) return { kind: 'found', code };
    if (code) return { kind: 'several', codes: [code, ...others].sort() };
  }
  // Last, a marked name alone: its district or province may simply be wrong.
  const alone = readings.flat().flatMap((part) => (part.level === null ? [] : [[part]]));
  for (const parts of [...readings, ...alone]) {
    const codes = rank(areas, parts, similar).filter(wanted).slice(0, 3);
    if (codes.length > 0) return { kind: 'near', codes };
  }
  return { kind: 'none' };
}
