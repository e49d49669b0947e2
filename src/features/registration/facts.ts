import type { GrantedScope } from '../../access/scope.js';
import type { AreaBook, AreaCode } from '../../core/area.js';
import type { CodeTry, FoundCode } from '../../core/claim-code.js';
import type { CodeId, EventId, UserId } from '../../core/ids.js';
import type { JoinRequest, SeenRequest } from '../../core/join-request.js';
import type { Seat, SeatId } from '../../core/seat.js';
import type { Instant } from '../../core/time.js';

/** A page of what waits, and how many wait altogether. */
export type WaitingPage = { readonly total: number; readonly shown: readonly SeenRequest[] };

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
  /** Those of the areas that have seats, in the same order. */
  withSeats(areas: readonly AreaCode[]): Promise<readonly AreaCode[]>;
  /** Every seat of the tambon in the roster. */
  seatsOf(tambon: AreaCode): Promise<readonly Seat[]>;
  /** Who is asked about a newcomer of this tambon: district, else province, else admins. */
  approversOf(tambon: AreaCode): Promise<readonly UserId[]>;
  /** The request of this person that waits. */
  waitingRequest(user: UserId): Promise<JoinRequest | null>;
  /** How many requests this person has sent since then. */
  requestsSince(user: UserId, since: Instant): Promise<number>;
  /** Any request by its id; whose area it is, the asker checks. */
  request(id: string): Promise<SeenRequest | null>;
  /** What waits in the scope, oldest first; `page` counts from 1. */
  waitingRequests(scope: GrantedScope, page: number, pageSize: number): Promise<WaitingPage>;
};
