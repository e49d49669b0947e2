import { isNamed, standingOf } from '../../core/round.js';
import { type Effect, note, say, sayForSure, write } from '../../flow/effect.js';
import { defineFlow, type Flow, type Moment, type Opening } from '../../flow/flow.js';
import { askChoice, isChosen } from '../../flow/steps.js';
import { readRoundNumber, roundOfNumber, splitRound } from '../../read/round-number.js';
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
  isBegun,
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
  closed,
  hearFigure,
  hearNamed,
  keep,
  optionsOf,
  proceed,
  type StepName,
  stepOf,
} from './hear-figure.js';
import {
  askFigure,
  closedMessage,
  nothingDue,
  otherRoundOpen,
  receipt,
  sendValue,
  summaryCard,
  whyNotRound,
} from './messages.js';
import { dueNow } from './rules.js';

const words = th.reporting;

const blank: Draft = {
  line: '',
  round: null,
  nothing: false,
  values: {},
  confirmed: [],
  options: {},
  again: {},
};

/** Open round and deadline → three figures or "nothing this time" → summary → ส่ง → receipt. */
export const reportFlow: Flow<ReportingPorts, Draft, StepName, Facts> = {
  id: 'reporting',
  version: 3,
  about: words.about,
  // A line typed while a report is open changes what it names; the rest of the draft stays.
  blank: (line, before) => ({ ...(before ?? blank), line }),
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
        const { against } = doubt;
        const about = { ...doubt.field, value: doubt.value };
        return against.kind === 'last'
          ? text(words.surprising({ ...about, last: against.value }), [
              presses(words.isRight(), answer(`right:${doubt.confirms}`)),
              presses(words.typeAnew(), answer(`anew:${key}`)),
            ])
          : text(words.unlikely({ ...about, other: { ...against.field, value: against.value } }), [
              presses(words.isRight(), answer(`right:${doubt.confirms}`)),
              ...[doubt.field, against.field].map((f) =>
                presses(words.change(f), answer(`anew:${f.key}`)),
              ),
            ]);
      },
      hear: (value, draft, facts) => {
        const doubt = next(draft, facts);
        if (doubt.kind !== 'doubt') return closed();
        const { key } = doubt.field;
        if (isChosen(value, `right:${doubt.confirms}`, words.isRight()))
          return proceed({ ...draft, confirmed: [...draft.confirmed, doubt.confirms] }, facts);
        if (isChosen(value, `anew:${key}`, words.typeAnew()))
          return proceed(without(draft, key), facts);
        const { against } = doubt;
        const others = against.kind === 'other' ? [doubt.field, against.field] : [];
        const anew = others.find((f) => isChosen(value, `anew:${f.key}`, words.change(f)));
        if (anew) return proceed(askedAgain(draft, anew.key), facts);
        if (saysNothing(value)) return proceed({ ...draft, nothing: true }, facts);
        const named = hearNamed(value, draft, facts);
        if (named) return named;
        // Of two figures only the person knows which one a bare number is.
        const typed =
          against.kind === 'last' ? hearFigure(value, askedAgain(draft, key), facts) : null;
        return typed && typed.ok !== false ? typed : { ok: false, hint: th.common.pressOne() };
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
        if (saysNothing(value)) return proceed({ ...draft, nothing: true, options: {} }, facts);
        const change = round.form.fields.find((f) =>
          isChosen(value, `change:${f.key}`, words.change(f)),
        );
        if (change) return proceed({ ...askedAgain(draft, change.key), nothing: false }, facts);
        const hint = isUnchanged(draft, facts) ? th.sent.nothingChanged() : words.pressSend();
        return hearNamed(value, draft, facts) ?? { ok: false, hint };
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
  if (facts.due.length === 0) return { refuse: [say(none(facts))] };
  const named = splitRound(before.line);
  const meant = named ? facts.due.filter((d) => isNamed(d.round, named.round)) : facts.due;
  const [first, second] = meant;
  if (!first) return { refuse: [say(named ? whyNotRound(named.round, facts) : none(facts))] };
  const open = chosen(before, facts);
  const going = open && meant.includes(open) ? open : null;
  if (open && named && !going && isBegun(before) && !isUnchanged(before, facts))
    return { refuse: [say(otherRoundOpen(open.round, first.round))] };
  const line = named?.rest ?? before.line;
  const draft = { ...(going ? before : blank), line };
  const due = going ?? (second ? null : first);
  if (!due) return { step: 'round', draft };
  const taken = takeLine(going ? draft : withSent(draft, due), due.round);
  const question = next(taken.draft, facts);
  return question.kind === 'closed'
    ? { refuse: [say(closedMessage())] }
    : { ...taken, step: stepOf(question, taken.draft) };
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
