import type { RoundId, UserId } from './ids.js';
import { type Round, type Standing, standingOf } from './round.js';
import type { SeatId } from './seat.js';
import { type Instant, minuteMs } from './time.js';

/** What a seat says about a round. "Nothing this time" is a report; silence is not. */
export type ReportContent =
  | { readonly kind: 'figures'; readonly figures: Readonly<Record<string, number>> }
  | { readonly kind: 'nothing' };

/** One sending of a report. Each is kept for ever, also one that was taken back. */
export type ReportVersion = {
  readonly version: number;
  readonly at: Instant;
  readonly content: ReportContent;
  /** When its sender took it back; null while it was not. */
  readonly undoneAt: Instant | null;
};

/** The one document of a seat in a round, made when the round opens. */
export type SeatReport = {
  readonly round: RoundId;
  readonly seat: SeatId;
  readonly standing: Standing;
  /** The newest version; 0 until something was sent. */
  readonly version: number;
  /** When the round was first reported; taking that back does not change it (metrics.md, On time). */
  readonly firstAt: Instant | null;
  /** What counts: the newest version that was not taken back; null when there is none. */
  readonly content: ReportContent | null;
  readonly versions: readonly ReportVersion[];
};

export type ReportWrite =
  /** Precondition: the seat is expected in the round and its version is still `version - 1`. */
  | {
      readonly kind: 'report.submit';
      readonly round: RoundId;
      readonly seat: SeatId;
      readonly user: UserId;
      readonly version: number;
      readonly content: ReportContent;
      readonly standing: Standing;
      readonly at: Instant;
    }
  /** Precondition: `version` is the one that counts. What counted before it counts again. */
  | {
      readonly kind: 'report.undo';
      readonly round: RoundId;
      readonly seat: SeatId;
      readonly version: number;
      readonly content: ReportContent | null;
      readonly standing: Standing;
      readonly at: Instant;
    };

/** For so long after sending a version can be taken back, to the millisecond. */
export const undoMs = 10 * minuteMs;

/** The version that counts: the newest one that was not taken back. */
export const countedOf = <V extends Pick<ReportVersion, 'undoneAt'>>(
  versions: readonly V[],
): V | null => versions.findLast((v) => v.undoneAt === null) ?? null;

/** What counts once the counted version is taken back; the round is missing when nothing does. */
export function afterUndo(
  round: Round,
  { versions, firstAt }: SeatReport,
): { readonly content: ReportContent | null; readonly standing: Standing } {
  const counted = countedOf(versions);
  const before = countedOf(versions.filter((v) => v !== counted));
  return {
    content: before?.content ?? null,
    standing: before ? standingOf(round, firstAt) : 'missing',
  };
}

/** Whether two reports say the same. */
export const sameContent = (
  a: ReportContent,
  b: ReportContent,
  keys: readonly string[],
): boolean =>
  a.kind === 'figures' && b.kind === 'figures'
    ? keys.every((key) => a.figures[key] === b.figures[key])
    : a.kind === b.kind;

/** The number on a receipt, derived so that nobody has to count: round, tambon, seat, version. */
export const receiptNumber = (round: Round, seat: SeatId, version: number): string =>
  `${round.code}-${seat}-${version}`;

/** Whether a value is so far from what it is held against that it is worth one question (metrics.md). */
export const isSurprising = (value: number, against: number | undefined): boolean =>
  against !== undefined && against > 0 && (value >= against * 10 || value * 10 <= against);
