import type { RoundId } from '../../core/ids.js';
import { lacksPhoto, photosOf, type SeatPhoto } from '../../core/photo.js';
import type { ReportContent } from '../../core/report.js';
import type { Round } from '../../core/round.js';
import { opens, takes } from '../../say/message.js';
import type { Press } from '../../say/press.js';
import { th } from '../../say/th/catalogue.js';

const words = th.photos;

/** As many fit beside each other on a card. */
const mostShown = 3;

/** The newest pictures of a report, small; none where phones cannot reach this server. */
export const picturesOf = (photos: readonly SeatPhoto[], round: RoundId) =>
  photosOf(photos, round)
    .flatMap(({ links }) => links ?? [])
    .slice(-mostShown)
    .map(({ small, full }) => ({ url: small, action: opens(words.look(), full) }));

/** How many pictures a report has, where that is worth a row. */
export function photoRow(photos: readonly SeatPhoto[], round: Round, content: ReportContent) {
  const count = photosOf(photos, round.id).length;
  const shown = picturesOf(photos, round.id).length;
  const more = shown > 0 ? count - shown : 0;
  return count > 0 || lacksPhoto(round.form, content, count)
    ? [{ label: words.row(), value: words.count({ count, more }) }]
    : [];
}

/** What is said of pictures that are not there. */
export function photoLines(
  photos: readonly SeatPhoto[],
  round: Round,
  content: ReportContent,
): readonly string[] {
  const count = photosOf(photos, round.id).length;
  if (lacksPhoto(round.form, content, count)) return [words.lacking()];
  return content.kind === 'figures' && count === 0 ? [words.hint()] : [];
}

/** The camera and the album under a card; nothing happened, nothing to be shown. */
export const photoChoices = (content: ReportContent): readonly Press[] =>
  content.kind === 'nothing'
    ? []
    : [takes(words.camera(), 'camera'), takes(words.album(), 'album')];
