import type { SeatPhoto } from '../../core/photo.js';
import type { SeatReport } from '../../core/report.js';
import type { Period } from '../../core/round.js';
import type { SeatId } from '../../core/seat.js';

export type PhotoPorts = {
  periods(): Promise<readonly Period[]>;
  seatReports(seat: SeatId): Promise<readonly SeatReport[]>;
  /** The pictures of a seat, in the order they were sent. */
  seatPhotos(seat: SeatId): Promise<readonly SeatPhoto[]>;
};
