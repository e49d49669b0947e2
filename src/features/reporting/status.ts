import type { AreaBook } from '../../core/area.js';
import { lacksPhoto, photosOf, type SeatPhoto } from '../../core/photo.js';
import { countedOf, type SeatReport } from '../../core/report.js';
import { type Period, phaseOf, type Round } from '../../core/round.js';
import { defineCommand } from '../../flow/command.js';
import { say } from '../../flow/effect.js';
import { areaTitle } from '../../say/area-title.js';
import { card, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { ReportingPorts } from './facts.js';
import { picturesOf } from './pictures.js';
import { dueLine, roundTitle } from './round-lines.js';
import { dueNow } from './rules.js';

const words = th.reporting;

type Facts = {
  readonly areas: AreaBook;
  readonly periods: readonly Period[];
  readonly reports: readonly SeatReport[];
  readonly photos: readonly SeatPhoto[];
};

/** The seat's own reports, round by round. */
export const status = defineCommand<ReportingPorts, Facts>({
  load: async (ports, { actor }) => {
    const [periods, reports, photos] = await Promise.all([
      ports.periods(),
      actor.seat ? ports.seatReports(actor.seat.id) : [],
      actor.seat ? ports.seatPhotos(actor.seat.id) : [],
    ]);
    return { areas: ports.areas, periods, reports, photos };
  },
  decide: ({ areas, periods, reports, photos }, { actor, at }) => {
    if (!actor.seat || periods.length === 0)
      return [say(text(words.statusNone(), [types(th.words.menu[0])]))];
    const open = dueNow(periods, reports, at).length > 0;
    return [
      say(
        card('status', {
          title: words.statusTitle(),
          seat: words.statusSeat({
            number: actor.seat.number,
            tambon: areaTitle(areas, actor.seat.tambon),
          }),
          rounds: periods.map((period) => ({
            ...roundRow(period, reports, at),
            ...photosIn(period.round, reports, photos),
          })),
          main: open ? [{ action: types(th.words.report[0]) }] : [],
        }),
      ),
    ];
  },
});

function roundRow({ round, opened }: Period, reports: readonly SeatReport[], at: number) {
  const report = reports.find((r) => r.round === round.id);
  const base = { name: roundTitle(round), due: dueLine(round, at) };
  if (!opened || phaseOf(round, at) === 'planned')
    return {
      ...base,
      due: words.due(round),
      mark: words.planned(),
      colour: 'plain',
      figures: '',
    } as const;
  if (!report) return { ...base, mark: words.nextRound(), colour: 'plain', figures: '' } as const;
  if (report.content === null) {
    const missed = phaseOf(round, at) === 'locked';
    const mark = withVersion(
      missed ? words.missed() : words.standing({ standing: 'missing' }),
      report,
    );
    return { ...base, mark, colour: 'warn', figures: '' } as const;
  }
  const { content, standing } = report;
  const figures =
    content.kind === 'nothing'
      ? words.nothing()
      : round.form.fields
          .map((f) => words.named({ ...f, value: content.figures[f.key] ?? 0 }))
          .join('\n');
  const colour = standing === 'late' ? 'warn' : 'good';
  return {
    ...base,
    due: words.due(round),
    mark: withVersion(words.standing({ standing }), report),
    colour,
    figures,
  } as const;
}

/** The pictures of a round; that there are none is said of a report which needs one. */
function photosIn(round: Round, reports: readonly SeatReport[], photos: readonly SeatPhoto[]) {
  const count = photosOf(photos, round.id).length;
  const content = reports.find((r) => r.round === round.id)?.content ?? null;
  const isLacking = content !== null && lacksPhoto(round.form, content, count);
  return {
    photos: count > 0 || isLacking ? th.photos.inStatus({ count }) : '',
    pictures: picturesOf(photos, round.id),
  };
}

/** Which version counts, whether it corrected another, and whether a newer one was taken back. */
function withVersion(mark: string, { versions, version }: SeatReport): string {
  const counted = countedOf(versions);
  const corrected = versions.some((v) => v !== counted && v.undoneAt === null);
  return [
    mark,
    ...(counted ? [th.sent.version({ version: counted.version, corrected })] : []),
    ...(version > (counted?.version ?? 0) ? [th.sent.taken({ version })] : []),
  ].join(' ');
}
