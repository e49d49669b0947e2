import type { AreaBook, AreaCode } from '../../core/area.js';
import { isChosen } from '../../flow/steps.js';
import { normalise } from '../../read/normalise.js';
import { findPlace } from '../../read/place.js';
import { says } from '../../read/word.js';
import { mostChoices } from '../../say/area-title.js';
import { th } from '../../say/th/catalogue.js';

/** What was made of the words that name a tambon. */
export type PlaceHeard =
  | { readonly kind: 'one'; readonly code: AreaCode }
  | { readonly kind: 'options'; readonly codes: readonly AreaCode[]; readonly near: boolean }
  | { readonly kind: 'too-many'; readonly count: number }
  /** None of that name takes part. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'other' }
  | { readonly kind: 'none' };

/** The value of the button that goes back to typing. */
export const otherTambon = 'other';

/** What was offered alone, and is asked about with yes and no. */
export const onlyOption = (options: readonly AreaCode[]): AreaCode | null =>
  options.length === 1 ? (options[0] ?? null) : null;

const saysOther = (said: string): boolean =>
  isChosen(said, otherTambon, th.joining.otherTambon()) || says(said, th.common.no());

/**
 * The tambon that is meant: one of the `options` by its button or number, the only one by yes, else by
 * name. The codes may be many, and of tambons that take no part: `onlyInside` looks after that.
 */
export function hearPlace(areas: AreaBook, said: string, options: readonly AreaCode[]): PlaceHeard {
  if (options.length > 0 && saysOther(said)) return { kind: 'other' };
  // The number alone, or what stands on the button behind it.
  const number = /^(\d+)(?:\.|$)/.exec(normalise(said))?.[1];
  const only = says(said, th.common.yes()) ? onlyOption(options) : null;
  const chosen = options.find(
    (code, i) => code === only || code === said || i + 1 === Number(number),
  );
  if (chosen) return { kind: 'one', code: chosen };
  const found = findPlace(areas, said, undefined, ['tambon']);
  if (found.kind === 'found') return { kind: 'one', code: found.code };
  if (found.kind === 'none') return found;
  return { kind: 'options', codes: found.codes, near: found.kind === 'near' };
}

/**
 * Only tambons that take part are offered. Dozens share a name (ในเมือง); more than fit are answered by
 * their number only.
 */
export function onlyInside(heard: PlaceHeard, inside: readonly AreaCode[]): PlaceHeard {
  if (heard.kind !== 'options') return heard;
  const codes = heard.codes.filter((code) => inside.includes(code));
  const [only] = codes;
  if (!only) return { kind: heard.near ? 'none' : 'outside' };
  if (codes.length === 1 && !heard.near) return { kind: 'one', code: only };
  return codes.length > mostChoices
    ? { kind: 'too-many', count: codes.length }
    : { ...heard, codes };
}
