import { type AreaCode, type AreaLevel, levelOf, parentOf } from './area.js';
import type { ReportContent } from './report.js';
import { addTallies, emptyTally, type Standing, type Tally } from './round.js';

/** What an area has done in one round: the standings of its units and the sums of their figures. */
export type Count = {
  readonly tally: Tally;
  /** Sums by the form's keys; a key that nobody reported is absent. */
  readonly figures: Readonly<Record<string, number>>;
};

/** The kinds of areas that are counted, from the smallest up. */
export type CountedKind = Exclude<AreaLevel, 'village'> | 'country';

export const emptyCount: Count = { tally: emptyTally, figures: {} };

/**
 * Counts the units of a round (metrics.md, Totals): the latest version of each counts once, a report of
 * nothing is received with zero figures, and figures of a unit that is missing count for nothing.
 */
export function countOf(
  units: readonly { readonly standing: Standing; readonly content: ReportContent | null }[],
): Count {
  const tally = { ...emptyTally };
  const figures: Record<string, number> = {};
  for (const { standing, content } of units) {
    tally[standing] += 1;
    if (standing === 'missing' || content?.kind !== 'figures') continue;
    for (const [key, value] of Object.entries(content.figures))
      figures[key] = (figures[key] ?? 0) + value;
  }
  return { tally, figures };
}

/** Adds counts of disjoint areas in the same round; never of one area over rounds. */
export function addCounts(counts: readonly Count[]): Count {
  const figures: Record<string, number> = {};
  for (const count of counts)
    for (const [key, value] of Object.entries(count.figures))
      figures[key] = (figures[key] ?? 0) + value;
  return { tally: addTallies(counts.map((c) => c.tally)), figures };
}

/** `count` with what changed in a part of it: what the part was goes, what it is comes. */
export function withChange(count: Count, was: Count, is: Count): Count {
  const minus: Count = {
    tally: { onTime: -was.tally.onTime, late: -was.tally.late, missing: -was.tally.missing },
    figures: Object.fromEntries(Object.entries(was.figures).map(([key, value]) => [key, -value])),
  };
  return addCounts([count, minus, is]);
}

/** The kind of an area; null is the country. A village is not counted. */
export const kindOf = (area: AreaCode | null): AreaLevel | 'country' =>
  area === null ? 'country' : levelOf(area);

/** The kind one level down; null below a tambon. */
export const kindBelow = (area: AreaCode | null): Exclude<CountedKind, 'country'> | null => {
  if (area === null) return 'province';
  const level = levelOf(area);
  if (level === 'province') return 'district';
  return level === 'district' ? 'tambon' : null;
};

/** The area itself and all it lies in, the country (null) last. */
export const withAbove = (area: AreaCode): readonly (AreaCode | null)[] => {
  const parent = parentOf(area);
  return parent ? [area, ...withAbove(parent)] : [area, null];
};
