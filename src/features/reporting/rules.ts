import { isSurprising, type SeatReport } from '../../core/report.js';
import { accepts, type Field, type Period, type Round } from '../../core/round.js';
import type { Instant } from '../../core/time.js';

export type Due = { readonly round: Round; readonly report: SeatReport };

/** Rounds that this seat can still report at `at`, the one due first in front. */
export const dueNow = (
  periods: readonly Period[],
  reports: readonly SeatReport[],
  at: Instant,
): readonly Due[] =>
  periods.flatMap(({ round, opened }) => {
    const report = reports.find((r) => r.round === round.id);
    return opened && report?.version === 0 && accepts(round, at) ? [{ round, report }] : [];
  });

/** The seat's newest earlier figures, for the plausibility question. */
export function lastFigures(
  periods: readonly Period[],
  reports: readonly SeatReport[],
  before: Round,
): Readonly<Record<string, number>> {
  const earlier = periods
    .filter((p) => p.round.form.id === before.form.id && p.round.dueAt < before.dueAt)
    .map((p) => reports.find((r) => r.round === p.round.id)?.content)
    .filter((content) => content?.kind === 'figures');
  const newest = earlier.at(-1);
  return newest?.kind === 'figures' ? newest.figures : {};
}

export type Next =
  | { readonly kind: 'ask'; readonly field: Field }
  | { readonly kind: 'doubt'; readonly field: Field; readonly value: number; readonly last: number }
  | { readonly kind: 'complete' };

/** What is still to be asked: the first missing figure, then the first surprising one, then nothing. */
export function nextQuestion(
  fields: readonly Field[],
  values: Readonly<Record<string, number>>,
  last: Readonly<Record<string, number>>,
  confirmed: readonly string[],
): Next {
  for (const field of fields) {
    const value = values[field.key];
    if (value === undefined) return { kind: 'ask', field };
    const before = last[field.key];
    if (before !== undefined && isSurprising(value, before) && !confirmed.includes(field.key))
      return { kind: 'doubt', field, value, last: before };
  }
  return { kind: 'complete' };
}
