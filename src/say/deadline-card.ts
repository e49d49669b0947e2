import { phaseOf, type Round } from '../core/round.js';
import { dayOf, daysBetween, type Instant } from '../core/time.js';
import { card, goes, type Message } from './message.js';
import { broadcast as words } from './th/broadcast.js';
import { reporting } from './th/reporting.js';
import { words as typed } from './th/words.js';

/** What leaders see of a deadline at `at`, with the way to report. */
export const deadlineCard = (round: Round, at: Instant): Message =>
  card('panel', {
    tone: phaseOf(round, at) === 'late' ? 'warn' : 'plain',
    title: words.deadlineTitle({ days: daysBetween(dayOf(at), dayOf(round.dueAt)) }),
    lines: [
      { line: words.deadlineLine() },
      {
        line: reporting.roundName({
          number: round.number,
          of: round.of,
          activity: round.activity.name,
        }),
      },
      {
        line: phaseOf(round, at) === 'late' ? reporting.lateUntil(round) : reporting.due(round),
      },
    ],
    rows: [],
    main: [{ action: goes(typed.report[0], 'report') }],
    others: [],
  });
