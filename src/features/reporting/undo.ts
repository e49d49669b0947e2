import {
  afterUndo,
  countedOf,
  type ReportContent,
  type ReportVersion,
  receiptNumber,
  type SeatReport,
  undoMs,
} from '../../core/report.js';
import { accepts, type Round } from '../../core/round.js';
import { defineCommand } from '../../flow/command.js';
import { type Effect, note, say, sayForSure, write } from '../../flow/effect.js';
import type { Moment } from '../../flow/flow.js';
import { goes, type Message, text, types } from '../../say/message.js';
import type { Press } from '../../say/press.js';
import { th } from '../../say/th/catalogue.js';
import type { ReportingPorts } from './facts.js';
import { roundTitle } from './round-lines.js';

const words = th.sent;
const status = types(th.words.status[0]);
const correct = types(th.words.correct[0]);

/** The name of the standing button on receipts; its args are `round;version`. */
export const undoAction = 'undo';

/** Takes back the version of a receipt; `before` is what it corrected. */
export const undoButton = (round: Round, version: number, before: ReportContent | null): Press =>
  goes(words.undo({ corrects: before !== null }), undoAction, `${round.code};${version}`);

/** One sending, as its receipt names it. */
type Receipt = {
  readonly round: Round;
  readonly report: SeatReport;
  readonly target: ReportVersion;
};

type Facts = { readonly receipts: readonly Receipt[]; readonly named: Receipt | null };

const argsOf = ({ round, target }: Receipt): string => `${round.code};${target.version}`;

async function receiptsOf(ports: ReportingPorts, { actor }: Moment): Promise<readonly Receipt[]> {
  if (!actor.seat) return [];
  const [periods, reports] = await Promise.all([ports.periods(), ports.seatReports(actor.seat.id)]);
  return periods.flatMap(({ round }) =>
    reports
      .filter((report) => report.round === round.id)
      .flatMap((report) => report.versions.map((target) => ({ round, report, target }))),
  );
}

const newestOf = (receipts: readonly Receipt[]): Receipt | null =>
  [...receipts].sort((a, b) => b.target.at - a.target.at)[0] ?? null;

/**
 * Takes back a version that was just sent: for ten minutes, and never once the round is locked. Its word
 * names no receipt, so it leads to the button of the newest: said twice it must not take back two.
 */
export const undo = defineCommand<ReportingPorts, Facts>({
  async load(ports, moment, args) {
    const receipts = await receiptsOf(ports, moment);
    return { receipts, named: receipts.find((r) => argsOf(r) === args) ?? null };
  },
  decide({ receipts, named }, moment, args) {
    if (named) {
      const refusal = whyKept(named, moment);
      return refusal ? [say(refusal)] : takeBack(named, moment);
    }
    if (args !== '') return [say(text(th.common.goneButton(), [types(th.words.menu[0])]))];
    const newest = newestOf(receipts);
    if (!newest) return [say(text(words.nothingToUndo(), [types(th.words.report[0]), status]))];
    return [say(whyKept(newest, moment) ?? offer(newest))];
  },
});

/** What `ยกเลิก` answers somebody who has just sent a report; null when that cannot be taken back. */
export async function offerToUndo(ports: ReportingPorts, moment: Moment): Promise<Message | null> {
  const newest = newestOf(await receiptsOf(ports, moment));
  return newest && !whyKept(newest, moment) ? offer(newest) : null;
}

/** What counts once this sending does not. */
const beforeOf = ({ report, target }: Receipt): ReportVersion | null =>
  countedOf(report.versions.filter((v) => v !== target));

const offer = (receipt: Receipt): Message => {
  const { round, target } = receipt;
  return text(words.askUndo({ round: th.reporting.shortRound(round) }), [
    undoButton(round, target.version, beforeOf(receipt)?.content ?? null),
    types(th.words.menu[0]),
  ]);
};

/** Why this sending cannot be taken back; null when it can. */
function whyKept({ round, report, target }: Receipt, { at }: Moment): Message | null {
  if (target.undoneAt !== null) {
    const number = receiptNumber(round, report.seat, target.version);
    return text(words.undoneBefore({ number, at: target.undoneAt }), [status]);
  }
  const counted = countedOf(report.versions);
  if (counted && counted !== target) return text(words.notNewest(counted), [status, correct]);
  if (!accepts(round, at)) return text(words.locked(round), [status, types(th.words.contact[0])]);
  return at - target.at > undoMs ? text(words.undoTooLate(round), [correct, status]) : null;
}

function takeBack(receipt: Receipt, { at }: Moment): readonly Effect[] {
  const { round, report, target } = receipt;
  const { seat } = report;
  const { version } = target;
  const number = receiptNumber(round, seat, version);
  const left = afterUndo(round, report);
  const before = beforeOf(receipt);
  const said = before
    ? text(words.undoneTo({ number, version: before.version }), [status, correct])
    : text(words.undone({ number, round: roundTitle(round), lockAt: round.lockAt }), [
        types(th.words.report[0]),
        status,
      ]);
  return [
    write({ kind: 'report.undo', round: round.id, seat, version, ...left, at }),
    note('report.undone', { round: round.id, seat, version }),
    sayForSure(said),
  ];
}
