import { z } from 'zod';
import { type ReportContent, receiptNumber, type SeatReport } from '../../core/report.js';
import { type Field, type Period, type Round, standingOf } from '../../core/round.js';
import type { Instant } from '../../core/time.js';
import { type Effect, note, say, sayForSure, write } from '../../flow/effect.js';
import { type Answer, defineFlow, type Moment } from '../../flow/flow.js';
import { askChoice } from '../../flow/steps.js';
import { readReportLine } from '../../read/report-line.js';
import { readNumber } from '../../read/thai-number.js';
import { card, type Message, presses, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { ReportingPorts } from './facts.js';
import { dueLine, roundTitle } from './round-lines.js';
import { type Due, dueNow, lastFigures, type Next, nextQuestion } from './rules.js';

const words = th.reporting;

const draftSchema = z.object({
  /** What stood behind the word; read once when the conversation begins. */
  line: z.string(),
  round: z.string().nullable(),
  nothing: z.boolean(),
  values: z.record(z.string(), z.number()),
  /** Figures that were surprising and confirmed. */
  confirmed: z.array(z.string()),
  /** What an ambiguous number may have meant. */
  options: z.array(z.number()),
});
type Draft = z.output<typeof draftSchema>;
type StepName = 'round' | 'figure' | 'which' | 'sure' | 'summary';

type Facts = {
  readonly at: Instant;
  readonly periods: readonly Period[];
  readonly reports: readonly SeatReport[];
  readonly due: readonly Due[];
};

/** Open round and deadline → three figures or "nothing this time" → summary → ส่ง → receipt. */
export const reporting = defineFlow<ReportingPorts, Draft, StepName, Facts>({
  id: 'reporting',
  version: 1,
  about: words.about,
  blank: (line) => ({ line, round: null, nothing: false, values: {}, confirmed: [], options: [] }),
  parse: (draft) => draftSchema.parse(draft),

  async load(ports, { moment }) {
    const { seat } = moment.actor;
    const [periods, reports] = await Promise.all([
      ports.periods(),
      seat ? ports.seatReports(seat.id) : [],
    ]);
    return { at: moment.at, periods, reports, due: dueNow(periods, reports, moment.at) };
  },

  open(draft, facts, moment) {
    const [first, second] = facts.due;
    if (!first) return { refuse: [say(nothingDue(facts, moment))] };
    return second ? { step: 'round', draft } : begin(draft, first.round, facts);
  },

  steps: {
    round: askChoice({
      ask: words.askRound,
      choices: (_draft, facts) =>
        facts.due.map(({ round }) => ({ label: words.roundChoice(round), value: round.id })),
      pick: (value, draft, facts) => {
        const due = facts.due.find((d) => d.round.id === value);
        if (!due) return closed();
        const { step, draft: begun, remark } = begin(draft, due.round, facts);
        return { ok: true, draft: begun, next: step, ...(remark === undefined ? {} : { remark }) };
      },
    }),
    figure: {
      ask: (draft, facts, answer) => askFigure(draft, facts, answer),
      hear: (value, draft, facts) => {
        const field = fieldAsked(draft, facts);
        if (!field) return closed();
        if (value === null) return { ok: false, hint: words.notNumber(field) };
        if (value === 'nothing' || [words.nothing(), words.nothingShort()].includes(value.trim()))
          return { ok: true, draft: { ...draft, nothing: true }, next: 'summary' };
        const read = readNumber(value);
        if (read.kind === 'ask')
          return { ok: true, draft: { ...draft, options: [...read.options] }, next: 'which' };
        return read.kind === 'number'
          ? keep(draft, field, read.value, facts)
          : { ok: false, hint: hintFor(read.why, field) };
      },
    },
    which: askChoice({
      ask: words.askWhich,
      choices: (draft, facts) =>
        draft.options.map((value) => ({
          label: words.figure({ value, unit: fieldAsked(draft, facts)?.unit ?? '' }),
          value: String(value),
        })),
      pick: (value, draft, facts) => {
        const field = fieldAsked(draft, facts);
        return field ? keep({ ...draft, options: [] }, field, Number(value), facts) : closed();
      },
    }),
    sure: askChoice({
      ask: (draft, facts) => {
        const doubt = next(draft, facts);
        return doubt.kind === 'doubt' ? words.surprising({ ...doubt.field, ...doubt }) : '';
      },
      choices: () => [
        { label: words.isRight(), value: 'right' },
        { label: words.typeAnew(), value: 'anew' },
      ],
      pick: (value, draft, facts) => {
        const doubt = next(draft, facts);
        if (doubt.kind !== 'doubt') return closed();
        const { key } = doubt.field;
        return value === 'right'
          ? proceed({ ...draft, confirmed: [...draft.confirmed, key] }, facts)
          : proceed(without(draft, key), facts);
      },
    }),
    summary: {
      ask: (draft, facts, answer) => summaryCard(draft, facts, answer),
      hear: (value, draft, facts) => {
        const round = chosen(draft, facts)?.round;
        if (!round) return closed();
        if (value === 'send' || value?.trim() === words.send())
          return { ok: true, draft, next: 'end' };
        if (value === 'figures') return proceed({ ...draft, nothing: false }, facts);
        const change = round.form.fields.find(
          (f) => value === `change:${f.key}` || value === words.change(f),
        );
        return change
          ? proceed(without(draft, change.key), facts)
          : { ok: false, hint: words.pressSend() };
      },
    },
  },

  end: (draft, facts, moment) => submit(draft, facts, moment),
});

/** The round of the draft; null when it can no longer be reported. */
const chosen = (draft: Draft, facts: Facts): Due | null =>
  facts.due.find((d) => d.round.id === draft.round) ?? null;

const fieldsOf = (draft: Draft, facts: Facts): readonly Field[] =>
  chosen(draft, facts)?.round.form.fields ?? [];

function next(draft: Draft, facts: Facts): Next | { readonly kind: 'closed' } {
  const round = chosen(draft, facts)?.round;
  if (!round) return { kind: 'closed' };
  const last = lastFigures(facts.periods, facts.reports, round);
  return nextQuestion(round.form.fields, draft.values, last, draft.confirmed);
}

function fieldAsked(draft: Draft, facts: Facts): Field | null {
  const question = next(draft, facts);
  return question.kind === 'ask' ? question.field : null;
}

const stepOf = { ask: 'figure', doubt: 'sure', complete: 'summary' } as const;

function proceed(draft: Draft, facts: Facts, remark?: string): Answer<Draft, StepName> {
  const question = next(draft, facts);
  if (question.kind === 'closed') return closed();
  const about = remark === undefined ? {} : { remark };
  return { ok: true, draft, next: stepOf[question.kind], ...about };
}

/** The draft with one figure to be asked anew. */
function without(draft: Draft, key: string): Draft {
  const { [key]: _, ...values } = draft.values;
  return { ...draft, values, confirmed: draft.confirmed.filter((k) => k !== key) };
}

function keep(draft: Draft, field: Field, value: number, facts: Facts): Answer<Draft, StepName> {
  if (value > field.most) return { ok: false, hint: words.tooLarge(field) };
  const kept = { ...draft, values: { ...draft.values, [field.key]: value } };
  return proceed(kept, facts, words.heard({ ...field, value }));
}

/** Takes what a one-line report said already, then asks for the rest. */
function begin(draft: Draft, round: Round, facts: Facts) {
  const read = readReportLine(draft.line, round.form.fields);
  const values = Object.fromEntries(
    round.form.fields.flatMap((f) => {
      const value = read.values[f.key];
      return value !== undefined && value <= f.most ? [[f.key, value]] : [];
    }),
  );
  const begun: Draft = { ...draft, line: '', round: round.id, values };
  const question = next(begun, facts);
  const [unread] = read.unread;
  return {
    step: question.kind === 'closed' ? ('figure' as const) : stepOf[question.kind],
    draft: begun,
    ...(unread === undefined ? {} : { remark: words.unread({ words: unread }) }),
  };
}

type Why = Extract<ReturnType<typeof readNumber>, { kind: 'none' }>['why'];
function hintFor(why: Why, field: Field): string {
  if (why === 'negative') return words.negative();
  if (why === 'fraction') return words.fraction();
  return why === 'too-large' ? words.tooLarge(field) : words.notNumber(field);
}

const closed = (): Answer<Draft, StepName> => ({
  ok: 'over',
  effects: [
    say(text(words.roundClosed(), [types(th.words.status[0]), types(th.words.contact[0])])),
  ],
});

function nothingDue(facts: Facts, { at }: Moment): Message {
  const open = facts.periods.some((p) => p.opened && at <= p.round.lockAt);
  const upcoming = facts.periods.find((p) => !p.opened && p.round.opensAt > at)?.round;
  const why = !open
    ? words.noneOpen()
    : facts.reports.length > 0
      ? words.allSent()
      : words.nextRound();
  const when = upcoming
    ? `\n${words.nextOpens({ round: roundTitle(upcoming), opensAt: upcoming.opensAt })}`
    : '';
  return text(why + when, [types(th.words.status[0]), types(th.words.menu[0])]);
}

function askFigure(draft: Draft, facts: Facts, answer: (value: string) => string): Message {
  const field = fieldAsked(draft, facts);
  const round = chosen(draft, facts)?.round;
  if (!field || !round) return text(words.roundClosed());
  const { fields } = round.form;
  const step = fields.indexOf(field) + 1;
  const head =
    step === 1 && Object.keys(draft.values).length === 0
      ? `${roundTitle(round)}\n${dueLine(round, facts.at)}`
      : words.progress({ step, of: fields.length });
  return text(words.question({ ...field, head }), [
    presses(words.nothing(), answer('nothing')),
    types(th.words.cancel[0]),
  ]);
}

const rowsOf = (content: ReportContent, fields: readonly Field[]) =>
  content.kind === 'nothing'
    ? [{ label: words.receiptRound(), value: words.nothing() }]
    : fields.map((f) => ({
        label: f.label,
        value: words.figure({ value: content.figures[f.key] ?? 0, unit: f.unit }),
      }));

const contentOf = (draft: Draft): ReportContent =>
  draft.nothing ? { kind: 'nothing' } : { kind: 'figures', figures: draft.values };

function summaryCard(draft: Draft, facts: Facts, answer: (value: string) => string): Message {
  const round = chosen(draft, facts)?.round;
  if (!round) return text(words.roundClosed());
  const others = draft.nothing
    ? [presses(words.typeAnew(), answer('figures'))]
    : fieldsOf(draft, facts).map((f) => presses(words.change(f), answer(`change:${f.key}`)));
  return card('panel', {
    tone: 'plain',
    title: words.summaryTitle(),
    lines: [
      { line: words.summaryLine({ round: roundTitle(round), due: dueLine(round, facts.at) }) },
    ],
    rows: rowsOf(contentOf(draft), round.form.fields),
    main: [{ action: presses(words.send(), answer('send')) }],
    others: others.map((action) => ({ action })),
  });
}

function submit(draft: Draft, facts: Facts, { actor, at }: Moment): readonly Effect[] {
  const due = chosen(draft, facts);
  if (!due || !actor.seat) return [say(text(words.roundClosed()))];
  const { round, report } = due;
  const seat = actor.seat.id;
  const version = report.version + 1;
  const content = contentOf(draft);
  const standing = standingOf(round, at);
  return [
    write({
      kind: 'report.submit',
      round: round.id,
      seat,
      user: actor.id,
      version,
      content,
      standing,
      at,
    }),
    note('report.sent', { round: round.id, seat, version }),
    sayForSure(
      card('panel', {
        tone: standing === 'late' ? 'warn' : 'good',
        title: words.receiptTitle({ standing }),
        lines: [{ line: words.receiptThanks() }],
        rows: [
          { label: words.receiptNumber(), value: receiptNumber(round, seat, version) },
          { label: words.receiptAt(), value: words.at({ at }) },
          ...rowsOf(content, round.form.fields),
        ],
        main: [],
        others: [{ action: types(th.words.status[0]) }],
      }),
    ),
  ];
}
