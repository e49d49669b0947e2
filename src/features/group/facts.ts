import type { GrantedScope } from '../../access/scope.js';
import type { AreaBook, AreaCode } from '../../core/area.js';
import type { GroupId, RoundId } from '../../core/ids.js';
import type { Period, Tally } from '../../core/round.js';

/** All that may be asked for a group: days and counts, nothing of anybody in particular. */
export type GroupPorts = {
  readonly areas: AreaBook;
  periods(): Promise<readonly Period[]>;
  /** Tallies of every tambon of `area` that the scope covers. */
  tallies(
    scope: GrantedScope,
    round: RoundId,
    area: AreaCode | null,
  ): Promise<readonly { readonly tambon: AreaCode; readonly tally: Tally }[]>;
  /** The area that an officer named for the group; null when nobody has. */
  groupArea(group: GroupId): Promise<AreaCode | null>;
};
