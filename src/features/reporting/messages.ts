import type { SeatPhoto } from '../../core/photo.js';
import { type ReportContent, receiptNumber } from '../../core/report.js';
import {
  type Field,
  isNamed,
  phaseOf,
  type Round,
  type RoundName,
  type Standing,
} from '../../core/round.js';
import type { SeatId } from '../../core/seat.js';
import type { Instant } from '../../core/time.js';
import type { Answering } from '../../flow/flow.js';
import { card, type Message, presses, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import {
  asItWas,
  chosen,
  contentOf,
  type Draft,
  type Facts,
  fieldAsked,
  isUnchanged,
  sentContent,
} from './draft.js';
import { photoChoices, photoLines, photoRow, picturesOf } from './pictures.js';
import { dueLine, roundTitle } from './round-lines.js';
import { figuresBefore } from './rules.js';
import { undoButton } from './undo.js';

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

/** Why the round that was named cannot be taken now, and what can be done instead. */
export function whyNotRound(named: RoundName, { at, periods, reports }: Facts): Message {
  const status = types(th.words.status[0]);
  const round = periods.findLast((p) => isNamed(p.round, named))?.round;
  if (!round) return text(words.noSuchRound(), [status, types(th.words.menu[0])]);
  const phase = phaseOf(round, at);
  if (phase === 'locked') return closedMessage();
  if (phase === 'planned')
    return text(words.nextOpens({ round: roundTitle(round), opensAt: round.opensAt }), [status]);
  const report = reports.find((r) => r.round === round.id);
  if (!report) return text(words.nextRound(), [status, types(th.words.menu[0])]);
  const about = { round: words.shortRound(round) };
  return report.content
    ? text(th.sent.alreadySent(about), [types(th.words.correct[0]), status])
    : text(th.sent.notYetSent(about), [types(th.words.report[0]), status]);
}

/** What was typed of one round is not given up for another. */
export const otherRoundOpen = (round: Round, other: Round): Message =>
  text(words.otherRoundOpen({ round: words.shortRound(round), other: words.shortRound(other) }), [
    types(th.words.resume[0]),
    types(th.words.cancel[0]),
  ]);

/** The figures of the round before, offered until the first figure is given; never filled in unasked. */
export function lastTime(draft: Draft, facts: Facts) {
  const round = chosen(draft, facts)?.round;
  if (!round || Object.keys(draft.values).length > 0) return null;
  const before = figuresBefore(facts.periods, facts.reports, round);
  if (!before) return null;
  const { figures } = before;
  const remark = th.sent.checkSame({ round: words.shortRound(before.round) });
  return { form: round.form, figures, remark };
}

/** Until when it can be sent; of what was sent already, until when it can be corrected. */
const untilWhen = (round: Round, draft: Draft, facts: Facts): string =>
  sentContent(draft, facts) ? th.sent.until(round) : dueLine(round, facts.at);

export function askFigure(draft: Draft, facts: Facts, answer: Answering): Message {
  const field = fieldAsked(draft, facts);
  const round = chosen(draft, facts)?.round;
  if (!field || !round) return closedMessage();
  const before = asItWas(draft, facts)?.values[field.key];
  if (before !== undefined) {
    const head = words.soFar({ ...field, value: before });
    return text(words.question({ ...field, head }), [
      presses(words.asItWas(), answer('as-it-was')),
    ]);
  }
  const { fields } = round.form;
  const step = fields.indexOf(field) + 1;
  const head =
    step === 1 && Object.keys(draft.values).length === 0
      ? `${roundTitle(round)}\n${untilWhen(round, draft, facts)}`
      : words.progress({ step, of: fields.length });
  return text(words.question({ ...field, head }), [
    ...(lastTime(draft, facts) ? [presses(th.sent.sameAsLast(), answer('same'))] : []),
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

/** The same rows; what is different says what it was. */
function changesOf(content: ReportContent, before: ReportContent, fields: readonly Field[]) {
  const was = rowsOf(before, fields).map((row) => row.value);
  const rows = rowsOf(content, fields);
  if (content.kind !== before.kind)
    return [...rows, { label: th.sent.before(), value: was.join('\n') }];
  return rows.map((row, i) => {
    const old = was[i];
    return old === undefined || old === row.value
      ? row
      : { ...row, value: th.sent.changed({ now: row.value, before: old }) };
  });
}

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
  const sent = sentContent(draft, facts);
  const others = draft.nothing
    ? [presses(words.typeFigures(), answer('figures'))]
    : [
        ...fields.map((f) => presses(words.change(f), answer(`change:${f.key}`))),
        // What was sent may also turn out to have been nothing at all.
        ...(sent ? [presses(words.nothing(), answer('nothing'))] : []),
      ];
  const unchanged = isUnchanged(draft, facts);
  const about = words.summaryLine({
    round: roundTitle(round),
    due: untilWhen(round, draft, facts),
  });
  const send = presses(words.send(), answer(sendValue(draft)));
  const content = contentOf(draft);
  const lacking = round.form.photos === 'required' ? photoLines(facts.photos, round, content) : [];
  return card(
    'panel',
    {
      tone: 'plain',
      title: sent ? th.sent.summaryTitle() : words.summaryTitle(),
      lines: [about, ...(unchanged ? [th.sent.chooseChange()] : []), ...lacking].map((line) => ({
        line,
      })),
      rows: [
        ...(sent ? changesOf(content, sent, fields) : rowsOf(content, fields)),
        ...photoRow(facts.photos, round, content),
      ],
      pictures: picturesOf(facts.photos, round.id),
      main: unchanged ? [] : [{ action: send }],
      others: others.map((action) => ({ action })),
    },
    photoChoices(content),
  );
}

/** Proof that the report arrived; `before` is what counted until now, which it corrects. */
export function receipt(p: {
  readonly round: Round;
  readonly seat: SeatId;
  readonly version: number;
  readonly content: ReportContent;
  readonly before: ReportContent | null;
  readonly standing: Standing;
  readonly at: Instant;
  readonly photos: readonly SeatPhoto[];
}): Message {
  const { round, seat, version, content, before, standing, at, photos } = p;
  const { fields } = round.form;
  return card(
    'panel',
    {
      tone: standing === 'late' ? 'warn' : 'good',
      title: before ? th.sent.receiptTitle() : words.receiptTitle({ standing }),
      lines: [
        before ? th.sent.receiptThanks({ version, standing }) : words.receiptThanks(),
        th.sent.undoHint(),
        ...photoLines(photos, round, content),
      ].map((line) => ({ line })),
      rows: [
        { label: words.receiptNumber(), value: receiptNumber(round, seat, version) },
        { label: words.receiptRound(), value: roundTitle(round) },
        { label: words.receiptAt(), value: words.at({ at }) },
        ...(before ? changesOf(content, before, fields) : rowsOf(content, fields)),
        ...photoRow(photos, round, content),
      ],
      pictures: picturesOf(photos, round.id),
      main: [],
      others: [
        types(th.words.status[0]),
        types(th.words.correct[0]),
        undoButton(round, version, before),
      ].map((action) => ({ action })),
    },
    photoChoices(content),
  );
}
