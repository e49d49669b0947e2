import { phaseOf, type Round } from '../../core/round.js';
import type { Instant } from '../../core/time.js';
import { th } from '../../say/th/catalogue.js';

/** A round's name as people know it. */
export const roundTitle = (round: Round): string =>
  th.reporting.roundName({ number: round.number, of: round.of, activity: round.activity.name });

/** The deadline; while late reports still count, until when. */
export const dueLine = (round: Round, at: Instant): string =>
  phaseOf(round, at) === 'late' ? th.reporting.lateUntil(round) : th.reporting.due(round);
