import type { AreaBook } from '../../core/area.js';
import type { UserId } from '../../core/ids.js';
import type { JoinRequest } from '../../core/join-request.js';
import type { SeatPhoto } from '../../core/photo.js';
import type { SeatReport } from '../../core/report.js';
import type { SeatId } from '../../core/seat.js';

export type PrivacyPorts = {
  readonly areas: AreaBook;
  /** The number to call that the roster holds for this seat. */
  seatPhone(seat: SeatId): Promise<string | null>;
  /** The request of this person that waits. */
  waitingRequest(user: UserId): Promise<JoinRequest | null>;
  seatReports(seat: SeatId): Promise<readonly SeatReport[]>;
  /** The pictures of one seat, whoever sent them. */
  seatPhotos(seat: SeatId): Promise<readonly SeatPhoto[]>;
};
