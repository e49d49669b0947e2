import type { RoundId, UserId } from '../../core/ids.js';
import type { PhotoId, PhotoLinks, SeatPhoto } from '../../core/photo.js';
import type { SeatId } from '../../core/seat.js';
import { gatherReads } from './gather.js';
import type { Models } from './models.js';

/** Reads the pictures of one seat, in the order they were sent; seats asked for together are read together. */
export function seatPhotosReader(
  { photos }: Models,
  linksOf: (id: PhotoId) => PhotoLinks | null,
): (seat: SeatId) => Promise<readonly SeatPhoto[]> {
  const read = gatherReads(async (seats: readonly SeatId[]) => {
    const rows = await photos
      .find({ seat: { $in: [...seats] }, state: { $ne: 'dropped' } })
      .sort({ sentAt: 1, _id: 1 })
      .lean();
    return new Map(seats.map((s) => [s, rows.filter(({ seat }) => seat === s)]));
  });
  return async (seat) =>
    ((await read(seat)) ?? []).flatMap(({ _id, user, round, wantedAt, state, refusal, told }) => {
      if (user === null || state === 'dropped') return [];
      const id = _id as PhotoId;
      const links = state === 'stored' ? linksOf(id) : null;
      const by = user as UserId;
      return [{ id, by, round: round as RoundId | null, wantedAt, state, refusal, told, links }];
    });
}
