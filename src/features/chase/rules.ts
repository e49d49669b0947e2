import { type AreaCode, covers, levelOf } from '../../core/area.js';
import { addTallies, type Tally } from '../../core/round.js';
import type { AreaTally } from './facts.js';

/** What is looked at. No area: all the `duties` of an officer with several, and for an admin the country. */
export type Place = { readonly area: AreaCode | null; readonly duties: readonly AreaCode[] };

export type Row = { readonly area: AreaCode; readonly tally: Tally };

/** As many tambons as fit one card; a larger place is shown by its duties, districts or provinces first. */
export const rowsPerCard = 20;

/** Tallies of tambons put together at the finest level that is still readable, worst first. */
export function rowsOf(
  tambons: readonly AreaTally[],
  { area: within, duties }: Place,
): readonly Row[] {
  const isFine = tambons.length <= rowsPerCard || levelBelow(within) === 'tambon';
  const groupOf = (tambon: AreaCode): string => {
    if (isFine) return tambon;
    return duties.find((duty) => covers(duty, tambon)) ?? tambon.slice(0, within ? 4 : 2);
  };
  const groups = new Map<string, Tally[]>();
  for (const { tambon, tally } of tambons) {
    const key = groupOf(tambon);
    groups.set(key, [...(groups.get(key) ?? []), tally]);
  }
  return [...groups]
    .map(([area, tallies]) => ({ area: area as AreaCode, tally: addTallies(tallies) }))
    .sort((a, b) => b.tally.missing - a.tally.missing || (a.area < b.area ? -1 : 1));
}

const levelBelow = (area: AreaCode | null): 'province' | 'district' | 'tambon' => {
  if (area === null) return 'province';
  return levelOf(area) === 'province' ? 'district' : 'tambon';
};

/** One card's worth of a list. */
export function pageOf<T>(all: readonly T[], wanted: number) {
  const pages = Math.max(1, Math.ceil(all.length / rowsPerCard));
  const at = Math.min(wanted, pages);
  return { shown: all.slice((at - 1) * rowsPerCard, at * rowsPerCard), at, pages };
}
