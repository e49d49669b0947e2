import type { RoundId, UserId } from './ids.js';
import type { Round, Standing } from './round.js';
import type { SeatId } from './seat.js';
import type { Instant } from './time.js';

/** What a seat says about a round. "Nothing this time" is a report; silence is not. */
export type ReportContent =
  | { readonly kind: 'figures'; readonly figures: Readonly<Record<string, number>> }
  | { readonly kind: 'nothing' };

/** The one document of a seat in a round, made when the round opens. */
export type SeatReport = {
  readonly round: RoundId;
  readonly seat: SeatId;
  readonly standing: Standing;
  /** 0 until something was sent. */
  readonly version: number;
  readonly firstAt: Instant | null;
  readonly content: ReportContent | null;
};

export type ReportWrite =
  /** Precondition: the seat is expected in the round and its version is still `version - 1`. */
  {
    readonly kind: 'report.submit';
    readonly round: RoundId;
    readonly seat: SeatId;
    readonly user: UserId;
    readonly version: number;
    readonly content: ReportContent;
    readonly standing: Standing;
    readonly at: Instant;
  };

/** The number on a receipt, derived so that nobody has to count: round, tambon, seat, version. */
export const receiptNumber = (round: Round, seat: SeatId, version: number): string =>
  `${round.code}-${seat}-${version}`;

/** Whether a value is so far from the last one that it is worth one question (metrics.md). */
export const isSurprising = (value: number, last: number | undefined): boolean =>
  last !== undefined && last > 0 && (value >= last * 10 || value * 10 <= last);
