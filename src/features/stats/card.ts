import { type GrantedScope, inScope } from '../../access/scope.js';
import { type AreaBook, type AreaCode, parentOf } from '../../core/area.js';
import { type Count, emptyCount } from '../../core/count.js';
import type { Programme } from '../../core/programme.js';
import { expectedOf, type Field, type Period, percentsOf, type Tally } from '../../core/round.js';
import { areaShortTitle, areaTitle } from '../../say/area-title.js';
import { card, goes, type Message } from '../../say/message.js';
import type { Press } from '../../say/press.js';
import { standingBars } from '../../say/standing-bars.js';
import { th } from '../../say/th/catalogue.js';
import type { AreaStatistics } from './facts.js';

const words = th.stats;

/** Names of the standing buttons; their args are `area;page;round`. */
export const statsAction = 'stats';
export const statsHowAction = 'stats-how';

/** A button to another look at statistics. */
export const look = (label: string, { round }: Period, area: AreaCode | null, page = 1): Press =>
  goes(label, statsAction, argsOf(round.code, area, page));

const argsOf = (code: string, area: AreaCode | null, page: number): string =>
  `${area ?? ''};${page};${code}`;

/** Rows with bars are large; so many keep the bubble well under LINE's 30 KB. */
const rowsPerCard = 10;

type Look = {
  readonly scope: GrantedScope;
  readonly published: Programme['published'] | null;
  /** Opened rounds, newest last. */
  readonly periods: readonly Period[];
  readonly period: Period;
  readonly area: AreaCode | null;
  readonly page: number;
  readonly statistics: AreaStatistics;
};

/** The statistics of one area in one round, with ways down, up, and to other rounds. */
export function statsCard(areas: AreaBook, shown: Look): Message {
  const { period, periods, area, statistics } = shown;
  const { round } = period;
  const { total } = statistics;
  const percents = percentsOf(total.tally);
  const expected = expectedOf(total.tally);
  const part = (k: keyof Tally) => ({
    count: words.part({ count: expected === 0 ? null : total.tally[k] }),
    label: words.partLabel({ label: words[k](), percent: percents?.[k] ?? null }),
  });
  const parts = statistics.parts.filter((p) => expectedOf(p.count.tally) > 0);
  const pages = Math.max(1, Math.ceil(parts.length / rowsPerCard));
  const at = Math.min(shown.page, pages);
  const next = at < pages ? [look(words.next(), period, area, at + 1)] : [];
  const how = goes(words.how(), statsHowAction, argsOf(round.code, area, at));
  return card('stats', {
    title: words.title(),
    area: area ? areaTitle(areas, area) : words.everywhere(),
    round: words.round({
      round: th.reporting.shortRound(round),
      due: th.reporting.due(round),
    }),
    expected: words.expected({ count: expected }),
    onTime: part('onTime'),
    late: part('late'),
    missing: part('missing'),
    bars: standingBars(total.tally),
    figures: round.form.fields.map((field) => figureOf(field, total)),
    yardstick: yardstickOf(round.form.fields, shown.published),
    areas: parts.slice((at - 1) * rowsPerCard, at * rowsPerCard).map((p) => ({
      name: areaShortTitle(areas, p.area),
      share: shareOf(p.count),
      bars: standingBars(p.count.tally),
      action: look(areaShortTitle(areas, p.area), period, p.area),
    })),
    more: pages > 1 ? [{ note: words.page({ page: at, of: pages }) }] : [],
    rounds: [...periods]
      .reverse()
      .filter((p) => p !== period)
      .slice(0, rowsPerCard)
      .map((p) => ({
        name: th.reporting.shortRound(p.round),
        share: shareOf(statistics.rounds.get(p.round.id) ?? emptyCount),
        action: look(th.reporting.shortRound(p.round), p, area),
      })),
    others: [...next, ...upward(areas, shown), how].map((action) => ({ action })),
  });
}

/** The area one level up, when it is in the own duty. */
function upward(areas: AreaBook, { scope, period, area }: Look): readonly Press[] {
  if (area === null) return [];
  const parent = parentOf(area);
  if (parent === null ? scope.kind !== 'all' : !inScope(scope, parent)) return [];
  const title = parent ? areaShortTitle(areas, parent) : words.everywhere();
  return [look(words.up({ area: title }), period, parent)];
}

const shareOf = (count: Count): string =>
  words.onTimeShare({ percent: percentsOf(count.tally)?.onTime ?? null });

/** A sum over the seats, and what it is on average for one that has reported; silence is not zero. */
function figureOf({ key, label, unit }: Field, { tally, figures }: Count) {
  const received = tally.onTime + tally.late;
  const value = figures[key] ?? 0;
  return {
    label,
    value: words.figure({ value: received === 0 ? null : value, unit }),
    note: words.averageSent({ average: received === 0 ? null : value / received }),
  };
}

/** The published result, by the same figures. */
function yardstickOf(fields: readonly Field[], published: Look['published']) {
  if (!published) return [];
  const known = fields.flatMap((field) => {
    const value = published.figures[field.key];
    return value === undefined ? [] : [{ field, value }];
  });
  return [
    {
      name: published.name,
      figures: known.map(({ field, value }) => ({
        label: field.label,
        value: words.figure({ value, unit: field.unit }),
        note: words.averageSeat({ average: value / published.seats }),
      })),
    },
  ];
}
