import { mostPhotos, photosOf, type SeatPhoto } from '../../core/photo.js';
import { defineCommand } from '../../flow/command.js';
import { note, say, sayForSure, write } from '../../flow/effect.js';
import { text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { PhotoPorts } from './facts.js';
import { type Choice, roundsFor } from './rounds.js';

const words = th.photos;

/** The name of the standing buttons under "which report are these of"; its args are the round's code. */
export const photoAction = 'photo';

type Facts = { readonly choice: Choice | null; readonly photos: readonly SeatPhoto[] };

/** Says which report the person's pictures belong to that belong to none yet. */
export const attachPhotos = defineCommand<PhotoPorts, Facts>({
  async load(ports, { actor, at }, code) {
    if (!actor.seat) return { choice: null, photos: [] };
    const [periods, reports, photos] = await Promise.all([
      ports.periods(),
      ports.seatReports(actor.seat.id),
      ports.seatPhotos(actor.seat.id),
    ]);
    const choice = roundsFor(periods, reports, at).find((c) => c.round.code === code) ?? null;
    return { choice, photos };
  },
  decide({ choice, photos }, { actor }) {
    const status = types(th.words.status[0]);
    const loose = photosOf(photos, null).filter((p) => p.by === actor.id);
    if (loose.length === 0) return [say(text(words.nothingLoose(), [status]))];
    if (!choice) return [say(text(words.closedMeanwhile(), [status, types(th.words.contact[0])]))];
    const { round, report } = choice;
    const room = mostPhotos - photosOf(photos, round.id).length;
    if (loose.length > room)
      return [
        say(text(words.refused['too-many']({ count: loose.length - Math.max(0, room) }), [status])),
      ];
    const about = {
      count: loose.length,
      round: th.reporting.shortRound(round),
      total: photosOf(photos, round.id).length + loose.length,
    };
    return [
      write({ kind: 'photo.attach', photos: loose.map((p) => p.id), round: round.id }),
      note('photos.attached', { round: round.id, seat: report.seat, photos: loose.length }),
      sayForSure(
        text(words.kept(about), [
          ...(report.content === null ? [types(th.words.report[0])] : []),
          status,
        ]),
      ),
    ];
  },
});
