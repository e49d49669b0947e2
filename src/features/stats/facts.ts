import type { GrantedScope } from '../../access/scope.js';
import type { AreaBook, AreaCode } from '../../core/area.js';
import type { Count } from '../../core/count.js';
import type { RoundId } from '../../core/ids.js';
import type { Programme } from '../../core/programme.js';
import type { Period } from '../../core/round.js';

export type AreaCount = { readonly area: AreaCode; readonly count: Count };

/** What an area has done in a round, and in the others for comparison. */
export type AreaStatistics = {
  readonly total: Count;
  /** The areas one level down in which something is expected, by code. */
  readonly parts: readonly AreaCount[];
  /** The same area in each of the rounds that were asked for. */
  readonly rounds: ReadonlyMap<RoundId, Count>;
};

export type StatsPorts = {
  readonly areas: AreaBook;
  programme(): Promise<Programme | null>;
  periods(): Promise<readonly Period[]>;
  /** Those of the areas that have seats, in the same order. */
  withSeats(areas: readonly AreaCode[]): Promise<readonly AreaCode[]>;
  /**
   * The statistics of `area` (null: the country) in a round, as they are at this moment; null when the
   * scope does not cover all of it.
   */
  statistics(
    scope: GrantedScope,
    asked: {
      readonly area: AreaCode | null;
      readonly round: RoundId;
      readonly rounds: readonly RoundId[];
    },
  ): Promise<AreaStatistics | null>;
};
