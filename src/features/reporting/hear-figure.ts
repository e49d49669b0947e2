import type { Field } from '../../core/round.js';
import { say } from '../../flow/effect.js';
import type { Answer } from '../../flow/flow.js';
import { isChosen } from '../../flow/steps.js';
import { namesIn, readReportLine } from '../../read/report-line.js';
import { readNumber } from '../../read/thai-number.js';
import { th } from '../../say/th/catalogue.js';
import {
  asItWas,
  chosen,
  type Draft,
  type Facts,
  fieldAsked,
  next,
  saysNothing,
  takeLine,
  withFigures,
  without,
} from './draft.js';
import { closedMessage, lastTime } from './messages.js';
import type { Next } from './rules.js';

const words = th.reporting;

export type StepName = 'round' | 'figure' | 'which' | 'sure' | 'summary';

export function stepOf(question: Next, draft: Draft): StepName {
  if (question.kind === 'complete') return 'summary';
  if (question.kind === 'doubt') return 'sure';
  return draft.options[question.field.key] ? 'which' : 'figure';
}

/** The round cannot be reported any more. */
export const closed = (): Answer<Draft, StepName> => ({
  ok: 'over',
  effects: [say(closedMessage())],
});

/** On to what the draft lacks. */
export function proceed(draft: Draft, facts: Facts, remark?: string): Answer<Draft, StepName> {
  const question = next(draft, facts);
  if (question.kind === 'closed') return closed();
  const about = remark === undefined ? {} : { remark };
  return { ok: true, draft, next: stepOf(question, draft), ...about };
}

/** What an ambiguous number may mean; the value names its figure, so that it never answers for another. */
export function optionsOf(draft: Draft, facts: Facts) {
  const field = fieldAsked(draft, facts);
  return field
    ? (draft.options[field.key] ?? []).map((number) => ({
        number,
        label: words.figure({ value: number, unit: field.unit }),
        value: `${field.key}=${number}`,
      }))
    : [];
}

/** Figures said by their names, whatever is being asked; null when that is not all that is said. */
export function hearNamed(
  value: string | null,
  draft: Draft,
  facts: Facts,
): Answer<Draft, StepName> | null {
  const round = chosen(draft, facts)?.round;
  if (!round || value === null) return null;
  const { fields } = round.form;
  const { values, unclear, unread } = readReportLine(value, fields);
  const named = fields.filter(({ key }) => (values[key] ?? unclear[key]) !== undefined);
  if (unread.length > 0 || named.length === 0) return null;
  const taken = takeLine({ ...draft, line: value }, round);
  const [first, second] = named;
  const heard = first && !second ? values[first.key] : undefined;
  const isHeard = first && heard !== undefined && next(taken.draft, facts).kind !== 'doubt';
  const remark = taken.remark ?? (isHeard ? words.heard({ ...first, value: heard }) : undefined);
  return proceed(taken.draft, facts, remark);
}

/** An answer to the figure that is asked: a number, its name and its number, or one of the buttons. */
export function hearFigure(
  value: string | null,
  draft: Draft,
  facts: Facts,
): Answer<Draft, StepName> {
  const field = fieldAsked(draft, facts);
  if (!field) return closed();
  if (value === null) return { ok: false, hint: words.notNumber(field) };
  if (saysNothing(value)) return proceed({ ...draft, nothing: true, options: {} }, facts);
  const before = isChosen(value, 'as-it-was', words.asItWas()) ? asItWas(draft, facts) : null;
  if (before) return proceed(before, facts);
  const last = isChosen(value, 'same', th.sent.sameAsLast()) ? lastTime(draft, facts) : null;
  if (last) return proceed(withFigures(draft, last.form, last.figures), facts, last.remark);
  const named = hearNamed(value, draft, facts);
  if (named) return named;
  const { fields } = chosen(draft, facts)?.round.form ?? { fields: [] };
  // What speaks of another figure is none for this one.
  if (namesIn(value, fields).some((key) => key !== field.key))
    return { ok: false, hint: words.notNumber(field) };
  const read = readNumber(value);
  if (read.kind === 'ask')
    return proceed(
      { ...draft, options: { ...draft.options, [field.key]: [...read.options] } },
      facts,
    );
  return read.kind === 'number'
    ? keep(draft, field, read.value, facts)
    : { ok: false, hint: hintFor(read.why, field) };
}

type Why = Extract<ReturnType<typeof readNumber>, { kind: 'none' }>['why'];
function hintFor(why: Why, field: Field): string {
  if (why === 'negative') return words.negative();
  if (why === 'fraction') return words.fraction();
  return why === 'too-large' ? words.tooLarge(field) : words.notNumber(field);
}

export function keep(
  draft: Draft,
  field: Field,
  value: number,
  facts: Facts,
): Answer<Draft, StepName> {
  if (value > field.most) return { ok: false, hint: words.tooLarge(field) };
  const asked = without(draft, field.key);
  const kept = { ...asked, values: { ...asked.values, [field.key]: value } };
  // A question about the figure says it again.
  return next(kept, facts).kind === 'doubt'
    ? proceed(kept, facts)
    : proceed(kept, facts, words.heard({ ...field, value }));
}
