import { scopeOf } from '../../access/scope.js';
import type { Actor } from '../../core/actor.js';
import { type AreaBook, type AreaCode, levelOf } from '../../core/area.js';
import {
  addTallies,
  chasedRound,
  chasedRounds,
  expectedOf,
  type Period,
  ratesOf,
  type Tally,
} from '../../core/round.js';
import { defineCommand } from '../../flow/command.js';
import { type Effect, note, say } from '../../flow/effect.js';
import { type DutyArea, readDutyArea } from '../../read/duty-area.js';
import { type Look, readLook } from '../../read/look.js';
import { areaTitle } from '../../say/area-title.js';
import { card, type Message, opens, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import { whichArea } from '../../say/which-area.js';
import { whichRound } from '../../say/which-round.js';
import { look, overview } from './card.js';
import type { AreaTally, ChasePorts, SeatStanding } from './facts.js';
import { type Place, pageOf, rowsOf } from './rules.js';

const words = th.chase;

/** Areas of the own duty that a typed name may mean, or none: there is no such area in it. */
type Unclear = Extract<DutyArea, { readonly kind: 'several' | 'near' | 'none' }>;
type Facts = {
  readonly areas: AreaBook;
  readonly periods: readonly Period[];
  readonly period: Period | null;
  readonly place: Place | Unclear;
  readonly seen: Look;
  readonly tallies: readonly AreaTally[];
  readonly seats: readonly SeatStanding[];
};

/** Who has reported on time, late, or not yet: the officer's own area, then deeper by taps. */
export const chase = defineCommand<ChasePorts, Facts>({
  async load(ports, { actor, at }, args) {
    const scope = scopeOf(actor);
    const periods = await ports.periods();
    const seen = readLook(args);
    const period = chasedRound(periods, at, seen.round);
    const place = placeOf(seen, actor, ports.areas);
    const nothing = { areas: ports.areas, periods, period, place, seen, tallies: [], seats: [] };
    if (!period || 'kind' in place) return nothing;
    const { area } = place;
    if (area && levelOf(area) === 'tambon')
      return { ...nothing, seats: await ports.seatStandings(scope, period.round.id, area) };
    return { ...nothing, tallies: await ports.tallies(scope, period.round.id, area) };
  },
  decide({ areas, periods, period, place, seen, tallies, seats }, { at }) {
    const { page } = seen;
    if (!period) {
      const known = 'kind' in place ? null : place.area;
      return [say(whichRound(periods, at, seen.round, (label, p) => look(label, p, known)))];
    }
    if ('kind' in place) return [say(askWhich(areas, period, place))];
    const { area } = place;
    if (area && levelOf(area) === 'tambon') return tellSeats(areas, period, area, seats, page);
    const total = addTallies(tallies.map((t) => t.tally));
    if (expectedOf(total) === 0)
      return [say(text(words.nobodyExpected(), [types(th.words.menu[0])]))];
    const others = chasedRounds(periods, at).filter((p) => p !== period);
    const rows = rowsOf(tallies, place);
    return [say(overview(areas, [period, ...others], place, total, rows, page))];
  },
});

/** Explains the figures of the card. */
export const chaseHow = defineCommand<ChasePorts, Tally>({
  async load(ports, { actor, at }, args) {
    const scope = scopeOf(actor);
    const seen = readLook(args);
    const period = chasedRound(await ports.periods(), at, seen.round);
    const place = placeOf(seen, actor, ports.areas);
    if (!period || 'kind' in place) return addTallies([]);
    const tallies = await ports.tallies(scope, period.round.id, place.area);
    return addTallies(tallies.map((t) => t.tally));
  },
  decide(total) {
    const rates = ratesOf(total);
    const { timeliness = null, reporting = null } = rates ?? {};
    return [say(text(words.howText({ timeliness, reporting }), [types(th.words.missing[0])]))];
  },
});

function placeOf({ place }: Look, actor: Actor, areas: AreaBook): Place | Unclear {
  const found = readDutyArea(areas, actor, place);
  switch (found.kind) {
    case 'found':
      return { area: found.code, duties: [] };
    case 'own': {
      const [area = null, ...others] = found.codes;
      // Who has several areas sees all of them at once: one tap fewer than a question.
      return others.length === 0 ? { area, duties: [] } : { area: null, duties: found.codes };
    }
    default:
      return found;
  }
}

function askWhich(areas: AreaBook, period: Period, unclear: Unclear): Message {
  const [word] = th.words.missing;
  if (unclear.kind === 'none') return text(th.area.nowhere(), [types(word)]);
  const { question, choices } = whichArea(areas, unclear, word);
  return text(
    question,
    choices.map(({ label, code }) => look(label, period, code)),
  );
}

/** Everybody of the tambon, those who are missing first, with a button to call them. */
function tellSeats(
  areas: AreaBook,
  period: Period,
  tambon: AreaCode,
  seats: readonly SeatStanding[],
  page: number,
): readonly Effect[] {
  const back = look(words.back(), period, tambon.slice(0, 4) as AreaCode);
  if (seats.length === 0) return [say(text(words.nobodyExpected(), [back]))];
  const missing = seats.filter((s) => s.standing === 'missing');
  const sent = seats.filter((s) => s.standing !== 'missing');
  const { shown, at, pages } = pageOf([...missing, ...sent], page);
  const people = card('people', {
    title: missing.length > 0 ? words.seatsTitle({ missing: missing.length }) : words.allSent(),
    about: [
      th.reporting.shortRound(period.round),
      areaTitle(areas, tambon),
      ...(pages > 1 ? [words.page({ page: at, of: pages })] : []),
    ].join(' '),
    people: shown.map(({ seat, phone, ...standing }) => ({
      name: words.seatName({ number: seat.number, name: seat.rosterName }),
      note: words.seatNote({ ...standing, claimed: seat.holder !== null }),
      colour: standing.standing === 'onTime' ? 'good' : 'warn',
      call: phone ? [{ action: opens(words.call(), `tel:${phone}`) }] : [],
    })),
    others: [...(at < pages ? [look(words.next(), period, tambon, at + 1)] : []), back].map(
      (action) => ({ action }),
    ),
  });
  const count = shown.filter((s) => s.phone !== null).length;
  // Who saw whose number must be answerable later (quality.md section 3).
  return count > 0 ? [say(people), note('phones.seen', { tambon, count })] : [say(people)];
}
