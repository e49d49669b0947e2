import { z } from 'zod';
import type { SeatPhoto } from '../../core/photo.js';
import { type ReportContent, type SeatReport, sameContent } from '../../core/report.js';
import type { Field, Form, Period, Round } from '../../core/round.js';
import { shorten } from '../../core/text.js';
import type { Instant } from '../../core/time.js';
import { isChosen } from '../../flow/steps.js';
import { readReportLine } from '../../read/report-line.js';
import { says } from '../../read/word.js';
import { th } from '../../say/th/catalogue.js';
import { type Due, lastFigures, type Next, nextQuestion, unlikely } from './rules.js';

const words = th.reporting;

export const draftSchema = z.object({
  /** What stood behind the word; read once when the conversation begins. */
  line: z.string(),
  round: z.string().nullable(),
  nothing: z.boolean(),
  values: z.record(z.string(), z.number()),
  /** Figures that were surprising and confirmed. */
  confirmed: z.array(z.string()),
  /** What an ambiguous number may have meant, by its figure. */
  options: z.record(z.string(), z.array(z.number())),
  /** Figures that are asked again, and what they were: the way back. */
  again: z.record(z.string(), z.number()),
});
export type Draft = z.output<typeof draftSchema>;

export type Facts = {
  readonly at: Instant;
  readonly periods: readonly Period[];
  readonly reports: readonly SeatReport[];
  readonly due: readonly Due[];
  readonly photos: readonly SeatPhoto[];
};

/** The round of the draft; null when it can no longer be reported. */
export const chosen = (draft: Draft, facts: Facts): Due | null =>
  facts.due.find((d) => d.round.id === draft.round) ?? null;

/** What the conversation asks next. */
export function next(draft: Draft, facts: Facts): Next | { readonly kind: 'closed' } {
  const round = chosen(draft, facts)?.round;
  if (!round) return { kind: 'closed' };
  if (draft.nothing) return { kind: 'complete' };
  const last = lastFigures(facts.periods, facts.reports, round);
  return nextQuestion(round.form, draft.values, last, draft.confirmed);
}

export function fieldAsked(draft: Draft, facts: Facts): Field | null {
  const question = next(draft, facts);
  return question.kind === 'ask' ? question.field : null;
}

export const contentOf = (draft: Draft): ReportContent =>
  draft.nothing ? { kind: 'nothing' } : { kind: 'figures', figures: draft.values };

/** What the round's report says already; null while it is missing. */
export const sentContent = (draft: Draft, facts: Facts): ReportContent | null =>
  chosen(draft, facts)?.report.content ?? null;

/** Whether the draft says what was sent already. */
export function isUnchanged(draft: Draft, facts: Facts): boolean {
  const due = chosen(draft, facts);
  const sent = due?.report.content;
  const keys = due?.round.form.fields.map((f) => f.key) ?? [];
  return sent != null && sameContent(sent, contentOf(draft), keys);
}

/** The draft with what was sent already filled in, so that only what is wrong is typed anew. */
export function withSent(draft: Draft, { round, report: { content } }: Due): Draft {
  if (content === null) return draft;
  if (content.kind === 'nothing') return { ...draft, nothing: true };
  return withFigures(draft, round.form, content.figures);
}

/** The draft with figures that were sent before, and are not doubted again. */
export function withFigures(
  draft: Draft,
  form: Form,
  figures: Readonly<Record<string, number>>,
): Draft {
  const doubt = unlikely(form, figures);
  const confirmed = [...Object.keys(figures), ...(doubt ? [doubt.confirms] : [])];
  return { ...draft, values: { ...figures }, options: {}, confirmed };
}

/** Whether anything was typed that would have to be typed again. */
export const isBegun = ({ values, options, nothing }: Draft): boolean =>
  nothing || Object.keys(values).length + Object.keys(options).length > 0;

/** The draft with one figure to be asked anew. */
export function without(draft: Draft, key: string): Draft {
  const { [key]: _, ...values } = draft.values;
  const { [key]: __, ...options } = draft.options;
  const { [key]: ___, ...again } = draft.again;
  return { ...draft, values, options, again, confirmed: draft.confirmed.filter((k) => k !== key) };
}

/** The same, with a way back to what the figure was, if it was anything. */
export function askedAgain(draft: Draft, key: string): Draft {
  const value = draft.values[key] ?? draft.again[key];
  const asked = without(draft, key);
  return value === undefined ? asked : { ...asked, again: { ...asked.again, [key]: value } };
}

/** What the figure was that is asked again, as it was confirmed; null when it is asked for the first time. */
export function asItWas(draft: Draft, facts: Facts): Draft | null {
  const key = fieldAsked(draft, facts)?.key ?? '';
  const value = draft.again[key];
  if (value === undefined) return null;
  const back = without(draft, key);
  return { ...back, values: { ...back.values, [key]: value }, confirmed: [...back.confirmed, key] };
}

/** Whether somebody pressed or typed that there was nothing this time. */
export const saysNothing = (said: string | null): boolean =>
  isChosen(said, 'nothing', words.nothing()) || isChosen(said, 'nothing', words.nothingShort());

/** Takes what a one-line report says over what the draft held; `remark` is about what it left open. */
export function takeLine(
  draft: Draft,
  round: Round,
): { readonly draft: Draft; readonly remark?: string } {
  const { fields } = round.form;
  const read = readReportLine(draft.line, fields);
  const said = fields.flatMap((field) => {
    const value = read.values[field.key];
    return value === undefined ? [] : [{ field, value }];
  });
  const unclear = fields.flatMap(({ key }) => {
    const options = read.unclear[key];
    return options ? [{ key, options: [...options] }] : [];
  });
  // What was not understood takes nothing back.
  const nothing = draft.nothing && said.length + unclear.length === 0;
  const begun: Draft = { ...draft, line: '', round: round.id, nothing };
  if (saysNothing(draft.line) || says(draft.line, words.none()))
    return { draft: { ...begun, nothing: true } };
  const taken = said
    .filter(({ field, value }) => value <= field.most)
    .reduce<Draft>((d, { field, value }) => {
      const asked = without(d, field.key);
      return { ...asked, values: { ...asked.values, [field.key]: value } };
    }, begun);
  const left = unclear.reduce<Draft>((d, { key, options }) => {
    const asked = askedAgain(d, key);
    return { ...asked, options: { ...asked.options, [key]: options } };
  }, taken);
  const tooLarge = said.find(({ field, value }) => value > field.most);
  if (tooLarge) return { draft: left, remark: words.tooLarge(tooLarge.field) };
  const [unread] = read.unread;
  if (unread === undefined) return { draft: left };
  const known = left.nothing || fields.every((f) => left.values[f.key] !== undefined);
  const remark = (known ? words.unreadCheck : words.unread)({ words: shorten(unread, 40) });
  return { draft: left, remark };
}
