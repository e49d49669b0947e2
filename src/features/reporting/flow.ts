import { type Field, standingOf } from '../../core/round.js';
import { type Effect, note, say, sayForSure, write } from '../../flow/effect.js';
import { type Answer, defineFlow, type Flow, type Moment, type Opening } from '../../flow/flow.js';
import { askChoice, isChosen } from '../../flow/steps.js';
import { readRoundNumber, roundOfNumber } from '../../read/round-number.js';
import { readNumber } from '../../read/thai-number.js';
import { type Message, presses, text } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import {
  asItWas,
  askedAgain,
  chosen,
  contentOf,
  type Draft,
  draftSchema,
  type Facts,
  fieldAsked,
  isUnchanged,
  next,
  saysNothing,
  sentContent,
  takeLine,
  without,
  withSent,
} from './draft.js';
import type { ReportingPorts } from './facts.js';
import {
  askFigure,
  closedMessage,
  lastTime,
  nothingDue,
  receipt,
  sendValue,
  summaryCard,
} from './messages.js';
import { dueNow, type Next } from './rules.js';

const words = th.reporting;

export type StepName = 'round' | 'figure' | 'which' | 'sure' | 'summary';

function stepOf(question: Next, draft: Draft): StepName {
  if (question.kind === 'complete') return 'summary';
  if (question.kind === 'doubt') return 'sure';
  return draft.options[question.field.key] ? 'which' : 'figure';
}

const blank: Draft = {
  line: '',
  round: null,
  nothing: false,
  values: {},
  confirmed: [],
  options: {},
  again: null,
};

/** Open round and deadline → three figures or "nothing this time" → summary → ส่ง → receipt. */
export const reportFlow: Flow<ReportingPorts, Draft, StepName, Facts> = {
  id: 'reporting',
  version: 2,
  about: words.about,
  // A line typed while a report is open changes what it names; the rest of the draft stays.
  blank: (line, before) => ({ ...(before ?? blank), line, nothing: false }),
  parse: (draft) => draftSchema.parse(draft),

  async load(ports, { moment }) {
    const { seat } = moment.actor;
    const [periods, reports, photos] = await Promise.all([
      ports.periods(),
      seat ? ports.seatReports(seat.id) : [],
      seat ? ports.seatPhotos(seat.id) : [],
    ]);
    const due = dueNow(periods, reports, moment.at);
    return { at: moment.at, periods, reports, due, photos };
  },

  open: (before, facts) => openWith(before, facts, nothingDue),

  steps: {
    round: askChoice({
      ask: (_draft, facts) =>
        facts.due.some((d) => d.report.content) ? th.sent.askRound() : words.askRound(),
      choices: (_draft, facts) =>
        facts.due.map(({ round }) => ({ label: words.roundChoice(round), value: round.id })),
      read: (said, _draft, facts) =>
        roundOfNumber(facts.due, readRoundNumber(said))?.round.id ?? null,
      pick: (value, draft, facts) => {
        const due = facts.due.find((d) => d.round.id === value);
        if (!due) return closed();
        const taken = takeLine(withSent(draft, due), due.round);
        return proceed(taken.draft, facts, taken.remark);
      },
    }),
    figure: {
      ask: askFigure,
      hear: (value, draft, facts) => hearFigure(value, draft, facts),
    },
    which: {
      ask: (draft, facts, answer) =>
        text(words.askWhich({ label: fieldAsked(draft, facts)?.label ?? '' }), [
          ...optionsOf(draft, facts).map((o) => presses(o.label, answer(o.value))),
          ...(asItWas(draft, facts) ? [presses(words.asItWas(), answer('as-it-was'))] : []),
        ]),
      hear: (value, draft, facts) => {
        const field = fieldAsked(draft, facts);
        if (!field) return closed();
        const options = optionsOf(draft, facts);
        const option = options.find((o) => isChosen(value, o.value, o.label));
        if (option) return keep(draft, field, option.number, facts);
        const typed = hearFigure(value, draft, facts);
        return typed.ok === false ? { ok: false, hint: th.common.pressOne() } : typed;
      },
    },
    sure: {
      ask: (draft, facts, answer) => {
        const doubt = next(draft, facts);
        if (doubt.kind !== 'doubt') return closedMessage();
        const { key } = doubt.field;
        return text(words.surprising({ ...doubt.field, ...doubt }), [
          presses(words.isRight(), answer(`right:${key}`)),
          presses(words.typeAnew(), answer(`anew:${key}`)),
        ]);
      },
      hear: (value, draft, facts) => {
        const doubt = next(draft, facts);
        if (doubt.kind !== 'doubt') return closed();
        const { key } = doubt.field;
        if (isChosen(value, `right:${key}`, words.isRight()))
          return proceed({ ...draft, confirmed: [...draft.confirmed, key] }, facts);
        const asked = without(draft, key);
        if (isChosen(value, `anew:${key}`, words.typeAnew())) return proceed(asked, facts);
        const typed = hearFigure(value, asked, facts);
        return typed.ok === false ? { ok: false, hint: th.common.pressOne() } : typed;
      },
    },
    summary: {
      ask: summaryCard,
      hear: (value, draft, facts) => {
        const round = chosen(draft, facts)?.round;
        if (!round) return closed();
        if (isChosen(value, sendValue(draft), words.send()))
          return isUnchanged(draft, facts)
            ? { ok: false, hint: th.sent.nothingChanged() }
            : { ok: true, draft, next: 'end' };
        if (value?.startsWith('send:')) return { ok: false, hint: words.changedSince() };
        if (isChosen(value, 'figures', words.typeFigures()))
          return proceed({ ...draft, nothing: false }, facts);
        if (value !== null && (value === 'nothing' || saysNothing(value)))
          return proceed({ ...draft, nothing: true, options: {} }, facts);
        const change = round.form.fields.find((f) =>
          isChosen(value, `change:${f.key}`, words.change(f)),
        );
        return change
          ? proceed({ ...askedAgain(draft, change.key), nothing: false }, facts)
          : {
              ok: false,
              hint: isUnchanged(draft, facts) ? th.sent.nothingChanged() : words.pressSend(),
            };
      },
    },
  },

  end: submit,
  roundOf: (draft) => draft.round,
};
export const reporting = defineFlow(reportFlow);

/** Begins with the only round there is, or asks for which; `none` says why there is none. */
export function openWith(
  before: Draft,
  facts: Facts,
  none: (facts: Facts) => Message,
): Opening<Draft, StepName> {
  const [first, second] = facts.due;
  if (!first) return { refuse: [say(none(facts))] };
  const going = chosen(before, facts);
  const draft = going ? before : { ...blank, line: before.line };
  const due = going ?? (second ? null : first);
  if (!due) return { step: 'round', draft };
  const taken = takeLine(going ? draft : withSent(draft, due), due.round);
  const question = next(taken.draft, facts);
  return question.kind === 'closed'
    ? { refuse: [say(closedMessage())] }
    : { ...taken, step: stepOf(question, taken.draft) };
}

const closed = (): Answer<Draft, StepName> => ({ ok: 'over', effects: [say(closedMessage())] });

function proceed(draft: Draft, facts: Facts, remark?: string): Answer<Draft, StepName> {
  const question = next(draft, facts);
  if (question.kind === 'closed') return closed();
  const about = remark === undefined ? {} : { remark };
  return { ok: true, draft, next: stepOf(question, draft), ...about };
}

/** What an ambiguous number may mean; the value names its figure, so that it never answers for another. */
function optionsOf(draft: Draft, facts: Facts) {
  const field = fieldAsked(draft, facts);
  return field
    ? (draft.options[field.key] ?? []).map((number) => ({
        number,
        label: words.figure({ value: number, unit: field.unit }),
        value: `${field.key}=${number}`,
      }))
    : [];
}

function hearFigure(value: string | null, draft: Draft, facts: Facts): Answer<Draft, StepName> {
  const field = fieldAsked(draft, facts);
  if (!field) return closed();
  if (value === null) return { ok: false, hint: words.notNumber(field) };
  if (value === 'nothing' || saysNothing(value))
    return proceed({ ...draft, nothing: true, options: {} }, facts);
  const before = isChosen(value, 'as-it-was', words.asItWas()) ? asItWas(draft, facts) : null;
  if (before) return proceed(before, facts);
  const last = isChosen(value, 'same', th.sent.sameAsLast()) ? lastTime(draft, facts) : null;
  if (last)
    return proceed({ ...draft, values: { ...last.figures }, options: {} }, facts, last.remark);
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

function keep(draft: Draft, field: Field, value: number, facts: Facts): Answer<Draft, StepName> {
  if (value > field.most) return { ok: false, hint: words.tooLarge(field) };
  const asked = without(draft, field.key);
  const kept = { ...asked, values: { ...asked.values, [field.key]: value } };
  // A question about the figure says it again.
  return next(kept, facts).kind === 'doubt'
    ? proceed(kept, facts)
    : proceed(kept, facts, words.heard({ ...field, value }));
}

function submit(draft: Draft, facts: Facts, { actor, at }: Moment): readonly Effect[] {
  const due = chosen(draft, facts);
  if (!due || !actor.seat) return [say(closedMessage())];
  const { round, report } = due;
  const sent = {
    seat: actor.seat.id,
    version: report.version + 1,
    content: contentOf(draft),
    // An earlier version counts for the deadline, also one that was taken back (metrics.md, On time).
    standing: standingOf(round, report.firstAt ?? at),
    at,
  };
  return [
    write({ kind: 'report.submit', round: round.id, user: actor.id, ...sent }),
    note('report.sent', { round: round.id, seat: sent.seat, version: sent.version }),
    sayForSure(
      receipt({ round, ...sent, before: sentContent(draft, facts), photos: facts.photos }),
    ),
  ];
}
