import type { AreaBook } from '../../core/area.js';
import type { SeatReport } from '../../core/report.js';
import type { SeatId } from '../../core/seat.js';

export type PrivacyPorts = {
  readonly areas: AreaBook;
  seatReports(seat: SeatId): Promise<readonly SeatReport[]>;
};
