import {
  afterUndo,
  countedOf,
  type ReportContent,
  receiptNumber,
  type SeatReport,
  undoMs,
} from '../../core/report.js';
import { accepts, type Round } from '../../core/round.js';
import { defineCommand } from '../../flow/command.js';
import { type Effect, note, say, sayForSure, write } from '../../flow/effect.js';
import type { Moment } from '../../flow/flow.js';
import { goes, text, types } from '../../say/message.js';
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

type Facts = { readonly round: Round; readonly report: SeatReport } | null;

/** Takes back a version that was just sent: for ten minutes, and never once the round is locked. */
export const undo = defineCommand<ReportingPorts, Facts>({
  async load(ports, { actor }, args) {
    const [code = ''] = args.split(';');
    const round = (await ports.periods()).find((p) => p.round.code === code)?.round;
    if (!round || !actor.seat) return null;
    const reports = await ports.seatReports(actor.seat.id);
    const report = reports.find((r) => r.round === round.id);
    return report ? { round, report } : null;
  },
  decide(facts, moment, args) {
    const version = Number(args.split(';')[1]);
    const target = facts?.report.versions.find((v) => v.version === version);
    if (!facts || !target) return [say(text(th.common.goneButton(), [types(th.words.menu[0])]))];
    const { round, report } = facts;
    const number = receiptNumber(round, report.seat, version);
    if (target.undoneAt !== null)
      return [say(text(words.undoneBefore({ number, at: target.undoneAt }), [status]))];
    const counted = countedOf(report.versions);
    if (counted && counted.version !== version)
      return [say(text(words.notNewest(counted), [status, correct]))];
    if (!accepts(round, moment.at))
      return [say(text(words.locked(round), [status, types(th.words.contact[0])]))];
    if (moment.at - target.at > undoMs)
      return [say(text(words.undoTooLate(round), [correct, status]))];
    return takeBack(facts, version, moment);
  },
});

function takeBack(
  { round, report }: NonNullable<Facts>,
  version: number,
  { at }: Moment,
): readonly Effect[] {
  const { seat, versions } = report;
  const number = receiptNumber(round, seat, version);
  const left = afterUndo(round, report);
  const before = countedOf(versions.filter((v) => v.version !== version));
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
