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
    const there = photosOf(photos, round.id).length;
    const fitting = loose.slice(0, Math.max(0, mostPhotos - there));
    const count = loose.length - fitting.length;
    const tooMany = count > 0 ? words.refused['too-many']({ count }) : '';
    if (fitting.length === 0) return [say(text(tooMany, [status]))];
    const about = {
      count: fitting.length,
      round: th.reporting.shortRound(round),
      total: there + fitting.length,
    };
    return [
      write({ kind: 'photo.attach', photos: fitting.map((p) => p.id), round: round.id }),
      note('photos.attached', { round: round.id, seat: report.seat, photos: fitting.length }),
      sayForSure(
        text([words.kept(about), tooMany].join('\n').trim(), [
          ...(report.content === null ? [types(th.words.report[0])] : []),
          status,
        ]),
      ),
    ];
  },
});
