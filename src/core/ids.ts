declare const brand: unique symbol;
type Brand<T, B extends string> = T & { readonly [brand]: B };

/** A person, as LINE names them: `U` and 32 hex digits. */
export type UserId = Brand<string, 'UserId'>;
/** A group or room of several people: `C` or `R` and 32 hex digits. */
export type GroupId = Brand<string, 'GroupId'>;
/** A webhook event (LINE's `webhookEventId`). */
export type EventId = Brand<string, 'EventId'>;
/** A round of an activity, e.g. `2564-phase-1.a3.r1`. */
export type RoundId = Brand<string, 'RoundId'>;
/** What is kept of a claim code: its HMAC, never the code itself. */
export type CodeId = Brand<string, 'CodeId'>;

/** Reads a LINE user id; null when it is not one. */
export const parseUserId = (text: string): UserId | null =>
  /^U[0-9a-f]{32}$/.test(text) ? (text as UserId) : null;

/** Reads a LINE group or room id; null when it is not one. */
export const parseGroupId = (text: string): GroupId | null =>
  /^[CR][0-9a-f]{32}$/.test(text) ? (text as GroupId) : null;
