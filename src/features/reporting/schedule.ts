import type { Programme } from '../../core/programme.js';
import type { SeatReport } from '../../core/report.js';
import { type Period, phaseOf, type Round } from '../../core/round.js';
import { defineCommand } from '../../flow/command.js';
import { say } from '../../flow/effect.js';
import { card, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { ReportingPorts } from './facts.js';
import { dueLine, roundTitle } from './round-lines.js';

const words = th.reporting;

type Facts = {
  readonly programme: Programme | null;
  readonly periods: readonly Period[];
  /** A leader's own; nobody else has any. */
  readonly reports: readonly SeatReport[];
};

const mostDeadlines = 10;

/** When reports are due that can still be sent, or that they are, and the programme's activities with their days. */
export const schedule = defineCommand<ReportingPorts, Facts>({
  async load(ports, { actor: { seat } }) {
    const [programme, periods, reports] = await Promise.all([
      ports.programme(),
      ports.periods(),
      seat ? ports.seatReports(seat.id) : [],
    ]);
    return { programme, periods, reports };
  },
  decide: ({ programme, periods, reports }, { at }) => {
    const dueOrSent = (round: Round): string => {
      const standing = reports.find((r) => r.round === round.id)?.standing ?? 'missing';
      return standing === 'missing' ? dueLine(round, at) : words.standing({ standing });
    };
    const menu = types(th.words.menu[0]);
    if (!programme) return [say(text(words.scheduleNone(), [menu]))];
    const due = periods
      .map((p) => p.round)
      .filter((round) => phaseOf(round, at) !== 'locked')
      .slice(0, mostDeadlines);
    return [
      say(
        card('panel', {
          tone: 'plain',
          title: words.scheduleTitle(),
          lines: [{ line: programme.name }],
          rows: [
            ...due.map((round) => ({ label: dueOrSent(round), value: roundTitle(round) })),
            ...programme.activities.map((a) => ({ label: words.span(a), value: a.name })),
          ],
          main: [],
          others: [{ action: menu }],
        }),
      ),
    ];
  },
});
