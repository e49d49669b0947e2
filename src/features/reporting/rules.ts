import { isSurprising, type SeatReport } from '../../core/report.js';
import { accepts, type Field, type Form, type Period, type Round } from '../../core/round.js';
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
    return opened && report?.content === null && accepts(round, at) ? [{ round, report }] : [];
  });

/** Rounds whose report was sent and can still be corrected at `at`, the one due first in front. */
export const correctableAt = (
  periods: readonly Period[],
  reports: readonly SeatReport[],
  at: Instant,
): readonly Due[] =>
  periods.flatMap(({ round }) => {
    const report = reports.find((r) => r.round === round.id);
    return report && report.version > 0 && accepts(round, at) ? [{ round, report }] : [];
  });

/**
 * What the seat said of the round before, to be said again: figures only, for the same questions. Null
 * when it last said "nothing this time", which has a button of its own.
 */
export function figuresBefore(
  periods: readonly Period[],
  reports: readonly SeatReport[],
  { form, dueAt }: Round,
): { readonly round: Round; readonly figures: Readonly<Record<string, number>> } | null {
  const sent = periods.flatMap(({ round }) => {
    const content = reports.find((r) => r.round === round.id)?.content;
    return round.dueAt < dueAt && round.form.id === form.id && content ? [{ round, content }] : [];
  });
  const newest = sent.at(-1);
  if (newest?.content.kind !== 'figures') return null;
  const { figures } = newest.content;
  return form.fields.every((f) => figures[f.key] !== undefined)
    ? { round: newest.round, figures }
    : null;
}

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

export type Against =
  | { readonly kind: 'last'; readonly value: number }
  | { readonly kind: 'other'; readonly field: Field; readonly value: number };

/** A figure that is worth one question. */
type Doubt = {
  readonly kind: 'doubt';
  readonly field: Field;
  readonly value: number;
  /** The figure it is far from: the seat's last one, or another of this report. */
  readonly against: Against;
  /** What is remembered when it is right, so that it is asked once. */
  readonly confirms: string;
};

export type Next =
  | { readonly kind: 'ask'; readonly field: Field }
  | Doubt
  | { readonly kind: 'complete' };

/** The figure that is far from what it usually is for each of another, if it is one; nothing at all may well be true. */
export function unlikely(
  { fields, usual }: Form,
  values: Readonly<Record<string, number>>,
): Doubt | null {
  const field = fields.find((f) => f.key === usual?.figure);
  const per = fields.find((f) => f.key === usual?.per);
  if (!field || !per) return null;
  const [value = 0, count = 0] = [values[field.key], values[per.key]];
  if (value === 0 || !isSurprising(value / count, usual?.value)) return null;
  const against: Against = { kind: 'other', field: per, value: count };
  return { kind: 'doubt', field, value, against, confirms: `${field.key}=${value}/${count}` };
}

/**
 * What is still to be asked: the first missing figure, or the first surprising one before it; then whether
 * one is far from what it usually is for each of another; then nothing.
 */
export function nextQuestion(
  form: Form,
  values: Readonly<Record<string, number>>,
  last: Readonly<Record<string, number>>,
  confirmed: readonly string[],
): Next {
  for (const field of form.fields) {
    const { key } = field;
    const value = values[key];
    if (value === undefined) return { kind: 'ask', field };
    const before = last[key];
    if (before !== undefined && isSurprising(value, before) && !confirmed.includes(key))
      return {
        kind: 'doubt',
        field,
        value,
        against: { kind: 'last', value: before },
        confirms: key,
      };
  }
  const doubt = unlikely(form, values);
  return doubt && !confirmed.includes(doubt.confirms) ? doubt : { kind: 'complete' };
}
