import type { RoundId } from '../../core/ids.js';
import { mostPhotos, type PhotoId, type PhotoSet, photosOf } from '../../core/photo.js';
import { type Effect, write } from '../../flow/effect.js';
import type { Moment } from '../../flow/flow.js';
import type { PhotoPorts } from './facts.js';
import { roundsFor } from './rounds.js';

/**
 * A picture came: it is only noted down. The intake downloads it and then answers, once for all that
 * were sent together. `talkAbout` is the round that the open conversation is about; otherwise the only
 * round there is takes it, and with several its sender is asked.
 */
export async function takePhoto(
  ports: PhotoPorts,
  { actor, at }: Moment,
  { photo, set }: { readonly photo: PhotoId; readonly set: PhotoSet | null },
  talkAbout: string | null,
): Promise<readonly Effect[]> {
  const { seat } = actor;
  if (!seat) return [];
  const [periods, reports, photos] = await Promise.all([
    ports.periods(),
    ports.seatReports(seat.id),
    ports.seatPhotos(seat.id),
  ]);
  const rounds = roundsFor(periods, reports, at).map((c): RoundId => c.round.id);
  const [first, second] = rounds;
  const round = rounds.find((r) => r === talkAbout) ?? (second ? null : (first ?? null));
  const isFull = photosOf(photos, round).length >= mostPhotos;
  return [
    write({
      kind: 'photo.want',
      photo,
      user: actor.id,
      seat: seat.id,
      round,
      set,
      refusal: first === undefined ? 'no-round' : isFull ? 'too-many' : null,
      at,
    }),
  ];
}
