import type { ClientSession } from 'mongoose';
import type { RoundId } from '../../core/ids.js';
import type { Instant } from '../../core/time.js';
import type { Models } from '../mongo/models.js';
import type { ReportRow, SeatRow } from '../mongo/rows.js';

export type ActiveSeat = Pick<SeatRow, '_id' | 'tambon'>;

/** The seats that count at `at`, claimed or not, by id. */
export const readActiveSeats = (
  { seats }: Models,
  at: Instant,
  tx: ClientSession,
): Promise<readonly ActiveSeat[]> =>
  seats
    .find(
      { activeFrom: { $lte: at }, $or: [{ activeTo: null }, { activeTo: { $gt: at } }] },
      { tambon: 1 },
    )
    .sort({ _id: 1 })
    .session(tx)
    .lean();

/** The document of a seat that has not reported yet. Expected is the number of these documents. */
const blankReport = (round: RoundId, seat: ActiveSeat): ReportRow => ({
  _id: `${round}/${seat._id}`,
  round,
  seat: seat._id,
  tambon: seat.tambon,
  standing: 'missing',
  version: 0,
  firstAt: null,
  content: null,
  versions: [],
});

/** A bot that opens a round for 30,000 seats must go on answering in between. */
const rowsAtOnce = 1000;

/** Makes the documents of seats that a round expects from now on. */
export async function insertBlankReports(
  { reports }: Models,
  round: RoundId,
  seats: readonly ActiveSeat[],
  tx: ClientSession,
): Promise<void> {
  for (let at = 0; at < seats.length; at += rowsAtOnce) {
    const rows = seats.slice(at, at + rowsAtOnce).map((seat) => blankReport(round, seat));
    await reports.insertMany(rows, { session: tx });
  }
}
