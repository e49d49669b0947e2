import { type Actor, dutiesOf } from '../core/actor.js';
import type { AreaBook, AreaCode, AreaLevel } from '../core/area.js';
import { normalise } from './normalise.js';
import { findPlace, type PlaceFound } from './place.js';
import { politeEnding } from './polite.js';

/** Which part of the own duty somebody means. */
export type DutyArea =
  | PlaceFound
  /** Nothing was said, or everywhere: all of it. An admin's duty is the country and has no codes. */
  | { readonly kind: 'own'; readonly codes: readonly AreaCode[] };

/** As cards call the country, as people do, and as a button says it. */
const everywhere = /^(?:(?:ทั่ว|ทั้ง)ประเทศ(?:ไทย)?|everywhere)?$/;

/** The area of a numbered list whose number somebody typed; null when it is no such number. */
export const areaOfNumber = (said: string, list: readonly AreaCode[]): AreaCode | null =>
  list[Number(normalise(said).replace(politeEnding, '').replace(/\.$/, '')) - 1] ?? null;

/** Reads a name or code of an area in the own duty. The answer never lies outside it. */
export function readDutyArea(
  areas: AreaBook,
  actor: Actor,
  said: string,
  levels?: readonly AreaLevel[],
): DutyArea {
  const duties = dutiesOf(actor);
  if (everywhere.test(normalise(said).replace(politeEnding, '')))
    return { kind: 'own', codes: actor.isAdmin ? [] : duties };
  if (actor.isAdmin) return findPlace(areas, said, undefined, levels);
  const found = duties.map((area) => findPlace(areas, said, area, levels));
  const codesOf = (...kinds: readonly PlaceFound['kind'][]): readonly AreaCode[] =>
    found.flatMap((f) => {
      if (f.kind === 'none' || !kinds.includes(f.kind)) return [];
      return f.kind === 'found' ? [f.code] : f.codes;
    });
  const [code, ...others] = codesOf('found', 'several');
  if (code && others.length === 0) return { kind: 'found', code };
  if (code) return { kind: 'several', codes: [code, ...others] };
  const near = codesOf('near');
  return near.length > 0 ? { kind: 'near', codes: near } : { kind: 'none' };
}
