import { scopeOf } from '../../access/scope.js';
import { type Actor, dutiesOf } from '../../core/actor.js';
import type { AreaBook, AreaCode } from '../../core/area.js';
import { addTallies, expectedOf, type Period, phaseOf } from '../../core/round.js';
import { type SeatId, seatPlace } from '../../core/seat.js';
import type { Instant } from '../../core/time.js';
import { areaTitleWithin } from '../../say/area-title.js';
import { type Message, text } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import { overview } from './card.js';
import type { AreaTally, DigestPorts } from './facts.js';
import { type Place, rowsOf } from './rules.js';

const words = th.chase;

/** LINE's five messages a push, less the sentence in front and the text behind. */
const mostCards = 3;

type Part = {
  readonly area: AreaCode;
  readonly tallies: readonly AreaTally[];
  readonly missing: readonly SeatId[];
};

/** What is missing in each of the officer's areas. */
export async function loadDigest(
  ports: DigestPorts,
  officer: Actor,
  period: Period,
): Promise<readonly Part[]> {
  const scope = scopeOf(officer);
  const parts: Part[] = [];
  for (const area of dutiesOf(officer)) {
    const { id } = period.round;
    const tallies = await ports.tallies(scope, id, area);
    const someMissing = addTallies(tallies.map((t) => t.tally)).missing > 0;
    if (someMissing)
      parts.push({ area, tallies, missing: await ports.missingSeats(scope, id, area) });
  }
  return parts;
}

/**
 * An officer's morning: who is missing, and a text that can be pasted into a LINE group as it is, with
 * seat numbers and without names. Nothing when nobody is missing.
 */
export function decideDigest(
  areas: AreaBook,
  period: Period,
  parts: readonly Part[],
  at: Instant,
): readonly Message[] {
  if (parts.length === 0) return [];
  const cards = parts
    .slice(0, mostCards)
    .map(({ area, tallies }) =>
      overview(
        areas,
        [period],
        placeOf(area),
        addTallies(tallies.map((t) => t.tally)),
        rowsOf(tallies, placeOf(area)),
        1,
      ),
    );
  const lines = parts.flatMap((part) => linesOf(areas, part));
  const { round } = period;
  const isLate = phaseOf(round, at) === 'late';
  return [text(words.digest()), ...cards, text(words.forGroup({ round, isLate, lines }))];
}

const placeOf = (area: AreaCode): Place => ({ area, duties: [] });

/** One line a tambon with the numbers of its seats; of wide areas a line a district with a count. */
const linesOf = (areas: AreaBook, { area, tallies, missing }: Part): readonly string[] =>
  rowsOf(tallies, placeOf(area))
    .filter((row) => row.tally.missing > 0)
    .map(({ area: place, tally }) =>
      words.forGroupLine({
        area: areaTitleWithin(areas, place, area),
        of: expectedOf(tally),
        missing: tally.missing,
        seats: missing.flatMap((seat) => {
          const { tambon, number } = seatPlace(seat);
          return tambon === place ? [number] : [];
        }),
      }),
    );
