import { scopeOf } from '../../access/scope.js';
import type { Actor } from '../../core/actor.js';
import type { AreaBook, AreaCode } from '../../core/area.js';
import type { Programme } from '../../core/programme.js';
import { type Period, ratesOf } from '../../core/round.js';
import type { Instant } from '../../core/time.js';
import { defineCommand } from '../../flow/command.js';
import { say } from '../../flow/effect.js';
import { areaLabels, areaTitle } from '../../say/area-title.js';
import { type Message, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import { look, statsCard } from './card.js';
import type { AreaStatistics, StatsPorts } from './facts.js';
import { type Request, requestOf } from './request.js';

const words = th.stats;

type Facts = {
  readonly areas: AreaBook;
  readonly programme: Programme | null;
  /** Opened rounds, newest last. */
  readonly periods: readonly Period[];
  /** The one asked for, else the newest; null before the first has opened. */
  readonly period: Period | null;
  readonly request: Request;
  readonly statistics: AreaStatistics | null;
};

async function load(
  ports: StatsPorts,
  { actor, at }: { actor: Actor; at: Instant },
  args: string,
): Promise<Facts> {
  const { areas } = ports;
  const [programme, all] = await Promise.all([ports.programme(), ports.periods()]);
  const periods = all.filter((p) => p.opened && p.round.opensAt <= at);
  const wanted = args.split(';')[2]?.trim();
  const period = periods.find((p) => p.round.code === wanted) ?? periods.at(-1) ?? null;
  const request = requestOf(args, actor, areas);
  const facts = { areas, programme, periods, period, request };
  if (!period || request.kind !== 'area') return { ...facts, statistics: null };
  const statistics = await ports.statistics(scopeOf(actor), {
    area: request.area,
    round: period.round.id,
    rounds: periods.map((p) => p.round.id),
  });
  return { ...facts, statistics };
}

/** On time, late, missing and the sums of figures of an area in a round, then deeper by taps. */
export const stats = defineCommand<StatsPorts, Facts>({
  load,
  decide(facts, { actor }) {
    const { areas, programme, periods, period, request, statistics } = facts;
    if (!period) return [say(text(words.noRound(), [types(th.words.menu[0])]))];
    if (request.kind === 'which') return [say(whichArea(areas, period, request))];
    if (request.kind === 'nowhere' || !statistics) return [say(nowhere())];
    const { area, page } = request;
    return [
      say(
        statsCard(areas, {
          scope: scopeOf(actor),
          published: programme?.published ?? null,
          periods,
          period,
          area,
          page,
          statistics,
        }),
      ),
    ];
  },
});

/** Explains the figures of the card with its own numbers. */
export const statsHow = defineCommand<StatsPorts, Facts>({
  load,
  decide({ areas, period, request, statistics }) {
    if (!period || request.kind !== 'area' || !statistics) return [say(nowhere())];
    const { area } = request;
    const { tally } = statistics.total;
    const rates = ratesOf(tally);
    const title = words.howTitle({
      area: area ? areaTitle(areas, area) : words.everywhere(),
      round: th.reporting.shortRound(period.round),
    });
    const body = rates ? words.howRates({ ...tally, ...rates }) : words.howNone();
    const back = look(words.upShort(), period, area);
    return [say(text([title, body, words.howRules()].join('\n\n'), [back]))];
  },
});

const nowhere = (): Message => text(words.noArea(), [types(th.words.stats[0])]);

/** As many quick replies as LINE shows, less those that others may add. */
const mostChoices = 10;

function whichArea(
  areas: AreaBook,
  period: Period,
  { why, codes }: { readonly why: 'several' | 'near' | 'own'; readonly codes: readonly AreaCode[] },
): Message {
  const shown = codes.slice(0, mostChoices);
  const labels = areaLabels(areas, shown);
  return text(
    words[why](),
    shown.map((code, i) => look(labels[i] ?? code, period, code)),
  );
}
