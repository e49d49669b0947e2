import type { Seat } from '../../core/seat.js';
import { personNamesApart } from '../../read/person-name.js';

/**
 * The free seat that stands under this name: titles, spaces, marks of tone and small typos do not matter. The
 * nearest wins; null when none is near, or when two are equally near, since a person then has to choose.
 * An officer confirms every match, so a near one costs a look and not a seat.
 */
export function seatUnderName(typed: string, seats: readonly Seat[]): Seat | null {
  const near = seats
    .filter((seat) => seat.holder === null && seat.rosterName !== '')
    .flatMap((seat) => {
      const apart = personNamesApart(typed, seat.rosterName);
      return apart === null ? [] : [{ seat, apart }];
    })
    .sort((a, b) => a.apart - b.apart);
  const [best, next] = near;
  return best && best.apart !== next?.apart ? best.seat : null;
}
