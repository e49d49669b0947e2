/** Milliseconds since 1970, as LINE's timestamps. */
export type Instant = number;
/** A day in Thailand, `YYYY-MM-DD` (Gregorian; Buddhist years are only for showing). */
export type Day = string;

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

// Thailand has kept UTC+7 without summer time since 1920, so a fixed offset is exact.
const bangkokOffsetMs = 7 * hourMs;

/** The day in Bangkok on which `at` falls, whatever the server's own time zone. */
export const dayOf = (at: Instant): Day =>
  new Date(at + bangkokOffsetMs).toISOString().slice(0, 10);

/** The clock in Bangkok at `at`, `HH:MM`. */
export const timeOf = (at: Instant): string =>
  new Date(at + bangkokOffsetMs).toISOString().slice(11, 16);

/** First millisecond of `day` in Bangkok. */
export const startOf = (day: Day): Instant => Date.parse(`${day}T00:00:00.000+07:00`);

/** Last millisecond of `day` in Bangkok: a deadline is inclusive (metrics.md, On time). */
export const endOf = (day: Day): Instant => startOf(day) + dayMs - 1;

/** `day` moved by whole days. */
export const addDays = (day: Day, days: number): Day => dayOf(startOf(day) + days * dayMs);

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((startOf(to) - startOf(from)) / dayMs);
