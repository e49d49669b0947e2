import type { AreaBook, AreaCode } from '../../core/area.js';
import { normalise } from '../../read/normalise.js';
import { findPlace } from '../../read/place.js';
import { mostChoices } from '../../say/area-title.js';

/** What was made of the words that name a tambon. */
export type PlaceHeard =
  | { readonly kind: 'one'; readonly code: AreaCode }
  | { readonly kind: 'options'; readonly codes: readonly AreaCode[]; readonly near: boolean }
  | { readonly kind: 'too-many'; readonly count: number }
  | { readonly kind: 'other' }
  | { readonly kind: 'none' };

/** The value of the button that goes back to typing. */
export const otherTambon = 'other';

/**
 * The tambon that is meant: one of the `options` by its button or number, else by name. Dozens of
 * tambons share a name (ในเมือง); more than fit are answered by their number only.
 */
export function hearPlace(areas: AreaBook, said: string, options: readonly AreaCode[]): PlaceHeard {
  if (options.length > 0 && said === otherTambon) return { kind: 'other' };
  const number = Number(normalise(said).replace(/\.$/, ''));
  const chosen = options.find((code, i) => code === said || i + 1 === number);
  if (chosen) return { kind: 'one', code: chosen };
  const found = findPlace(areas, said, undefined, ['tambon']);
  if (found.kind === 'found') return { kind: 'one', code: found.code };
  if (found.kind === 'none') return found;
  if (found.codes.length > mostChoices) return { kind: 'too-many', count: found.codes.length };
  return { kind: 'options', codes: found.codes, near: found.kind === 'near' };
}
