import { mostPhotos, photosOf, type SeatPhoto } from '../../core/photo.js';
import { defineCommand } from '../../flow/command.js';
import { note, say, sayForSure, write } from '../../flow/effect.js';
import { roundOfNumber } from '../../read/round-number.js';
import { goes, text, types } from '../../say/message.js';
import type { Press } from '../../say/press.js';
import { th } from '../../say/th/catalogue.js';
import type { PhotoPorts } from './facts.js';
import { type Choice, roundsFor } from './rounds.js';

const words = th.photos;

/** The name of the standing buttons under "which report are these of"; its args are the round's code. */
export const photoAction = 'photo';

/** What a typed number stands behind in the args, so that it is never taken for a code. */
const typedMark = '#';
export const typedRound = (number: number): string => `${typedMark}${number}`;

export const choiceOf = ({ round }: Choice): Press =>
  goes(th.reporting.roundChoice(round), photoAction, round.code);

type Facts = {
  readonly choices: readonly Choice[];
  readonly choice: Choice | null;
  readonly photos: readonly SeatPhoto[];
};

/** Says which report the person's pictures belong to that belong to none yet. */
export const attachPhotos = defineCommand<PhotoPorts, Facts>({
  async load(ports, { actor, at }, code) {
    if (!actor.seat) return { choices: [], choice: null, photos: [] };
    const [periods, reports, photos] = await Promise.all([
      ports.periods(),
      ports.seatReports(actor.seat.id),
      ports.seatPhotos(actor.seat.id),
    ]);
    const choices = roundsFor(periods, reports, at);
    const choice = code.startsWith(typedMark)
      ? roundOfNumber(choices, Number(code.slice(typedMark.length)))
      : (choices.find((c) => c.round.code === code) ?? null);
    return { choices, choice, photos };
  },
  decide({ choices, choice, photos }, { actor }, code) {
    const isTyped = code.startsWith(typedMark);
    const status = types(th.words.status[0]);
    const loose = photosOf(photos, null).filter((p) => p.by === actor.id);
    // A number that nobody asked for is no word of ours.
    if (loose.length === 0 && isTyped) return null;
    if (loose.length === 0) return [say(text(words.nothingLoose(), [status]))];
    if (!choice && isTyped && choices.length > 0)
      return [say(text(words.askRound(), choices.map(choiceOf)))];
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
      isReported: report.content !== null,
    };
    return [
      write({ kind: 'photo.attach', photos: fitting.map((p) => p.id), round: round.id }),
      note('photos.attached', { round: round.id, seat: report.seat, photos: fitting.length }),
      sayForSure(
        text([words.kept(about), tooMany].join('\n').trim(), [
          ...(about.isReported ? [] : [types(th.words.report[0])]),
          status,
        ]),
      ),
    ];
  },
});
