import type { GrantedScope } from '../../access/scope.js';
import type { AreaBook, AreaCode } from '../../core/area.js';
import type { RoundId } from '../../core/ids.js';
import type { Period, Standing, Tally } from '../../core/round.js';
import type { Seat, SeatId } from '../../core/seat.js';

export type AreaTally = { readonly tambon: AreaCode; readonly tally: Tally };
/** One seat of a tambon in a round; the number to call only while its report is missing. */
export type SeatStanding = {
  readonly seat: Seat;
  readonly standing: Standing;
  readonly phone: string | null;
  /** Whoever holds it has blocked the account: no message arrives. */
  readonly hasLeft: boolean;
  /** Pictures of the report, and how many of them were sent before, by anybody. */
  readonly photos: number;
  readonly repeated: number;
};

export type ChasePorts = {
  readonly areas: AreaBook;
  periods(): Promise<readonly Period[]>;
  /** Tallies of every tambon of `area` (null: everywhere) that the scope covers. */
  tallies(
    scope: GrantedScope,
    round: RoundId,
    area: AreaCode | null,
  ): Promise<readonly AreaTally[]>;
  /** The seats of a tambon that the round expects, by number; none outside the scope. */
  seatStandings(
    scope: GrantedScope,
    round: RoundId,
    tambon: AreaCode,
  ): Promise<readonly SeatStanding[]>;
};

export type DigestPorts = Pick<ChasePorts, 'areas' | 'periods' | 'tallies'> & {
  /** The seats of `area` that the round still misses, by number; none outside the scope. */
  missingSeats(scope: GrantedScope, round: RoundId, area: AreaCode): Promise<readonly SeatId[]>;
};
