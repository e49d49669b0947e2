import { scopeOf } from '../../access/scope.js';
import type { Actor } from '../../core/actor.js';
import type { AreaBook, AreaCode } from '../../core/area.js';
import type { Programme } from '../../core/programme.js';
import { chasedRound, openedAt, type Period, ratesOf } from '../../core/round.js';
import type { Instant } from '../../core/time.js';
import { defineCommand } from '../../flow/command.js';
import { say } from '../../flow/effect.js';
import { readDutyArea } from '../../read/duty-area.js';
import { type Look, readLook } from '../../read/look.js';
import { areaChoices, areaTitle, mostChoices } from '../../say/area-title.js';
import { type Message, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import { whichArea } from '../../say/which-area.js';
import { whichRound } from '../../say/which-round.js';
import { look, statsCard } from './card.js';
import type { AreaStatistics, StatsPorts } from './facts.js';

const words = th.stats;

/** What somebody wants to see; `area` null is the country. */
type Asked =
  | { readonly kind: 'area'; readonly area: AreaCode | null }
  | { readonly kind: 'own' | 'near' | 'several'; readonly codes: readonly AreaCode[] }
  | { readonly kind: 'nowhere' };

type Facts = {
  readonly areas: AreaBook;
  readonly programme: Programme | null;
  readonly periods: readonly Period[];
  /** The one asked for, else the one to chase first, as everywhere. */
  readonly period: Period | null;
  readonly asked: Asked;
  readonly seen: Look;
  readonly statistics: AreaStatistics | null;
};

async function load(
  ports: StatsPorts,
  { actor, at }: { actor: Actor; at: Instant },
  args: string,
): Promise<Facts> {
  const { areas } = ports;
  const [programme, periods] = await Promise.all([ports.programme(), ports.periods()]);
  const seen = readLook(args);
  const period = chasedRound(periods, at, seen.round);
  const asked = await whereSeatsAre(ports, askedFor(areas, actor, seen.place));
  const facts = { areas, programme, periods, period, asked, seen };
  if (!period || asked.kind !== 'area') return { ...facts, statistics: null };
  const statistics = await ports.statistics(scopeOf(actor), {
    area: asked.area,
    round: period.round.id,
    rounds: openedAt(periods, at).map((p) => p.round.id),
  });
  return { ...facts, statistics };
}

/** On time, late, missing and the sums of figures of an area in a round, then deeper by taps. */
export const stats = defineCommand<StatsPorts, Facts>({
  load,
  decide(facts, { actor, at }) {
    const { areas, programme, periods, period, asked, seen, statistics } = facts;
    const known = asked.kind === 'area' ? asked.area : null;
    if (!period) {
      const shown = (label: string, p: Period) => look(label, p, known);
      return [say(whichRound(periods, at, seen.round, shown))];
    }
    if ('codes' in asked) return [say(askWhich(areas, period, asked))];
    if (asked.kind === 'nowhere' || !statistics) return [say(nowhere())];
    const { area } = asked;
    return [
      say(
        statsCard(areas, {
          scope: scopeOf(actor),
          published: programme?.published ?? null,
          periods: openedAt(periods, at),
          period,
          area,
          page: seen.page,
          statistics,
        }),
      ),
    ];
  },
});

/** Explains the figures of the card with its own numbers. */
export const statsHow = defineCommand<StatsPorts, Facts>({
  load,
  decide({ areas, period, asked, statistics }) {
    if (!period || asked.kind !== 'area' || !statistics) return [say(nowhere())];
    const { area } = asked;
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

const nowhere = (): Message => text(th.area.nowhere(), [types(th.words.stats[0])]);

/** Reads what stood behind the word: an admin means the country, an officer of several areas says which. */
function askedFor(areas: AreaBook, actor: Actor, said: string): Asked {
  const found = readDutyArea(areas, actor, said);
  switch (found.kind) {
    case 'found':
      return { kind: 'area', area: found.code };
    case 'none':
      return { kind: 'nowhere' };
    case 'own': {
      const [area = null, ...others] = found.codes;
      return others.length === 0 ? { kind: 'area', area } : found;
    }
    default:
      return found;
  }
}

/** Of more places than fit, those with seats come first. */
async function whereSeatsAre(ports: StatsPorts, asked: Asked): Promise<Asked> {
  if (!('codes' in asked) || asked.codes.length <= mostChoices) return asked;
  const { codes } = asked;
  const first = await ports.withSeats(codes);
  return { ...asked, codes: [...first, ...codes.filter((code) => !first.includes(code))] };
}

function askWhich(
  areas: AreaBook,
  period: Period,
  { kind, codes }: Extract<Asked, { readonly codes: unknown }>,
): Message {
  const { question, choices } =
    kind === 'own'
      ? { question: words.own(), choices: areaChoices(areas, codes) }
      : whichArea(areas, { kind, codes }, th.words.stats[0]);
  return text(
    question,
    choices.map(({ label, code }) => look(label, period, code)),
  );
}
