import { inScope, scopeOf } from '../../access/scope.js';
import type { Actor } from '../../core/actor.js';
import { type AreaBook, type AreaCode, covers, parseAreaCode } from '../../core/area.js';
import { findPlace } from '../../read/place.js';

/** What somebody wants to see the statistics of; `area` null is the country. */
export type Request =
  | { readonly kind: 'area'; readonly area: AreaCode | null; readonly page: number }
  | {
      readonly kind: 'which';
      readonly why: 'several' | 'near' | 'own';
      readonly codes: readonly AreaCode[];
    }
  /** There is no such area in this person's duty. */
  | { readonly kind: 'nowhere' };

/** Reads what stood behind the word, or a button's `area;page;round`. The answer lies in the own duty. */
export function requestOf(args: string, actor: Actor, areas: AreaBook): Request {
  const [place = '', pageText = ''] = args.split(';').map((part) => part.trim());
  const page = Math.max(1, Number.parseInt(pageText, 10) || 1);
  if (place === '') return ownArea(actor, page);
  const scope = scopeOf(actor);
  const code = parseAreaCode(place);
  if (code)
    return areas.has(code) && inScope(scope, code)
      ? { kind: 'area', area: code, page }
      : { kind: 'nowhere' };
  const within = actor.isAdmin ? [undefined] : duties(actor);
  const found = within.map((area) => findPlace(areas, place, area));
  const codesOf = (kinds: readonly string[]): readonly AreaCode[] => [
    ...new Set(
      found.flatMap((f) => {
        if (!kinds.includes(f.kind) || f.kind === 'none') return [];
        return f.kind === 'found' ? [f.code] : f.codes;
      }),
    ),
  ];
  const [only, ...more] = codesOf(['found', 'several']);
  if (only && more.length === 0) return { kind: 'area', area: only, page };
  if (only) return { kind: 'which', why: 'several', codes: [only, ...more] };
  const near = codesOf(['near']);
  return near.length > 0 ? { kind: 'which', why: 'near', codes: near } : { kind: 'nowhere' };
}

/** An admin looks at the country, an officer at the own area; one with several says which. */
function ownArea(actor: Actor, page: number): Request {
  if (actor.isAdmin) return { kind: 'area', area: null, page };
  const [first, ...others] = duties(actor);
  if (!first) return { kind: 'nowhere' };
  return others.length === 0
    ? { kind: 'area', area: first, page }
    : { kind: 'which', why: 'own', codes: [first, ...others] };
}

/** The areas of somebody's offices, without those that lie in another of them. */
function duties(actor: Actor): readonly AreaCode[] {
  const all = [...new Set(actor.offices.map((office) => office.area))].sort();
  return all.filter((area) => !all.some((outer) => outer !== area && covers(outer, area)));
}
