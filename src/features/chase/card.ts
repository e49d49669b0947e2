import { type AreaBook, type AreaCode, parentOf } from '../../core/area.js';
import { expectedOf, type Period, percentsOf, type Tally } from '../../core/round.js';
import { areaShortTitle, areaTitle, areaTitleWithin } from '../../say/area-title.js';
import { card, goes, type Message } from '../../say/message.js';
import { standingBars } from '../../say/standing-bars.js';
import { th } from '../../say/th/catalogue.js';
import { type Place, pageOf, type Row } from './rules.js';

const words = th.chase;

/** The name of this command's standing buttons; their args are `area;page;round`. */
export const chaseAction = 'missing';

/** A button to another look at a round. */
export const look = (label: string, { round }: Period, area: AreaCode | null, page = 1) =>
  goes(label, chaseAction, `${area ?? ''};${page};${round.code}`);

/** On time, late and missing of a place, then of the areas in it. */
export function overview(
  areas: AreaBook,
  [period, ...otherPeriods]: readonly [Period, ...(readonly Period[])],
  { area, duties }: Place,
  total: Tally,
  rows: readonly Row[],
  page: number,
): Message {
  const { round } = period;
  const percents = percentsOf(total) ?? total;
  const part = (k: keyof Tally, label: string) => ({
    count: words.part({ count: total[k] }),
    label: words.partLabel({ label, percent: percents[k] }),
  });
  const { shown, at, pages } = pageOf(rows, page);
  return card('chase', {
    title: words.title(),
    area: titleOf(areas, { area, duties }),
    due: `${th.reporting.shortRound(round)} ${th.reporting.due(round)}`,
    onTime: part('onTime', words.onTime()),
    late: part('late', words.late()),
    missing: part('missing', words.missing()),
    bars: standingBars(total),
    areas: shown.map((row) => ({
      name:
        parentOf(row.area) === area
          ? areaShortTitle(areas, row.area)
          : areaTitleWithin(areas, row.area, area),
      count: words.areaCount({ missing: row.tally.missing, expected: expectedOf(row.tally) }),
      action: look(areaShortTitle(areas, row.area), period, row.area),
    })),
    more: pages > 1 ? [{ note: words.page({ page: at, of: pages }) }] : [],
    others: [
      ...(at < pages ? [look(words.next(), period, area, at + 1)] : []),
      ...otherPeriods.map((other) => look(th.reporting.shortRound(other.round), other, area)),
      goes(words.how(), `${chaseAction}-how`, `${area ?? ''};1;${round.code}`),
    ].map((action) => ({ action })),
  });
}

function titleOf(areas: AreaBook, { area, duties }: Place): string {
  if (area) return areaTitle(areas, area);
  return duties.length > 0 ? words.duties({ count: duties.length }) : words.everywhere();
}
