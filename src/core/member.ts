import type { UserId } from './ids.js';
import type { Instant } from './time.js';

/** Which text a person agreed to, and when (PDPA). */
export type Consent = {
  readonly version: string;
  /** SHA-256 of the text shown, so that the exact words can be proven later. */
  readonly textHash: string;
  readonly at: Instant;
};

/** A person who gave consent. Nobody else is stored as a member. */
export type Member = {
  readonly id: UserId;
  readonly consent: Consent;
};

export type MemberWrite =
  | {
      readonly kind: 'member.consent';
      readonly user: UserId;
      readonly version: string;
      /** The words that were on the screen. */
      readonly text: string;
      readonly at: Instant;
    }
  /** Blocking or coming back; the newest `at` wins, whatever order events arrive in. */
  | {
      readonly kind: 'member.reach';
      readonly user: UserId;
      readonly reachable: boolean;
      readonly at: Instant;
    }
  /** Withdraws consent: the person disappears everywhere, the seat's figures stay. */
  | { readonly kind: 'member.erase'; readonly user: UserId; readonly at: Instant };
