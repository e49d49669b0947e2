import { type AreaCode, levelOf } from '../../core/area.js';
import { addTallies, chasedRounds, openedAt, type Period, type Tally } from '../../core/round.js';
import type { Instant } from '../../core/time.js';
import type { AreaTally } from './facts.js';

/** The opened round of that code, else the one to chase first; null before the first has opened. */
export const chasedRound = (periods: readonly Period[], at: Instant, code: string): Period | null =>
  openedAt(periods, at).find((p) => p.round.code === code) ?? chasedRounds(periods, at)[0] ?? null;

export type Row = { readonly area: AreaCode; readonly tally: Tally };

/** As many tambons as fit one card; a larger area is shown by its districts or provinces first. */
export const rowsPerCard = 20;

/** Tallies of tambons put together at the finest level that is still readable, worst first. */
export function rowsOf(tambons: readonly AreaTally[], within: AreaCode | null): readonly Row[] {
  const digits =
    tambons.length <= rowsPerCard || levelBelow(within) === 'tambon' ? 6 : within ? 4 : 2;
  const groups = new Map<string, Tally[]>();
  for (const { tambon, tally } of tambons) {
    const key = tambon.slice(0, digits);
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
