import { type AreaBook, type AreaCode, parentOf, parseAreaCode } from '../../core/area.js';
import { normalise } from '../../read/normalise.js';
import { findPlace, type PlaceFound } from '../../read/place.js';
import type { RosterColumn } from '../../read/roster-header.js';

export type PlaceColumn = Extract<RosterColumn, 'tambonCode' | 'province' | 'district' | 'tambon'>;
export type PlaceCells = { readonly [C in PlaceColumn]: string };
export type RosterPlace =
  | { readonly kind: 'tambon'; readonly code: AreaCode }
  | { readonly kind: 'wrong'; readonly column: PlaceColumn; readonly reason: string };

const levels = ['province', 'district', 'tambon'] as const;
type Level = (typeof levels)[number];

/**
 * Reads the tambon of a row from its official code, its names, or both when they agree. A roster names
 * the same places again and again, so each is looked up once.
 */
export function makePlaceReader(book: AreaBook): (cells: PlaceCells) => RosterPlace {
  const known = new Map<string, PlaceFound>();
  const find = (level: Level, text: string, within: AreaCode | undefined): PlaceFound => {
    const key = JSON.stringify([level, text, within]);
    const found = known.get(key) ?? findPlace(book, text, within, [level]);
    known.set(key, found);
    return found;
  };

  const byNames = (cells: PlaceCells): RosterPlace => {
    let within: AreaCode | undefined;
    for (const level of levels) {
      const text = cells[level];
      if (text === '') return wrong(level, 'is empty');
      const found = find(level, text, within);
      if (found.kind !== 'found')
        return wrong(level, unknownText(book, { text, level, within, found }));
      within = found.code;
    }
    return within ? { kind: 'tambon', code: within } : wrong('tambon', 'is empty');
  };

  return (cells) => {
    if (cells.tambonCode === '') return byNames(cells);
    const code = parseAreaCode(normalise(cells.tambonCode));
    if (code?.length !== 6 || !book.has(code))
      return wrong('tambonCode', `${quote(cells.tambonCode)} is not an official tambon code`);
    if (levels.some((level) => cells[level] === '')) return { kind: 'tambon', code };
    const named = byNames(cells);
    if (named.kind === 'wrong' || named.code === code) return named;
    const both = `${code} is ${titleOf(book, code)}, the names say ${titleOf(book, named.code)}`;
    return wrong('tambonCode', both);
  };
}

const wrong = (column: PlaceColumn, reason: string): RosterPlace => ({
  kind: 'wrong',
  column,
  reason,
});

const quote = (text: string): string => `'${text.slice(0, 60)}'`;

const titleOf = (book: AreaBook, code: AreaCode): string => {
  const parent = parentOf(code);
  const name = book.nameOf(code) ?? code;
  return parent ? `${name} ${titleOf(book, parent)}` : name;
};

function unknownText(
  book: AreaBook,
  p: { text: string; level: Level; within: AreaCode | undefined; found: PlaceFound },
): string {
  const where = p.within ? ` of ${book.nameOf(p.within) ?? p.within}` : '';
  const nearest = 'codes' in p.found ? p.found.codes.map((code) => book.nameOf(code) ?? code) : [];
  const hint = nearest.length > 0 ? `; nearest: ${nearest.join(', ')}` : '';
  return `${quote(p.text)} is no ${p.level}${where}${hint}`;
}
