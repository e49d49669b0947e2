import type { Round } from '../../core/round.js';
import type { Instant } from '../../core/time.js';
import { th } from '../../say/th/catalogue.js';

/** A round's name as people know it. */
export const roundTitle = (round: Round): string =>
  th.reporting.roundName({ number: round.number, of: round.of, activity: round.activity.name });

/** The deadline; once it has passed, until when a late report still counts. */
export const dueLine = (round: Round, at: Instant): string =>
  at <= round.dueAt ? th.reporting.due(round) : th.reporting.lateUntil(round);
