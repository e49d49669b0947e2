import type { RoundId, UserId } from '../../core/ids.js';
import type { PhotoId, PhotoLinks, SeatPhoto } from '../../core/photo.js';
import type { SeatId } from '../../core/seat.js';
import type { Models } from './models.js';

/** The pictures of a seat, in the order they were sent. */
export async function readSeatPhotos(
  { photos }: Pick<Models, 'photos'>,
  seat: SeatId,
  linksOf: (id: PhotoId) => PhotoLinks | null,
): Promise<readonly SeatPhoto[]> {
  const rows = await photos
    .find({ seat, state: { $ne: 'dropped' } })
    .sort({ sentAt: 1, _id: 1 })
    .lean();
  return rows.flatMap(({ _id, user, round, sentAt, state, refusal, told }) => {
    if (user === null || state === 'dropped') return [];
    const id = _id as PhotoId;
    const links = state === 'stored' ? linksOf(id) : null;
    const by = user as UserId;
    return [{ id, by, round: round as RoundId | null, sentAt, state, refusal, told, links }];
  });
}
