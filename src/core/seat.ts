import type { AreaCode } from './area.js';
import type { CodeId, UserId } from './ids.js';
import type { Instant } from './time.js';

declare const brand: unique symbol;
/** `<tambon>-<nn>`: the nth place of a tambon, e.g. `420101-05`. Reports stay with it for ever. */
export type SeatId = string & { readonly [brand]: 'SeatId' };

/** One of a tambon's places in the roster; the person holding it may change. */
export type Seat = {
  readonly id: SeatId;
  readonly tambon: AreaCode;
  readonly number: number;
  /** Name in the province's roster; empty after its person withdrew consent. */
  readonly rosterName: string;
  readonly village: string | null;
  readonly holder: UserId | null;
};

export type SeatWrite =
  /** Precondition: the code is unused and unexpired, the seat is free, the person holds none. */
  {
    readonly kind: 'seat.claim';
    readonly seat: SeatId;
    readonly user: UserId;
    readonly code: CodeId;
    readonly at: Instant;
  };

/** Makes a seat's id from its tambon and number. */
export const seatId = (tambon: AreaCode, number: number): SeatId =>
  `${tambon}-${String(number).padStart(2, '0')}` as SeatId;

/** Reads a seat id; null when it is not one. */
export const parseSeatId = (text: string): SeatId | null =>
  /^\d{6}-\d{2}$/.test(text) ? (text as SeatId) : null;

/** The tambon and number that a seat id says. */
export const seatPlace = (id: SeatId): { readonly tambon: AreaCode; readonly number: number } => ({
  tambon: id.slice(0, 6) as AreaCode,
  number: Number(id.slice(7)),
});
