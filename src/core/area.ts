import { z } from 'zod';
import { AppError } from './fault.js';

declare const brand: unique symbol;
/** Official code of a Thai area, nested by prefix: province 2, district 4, tambon 6, village 8 digits. */
export type AreaCode = string & { readonly [brand]: 'AreaCode' };
export type AreaLevel = 'province' | 'district' | 'tambon' | 'village';

const levels: ReadonlyMap<number, AreaLevel> = new Map([
  [2, 'province'],
  [4, 'district'],
  [6, 'tambon'],
  [8, 'village'],
]);

/** Reads exactly 2, 4, 6 or 8 ASCII digits; null for anything else. Says nothing of whether the area exists. */
export const parseAreaCode = (text: string): AreaCode | null =>
  levels.has(text.length) && /^[0-9]+$/.test(text) ? (text as AreaCode) : null;

/** What kind of area a code names. Throws `bad-area-code` when it was never parsed. */
export function levelOf(code: AreaCode): AreaLevel {
  const level = levels.get(code.length);
  if (!level) throw new AppError('bad-area-code', { kind: 'lasting' });
  return level;
}

/** Whether `inner` is `outer` or lies in it. An empty code covers nothing (architecture.md, Access). */
export const covers = (outer: AreaCode, inner: AreaCode): boolean =>
  outer.length > 0 && inner.startsWith(outer);

/** The area one level up; null for a province. */
export const parentOf = (code: AreaCode): AreaCode | null =>
  code.length > 2 ? (code.slice(0, -2) as AreaCode) : null;

/**
 * The half-open range of strings that begin with `code`, for database queries by prefix:
 * `from <= text < below`. An empty code gives an empty range.
 */
export function rangeOf(code: AreaCode): { readonly from: string; readonly below: string } {
  const last = code.charCodeAt(code.length - 1);
  return {
    from: code,
    below: code === '' ? '' : code.slice(0, -1) + String.fromCharCode(last + 1),
  };
}

/** An area as the committed file holds it: code, and name without the word for its kind. */
export type AreaRow = readonly [code: string, name: string];

/** The shape of programmes/areas.json (made by scripts/areas-build.ts). */
export const areaFileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  source: z.string(),
  areas: z.array(z.tuple([z.string(), z.string().min(1)])),
});

/** Every province, district and tambon of the country. Villages have codes but no names here. */
export type AreaBook = {
  readonly has: (code: AreaCode) => boolean;
  /** The bare name, or null when the book does not hold this area. */
  readonly nameOf: (code: AreaCode) => string | null;
  /** Areas one level down, by code. */
  readonly childrenOf: (code: AreaCode) => readonly AreaCode[];
  readonly provinces: () => readonly AreaCode[];
  /** Every area of a level, by code. */
  readonly all: (level: AreaLevel) => readonly AreaCode[];
};

/** Throws `bad-area-book` when a code is malformed, there twice, or without its parent before it. */
export function makeAreaBook(rows: readonly AreaRow[]): AreaBook {
  const names = new Map<AreaCode, string>();
  const children = new Map<AreaCode, AreaCode[]>();
  const byLevel = new Map<AreaLevel, AreaCode[]>();
  const append = <K>(lists: Map<K, AreaCode[]>, key: K, code: AreaCode): void => {
    const list = lists.get(key);
    if (list) list.push(code);
    else lists.set(key, [code]);
  };
  for (const [text, name] of rows) {
    const code = parseAreaCode(text);
    const parent = code && parentOf(code);
    if (!code || names.has(code) || (parent && !names.has(parent)))
      throw new AppError('bad-area-book', { kind: 'lasting', cause: text });
    names.set(code, name);
    append(byLevel, levelOf(code), code);
    if (parent) append(children, parent, code);
  }
  return {
    has: (code) => names.has(code),
    nameOf: (code) => names.get(code) ?? null,
    childrenOf: (code) => children.get(code) ?? [],
    provinces: () => byLevel.get('province') ?? [],
    all: (level) => byLevel.get(level) ?? [],
  };
}
