import { openedAt, type Period } from '../core/round.js';
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
  named: string | number | null,
  look: (label: string, period: Period) => Press,
): Message {
  const opened = openedAt(periods, at);
  if (opened.length === 0) return text(words.noneOpen(), [types(th.words.menu[0])]);
  const choices = opened
    .slice(-mostChoices)
    .map((period) => look(th.reporting.roundChoice(period.round), period));
  const [round] = periods.map((p) => p.round).filter(({ number }) => number === named);
  if (opened.some((p) => p.round.number === named)) return text(words.several(), choices);
  const why = round ? words.opens(round) : words.unknown({ number: Number(named) });
  return text(why, choices);
}
