import type { GrantedScope } from '../../access/scope.js';
import type { AreaBook, AreaCode } from '../../core/area.js';
import type { RoundId } from '../../core/ids.js';
import type { Period, Tally } from '../../core/round.js';
import type { Seat } from '../../core/seat.js';

export type AreaTally = { readonly tambon: AreaCode; readonly tally: Tally };
export type MissingSeat = { readonly seat: Seat; readonly phone: string | null };

export type ChasePorts = {
  readonly areas: AreaBook;
  periods(): Promise<readonly Period[]>;
  /** Tallies of every tambon of `area` (null: everywhere) that the scope covers. */
  tallies(
    scope: GrantedScope,
    round: RoundId,
    area: AreaCode | null,
  ): Promise<readonly AreaTally[]>;
  /** The seats of a tambon that have not reported, with numbers to call; none outside the scope. */
  missingSeats(
    scope: GrantedScope,
    round: RoundId,
    tambon: AreaCode,
  ): Promise<readonly MissingSeat[]>;
};
