import type { AreaCode } from './area.js';
import type { CodeId, UserId } from './ids.js';
import type { SeatId } from './seat.js';
import { addDays, dayOf, endOf, type Instant, minuteMs } from './time.js';

/** What a claim code opens. */
export type CodeGrant =
  | { readonly kind: 'seat'; readonly seat: SeatId }
  | { readonly kind: 'office'; readonly area: AreaCode };

/** A usable code as found by its HMAC. Wrong, used and expired codes are not found, and look alike. */
export type FoundCode = { readonly id: CodeId; readonly grant: CodeGrant };

/** Whole days a code may wait: an officer's invitation a week, a seat code a programme year. */
const codeLifeDays = { office: 7, seat: 366 } as const;

/** Until when a code made now can be used: the end of the day that is shown with it. */
export const codeEndsAt = (kind: CodeGrant['kind'], now: Instant): Instant =>
  endOf(addDays(dayOf(now), codeLifeDays[kind]));

/** Tries a person has within the window (quality.md section 3). */
export const codeTriesAllowed = 5;
export const codeTriesWindowMs = 15 * minuteMs;
/** Tries of everybody within the window, against guessing from many accounts. */
export const codeTriesAllowedGlobally = 3000;

/** What became of one typed code. */
export type CodeTry =
  | { readonly kind: 'found'; readonly code: FoundCode }
  | { readonly kind: 'refused' }
  | { readonly kind: 'too-many' };

export type CodeWrite = {
  readonly kind: 'code.make';
  readonly code: CodeId;
  readonly grant: CodeGrant;
  readonly expiresAt: Instant;
  readonly madeBy: UserId;
  readonly at: Instant;
};
