import type { Seat } from '../../core/seat.js';
import { foldPersonName, personNamesApart } from '../../read/person-name.js';

/** A name may differ in one letter of every six, in one at least and three at most. */
const lettersPerTypo = 6;
const mostTypos = 3;

const typosForgiven = (name: string): number =>
  Math.min(mostTypos, Math.max(1, Math.floor(name.length / lettersPerTypo)));

/**
 * The free seat that stands under this name: titles, spaces, marks of tone and small typos do not matter. The
 * nearest wins; null when none is near, or when two are equally near, since a person then has to choose.
 * An officer confirms every match, so a near one costs a look and not a seat.
 */
export function seatUnderName(typed: string, seats: readonly Seat[]): Seat | null {
  const said = foldPersonName(typed);
  const near = seats
    .filter((seat) => seat.holder === null && seat.rosterName !== '')
    .map((seat) => {
      const name = foldPersonName(seat.rosterName);
      const shorter = name.length < said.length ? name : said;
      return { seat, apart: personNamesApart(said, name), most: typosForgiven(shorter) };
    })
    .filter(({ apart, most }) => apart <= most)
    .sort((a, b) => a.apart - b.apart);
  const [best, next] = near;
  return best && best.apart !== next?.apart ? best.seat : null;
}
