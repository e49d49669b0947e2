import type { Round } from '../../core/round.js';
import { th } from '../../say/th/catalogue.js';
import type { Draft, Facts } from './draft.js';

const words = th.broadcast;

/** Everybody, or those missing in a round that takes reports; after a deadline there may be two. */
export const whoChoices = (taking: readonly Round[]) => [
  { label: words.everyone(), value: 'everyone', missing: null },
  ...taking.map((round) => ({
    label:
      taking.length === 1
        ? words.onlyMissing()
        : words.missingIn({ round: th.reporting.shortRound(round) }),
    value: round.id,
    missing: round.id,
  })),
];

/** The deadline cards that may be sent: to those missing in a round, that round's. */
export const deadlineChoices = ({ missing }: Draft, { taking }: Facts) => {
  const rounds = missing === null ? taking : taking.filter((round) => round.id === missing);
  return rounds.map((round) => ({
    label:
      rounds.length === 1
        ? words.deadlineCard()
        : words.deadlineOf({ round: th.reporting.shortRound(round) }),
    value: round.id,
    round: round.id,
  }));
};
