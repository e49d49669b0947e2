import type { AreaBook } from '../../core/area.js';
import type { CodeTry, FoundCode } from '../../core/claim-code.js';
import type { CodeId, EventId, UserId } from '../../core/ids.js';
import type { Seat, SeatId } from '../../core/seat.js';
import type { Instant } from '../../core/time.js';

export type RegistrationPorts = {
  readonly areas: AreaBook;
  /**
   * Looks up a typed code and counts the try. The same event counts once, however often it is decided;
   * over the limit it answers `too-many` without looking.
   */
  tryCode(p: {
    readonly user: UserId;
    readonly event: EventId;
    readonly code: string;
    readonly now: Instant;
  }): Promise<CodeTry>;
  /** The code if it can still be used. Does not count as a try. */
  findCode(id: CodeId, now: Instant): Promise<FoundCode | null>;
  seat(id: SeatId): Promise<Seat | null>;
};
