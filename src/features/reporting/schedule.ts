import type { Programme } from '../../core/programme.js';
import { defineCommand } from '../../flow/command.js';
import { say } from '../../flow/effect.js';
import { card, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { ReportingPorts } from './facts.js';

const words = th.reporting;

/** The programme's activities and their days. */
export const schedule = defineCommand<ReportingPorts, Programme | null>({
  load: (ports) => ports.programme(),
  decide: (programme) => {
    const menu = types(th.words.menu[0]);
    if (!programme) return [say(text(words.scheduleNone(), [menu]))];
    return [
      say(
        card('panel', {
          tone: 'plain',
          title: words.scheduleTitle(),
          lines: [{ line: programme.name }],
          rows: programme.activities.map((a) => ({
            label: words.span(a),
            value: a.name,
          })),
          main: [],
          others: [{ action: menu }],
        }),
      ),
    ];
  },
});
