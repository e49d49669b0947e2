import type { AreaCode } from './area.js';
import type { EventId, UserId } from './ids.js';
import type { Seat, SeatId } from './seat.js';
import { dayMs, type Instant } from './time.js';

declare const brand: unique symbol;
/** The event that sent it, so that a redelivered one cannot send it again. */
export type RequestId = EventId & { readonly [brand]: 'RequestId' };

/** `taken`: somebody else got the seat first. `cancelled`: by the person who asked. */
export type RequestOutcome = 'approved' | 'refused' | 'taken' | 'cancelled';
export type RequestState = 'waiting' | RequestOutcome;

/** Somebody without a code asks for the seat that stands under their name in the roster. */
export type JoinRequest = {
  readonly id: RequestId;
  readonly user: UserId;
  readonly tambon: AreaCode;
  /** The free seat that the typed name led to, or that an officer gave; null when it led to none. */
  readonly seat: SeatId | null;
  /** As typed; empty as soon as it is decided. */
  readonly name: string;
  readonly sentAt: Instant;
  readonly state: RequestState;
  readonly decidedAt: Instant | null;
};

/** A request with what an officer needs to see of it. */
export type SeenRequest = {
  readonly request: JoinRequest;
  readonly seat: Seat | null;
  /** Who decided; null when nobody has, or somebody who withdrew since. */
  readonly deciderId: UserId | null;
  /** Name of the officer who decided, or that it was an admin; null when nobody has, or nobody knows any more. */
  readonly decidedBy: { readonly officer: string } | 'admin' | null;
};

/** How many requests somebody may send within the window, so that officers are not flooded. */
export const requestsAllowed = 3;
export const requestsWindowMs = dayMs;
/** After this long the person who waits is told that it takes longer. */
export const slowRequestMs = dayMs;

export type RequestWrite =
  /** Precondition: the person has no other request waiting (unique index). */
  | {
      readonly kind: 'request.send';
      readonly request: RequestId;
      readonly user: UserId;
      readonly tambon: AreaCode;
      readonly seat: SeatId | null;
      readonly name: string;
      readonly at: Instant;
    }
  /** Precondition: it waits, the seat is free, the person holds none. */
  | {
      readonly kind: 'request.approve';
      readonly request: RequestId;
      readonly user: UserId;
      readonly seat: SeatId;
      readonly by: UserId;
      readonly at: Instant;
    }
  /** Ends without a seat. Precondition: it waits. */
  | {
      readonly kind: 'request.close';
      readonly request: RequestId;
      readonly outcome: Exclude<RequestOutcome, 'approved'>;
      readonly by: UserId;
      readonly at: Instant;
    };

/** The id of the request that this event sends, or that a button names; looking it up tells whether it exists. */
export const requestId = (text: string): RequestId => text as RequestId;

/** The key of the nth card about a request: without the officer's id, which would outlive a withdrawal. */
export const requestCardKey = (id: RequestId, nth: number): string => `request:${id}:${nth}`;

/** The half-open range of the keys of all cards about a request. */
export const cardsOfRequest = (id: string): { readonly from: string; readonly below: string } => ({
  from: `request:${id}:`,
  below: `request:${id};`,
});
