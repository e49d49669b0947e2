import type { RoundId } from '../../core/ids.js';
import { answeredWithinMs, type PhotoRefusal, photosOf, type SeatPhoto } from '../../core/photo.js';
import type { SeatReport } from '../../core/report.js';
import type { Period } from '../../core/round.js';
import { type Effect, note, write } from '../../flow/effect.js';
import type { Moment } from '../../flow/flow.js';
import { type Message, text, types } from '../../say/message.js';
import type { Press } from '../../say/press.js';
import { th } from '../../say/th/catalogue.js';
import { choiceOf } from './attach.js';
import type { PhotoPorts } from './facts.js';
import { roundsFor } from './rounds.js';

const words = th.photos;

export type PhotoAnswer = {
  readonly writes: readonly Effect[];
  /** What became of the pictures, to be said before whatever is asked now. */
  readonly remark: string;
  /** The same with a way on; the question what they show, where that is not known. */
  readonly message: Message;
  /** Whether `message` asks something that an open conversation must not talk over. */
  readonly asks: boolean;
};

/** The one answer for what was sent together; null when everything was answered already. */
export async function answerPhotos(
  ports: PhotoPorts,
  { actor, at, now }: Moment,
): Promise<PhotoAnswer | null> {
  const { seat } = actor;
  if (!seat) return null;
  const [periods, reports, photos] = await Promise.all([
    ports.periods(),
    ports.seatReports(seat.id),
    ports.seatPhotos(seat.id),
  ]);
  const isDue = (p: SeatPhoto): boolean =>
    p.state !== 'wanted' || now - p.wantedAt >= answeredWithinMs;
  const fresh = photos.filter((p) => p.by === actor.id && !p.told && isDue(p));
  if (fresh.length === 0) return null;
  const choices = roundsFor(periods, reports, at);
  const asks = photosOf(fresh, null).length > 0 && choices.length > 0;
  const coming = fresh.filter((p) => p.state === 'wanted').length;
  const said = [
    ...keptLines(fresh, photos, periods, reports),
    ...(coming > 0 ? [words.coming({ count: coming })] : []),
    ...refusedLines(fresh),
  ];
  const remark = said.join('\n');
  const message = asks
    ? text(`${remark}\n${words.askRound()}`, choices.map(choiceOf))
    : text(remark, waysOn(fresh, reports));
  const stored = fresh.filter((p) => p.state === 'stored').length;
  return {
    writes: [
      write({ kind: 'photo.told', photos: fresh.map((p) => p.id) }),
      ...(stored > 0 ? [note('photos.kept', { seat: seat.id, photos: stored })] : []),
    ],
    remark,
    message,
    asks,
  };
}

function keptLines(
  fresh: readonly SeatPhoto[],
  photos: readonly SeatPhoto[],
  periods: readonly Period[],
  reports: readonly SeatReport[],
): readonly string[] {
  const kept = fresh.filter((p) => p.state === 'stored');
  const loose = kept.filter((p) => p.round === null).length;
  const attached = periods.flatMap(({ round }) => {
    const count = kept.filter((p) => p.round === round.id).length;
    const total = photosOf(photos, round.id).length;
    const isReported = !isUnsent(round.id, reports);
    const about = { count, round: th.reporting.shortRound(round), total, isReported };
    return count > 0 ? [words.kept(about)] : [];
  });
  return [...attached, ...(loose > 0 ? [words.received({ count: loose })] : [])];
}

/** One sentence a reason, those first after which sending it again helps. */
const reasons = [
  'unreachable',
  'gone',
  'too-large',
  'heic',
  'unreadable',
  'too-many',
  'no-round',
] as const satisfies readonly PhotoRefusal[];

function refusedLines(fresh: readonly SeatPhoto[]): readonly string[] {
  return reasons.flatMap((why) => {
    const count = fresh.filter((p) => p.refusal === why).length;
    return count > 0 ? [words.refused[why]({ count })] : [];
  });
}

const isUnsent = (round: RoundId | null, reports: readonly SeatReport[]): boolean =>
  reports.some((r) => r.round === round && r.content === null);

function waysOn(fresh: readonly SeatPhoto[], reports: readonly SeatReport[]): readonly Press[] {
  const toReport = fresh.some((p) => p.state === 'stored' && isUnsent(p.round, reports));
  const isClosed = fresh.every((p) => p.refusal === 'no-round');
  return [
    ...(toReport ? [types(th.words.report[0])] : []),
    types(th.words.status[0]),
    ...(isClosed ? [types(th.words.contact[0])] : []),
  ];
}
