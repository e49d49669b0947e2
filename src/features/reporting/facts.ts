import type { AreaBook } from '../../core/area.js';
import type { SeatPhoto } from '../../core/photo.js';
import type { Programme } from '../../core/programme.js';
import type { SeatReport } from '../../core/report.js';
import type { Period } from '../../core/round.js';
import type { SeatId } from '../../core/seat.js';

export type ReportingPorts = {
  readonly areas: AreaBook;
  /** The programme in force; null before one was loaded. */
  programme(): Promise<Programme | null>;
  /** All its rounds in the order they are due. */
  periods(): Promise<readonly Period[]>;
  /** The documents of one seat, one for every opened round in which it is expected. */
  seatReports(seat: SeatId): Promise<readonly SeatReport[]>;
  /** The pictures of one seat, in the order they were sent. */
  seatPhotos(seat: SeatId): Promise<readonly SeatPhoto[]>;
};
