import { isNamed, openedAt, type Period, type RoundName } from '../core/round.js';
import type { Instant } from '../core/time.js';
import { mostChoices } from './area-title.js';
import { type Message, text, types } from './message.js';
import type { Press } from './press.js';
import { th } from './th/catalogue.js';

const words = th.round;

/** Why there is nothing to see of the round that was named, and the newest that can be looked at. */
export function whichRound(
  periods: readonly Period[],
  at: Instant,
  named: string | RoundName | null,
  look: (label: string, period: Period) => Press,
): Message {
  const opened = openedAt(periods, at);
  if (opened.length === 0) return text(words.noneOpen(), [types(th.words.menu[0])]);
  const choices = opened
    .slice(-mostChoices)
    .map((period) => look(th.reporting.roundChoice(period.round), period));
  const isMeant = ({ round }: Period): boolean =>
    named !== null && typeof named === 'object' && isNamed(round, named);
  if (opened.some(isMeant)) return text(words.several(), choices);
  const meant = periods.find(isMeant);
  return text(meant ? words.opens(meant.round) : words.unknown(), choices);
}
