import type { AreaCode } from './area.js';
import type { CodeId, UserId } from './ids.js';
import type { Instant } from './time.js';

/** Somebody's duty for a district or province. */
export type Office = {
  readonly area: AreaCode;
  readonly name: string;
  /** A number that leaders may call, or null. */
  readonly phone: string | null;
};

export type OfficeWrite =
  /** Precondition: the code is unused and unexpired. */
  {
    readonly kind: 'office.claim';
    readonly user: UserId;
    readonly area: AreaCode;
    readonly name: string;
    readonly phone: string | null;
    readonly code: CodeId;
    readonly at: Instant;
  };
