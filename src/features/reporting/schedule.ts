import type { Programme } from '../../core/programme.js';
import { type Period, phaseOf } from '../../core/round.js';
import { defineCommand } from '../../flow/command.js';
import { say } from '../../flow/effect.js';
import { card, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { ReportingPorts } from './facts.js';
import { dueLine, roundTitle } from './round-lines.js';

const words = th.reporting;

type Facts = { readonly programme: Programme | null; readonly periods: readonly Period[] };

const mostDeadlines = 10;

/** When reports are due that can still be sent, and the programme's activities with their days. */
export const schedule = defineCommand<ReportingPorts, Facts>({
  async load(ports) {
    const [programme, periods] = await Promise.all([ports.programme(), ports.periods()]);
    return { programme, periods };
  },
  decide: ({ programme, periods }, { at }) => {
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
            ...due.map((round) => ({ label: dueLine(round, at), value: roundTitle(round) })),
            ...programme.activities.map((a) => ({ label: words.span(a), value: a.name })),
          ],
          main: [],
          others: [{ action: menu }],
        }),
      ),
    ];
  },
});
