import { type ReportContent, receiptNumber } from '../../core/report.js';
import type { Field, Round, Standing } from '../../core/round.js';
import type { SeatId } from '../../core/seat.js';
import type { Instant } from '../../core/time.js';
import type { Answering } from '../../flow/flow.js';
import { card, type Message, presses, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import { chosen, contentOf, type Draft, type Facts, fieldAsked } from './draft.js';
import { dueLine, roundTitle } from './round-lines.js';

const words = th.reporting;

export const closedMessage = (): Message =>
  text(words.roundClosed(), [types(th.words.status[0]), types(th.words.contact[0])]);

/** Why nothing can be reported now, and when it can. */
export function nothingDue({ at, periods, reports }: Facts): Message {
  const open = periods.some((p) => p.opened && at <= p.round.lockAt);
  const upcoming = periods.find((p) => !p.opened && p.round.opensAt > at)?.round;
  const why = !open ? words.noneOpen() : reports.length > 0 ? words.allSent() : words.nextRound();
  const when = upcoming
    ? `\n${words.nextOpens({ round: roundTitle(upcoming), opensAt: upcoming.opensAt })}`
    : '';
  return text(why + when, [types(th.words.status[0]), types(th.words.menu[0])]);
}

export function askFigure(draft: Draft, facts: Facts, answer: Answering): Message {
  const field = fieldAsked(draft, facts);
  const round = chosen(draft, facts)?.round;
  if (!field || !round) return closedMessage();
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
    ? [{ label: words.content(), value: words.nothing() }]
    : fields.map((f) => ({
        label: f.label,
        value: words.figure({ value: content.figures[f.key] ?? 0, unit: f.unit }),
      }));

/** The value of ส่ง on a summary: it sends what stood on that card and nothing else. */
export const sendValue = (draft: Draft): string =>
  draft.nothing
    ? 'send:nothing'
    : `send:${Object.keys(draft.values)
        .sort()
        .map((key) => draft.values[key])
        .join(',')}`;

export function summaryCard(draft: Draft, facts: Facts, answer: Answering): Message {
  const round = chosen(draft, facts)?.round;
  if (!round) return closedMessage();
  const { fields } = round.form;
  const others = draft.nothing
    ? [presses(words.typeFigures(), answer('figures'))]
    : fields.map((f) => presses(words.change(f), answer(`change:${f.key}`)));
  return card('panel', {
    tone: 'plain',
    title: words.summaryTitle(),
    lines: [
      { line: words.summaryLine({ round: roundTitle(round), due: dueLine(round, facts.at) }) },
    ],
    rows: rowsOf(contentOf(draft), fields),
    main: [{ action: presses(words.send(), answer(sendValue(draft))) }],
    others: others.map((action) => ({ action })),
  });
}

/** Proof that the report arrived. */
export function receipt(p: {
  readonly round: Round;
  readonly seat: SeatId;
  readonly version: number;
  readonly content: ReportContent;
  readonly standing: Standing;
  readonly at: Instant;
}): Message {
  const { round, seat, version, content, standing, at } = p;
  return card('panel', {
    tone: standing === 'late' ? 'warn' : 'good',
    title: words.receiptTitle({ standing }),
    lines: [{ line: words.receiptThanks() }],
    rows: [
      { label: words.receiptNumber(), value: receiptNumber(round, seat, version) },
      { label: words.receiptRound(), value: roundTitle(round) },
      { label: words.receiptAt(), value: words.at({ at }) },
      ...rowsOf(content, round.form.fields),
    ],
    main: [],
    others: [{ action: types(th.words.status[0]) }],
  });
}
