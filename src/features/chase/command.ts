import { type GrantedScope, inScope, scopeOf } from '../../access/scope.js';
import type { Actor } from '../../core/actor.js';
import { type AreaBook, type AreaCode, levelOf, parseAreaCode } from '../../core/area.js';
import {
  addTallies,
  chasedRounds,
  expectedOf,
  type Period,
  ratesOf,
  type Tally,
} from '../../core/round.js';
import { defineCommand } from '../../flow/command.js';
import { type Effect, note, say } from '../../flow/effect.js';
import { findPlace, type PlaceFound } from '../../read/place.js';
import { areaLabels, areaTitle } from '../../say/area-title.js';
import { card, type Message, opens, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import { look, overview } from './card.js';
import type { AreaTally, ChasePorts, SeatStanding } from './facts.js';
import { chasedRound, pageOf, rowsOf } from './rules.js';

const words = th.chase;

type Request = { readonly area: AreaCode | null; readonly page: number };
/** Areas of the own duty that a typed name may mean. */
type Choices = { readonly choices: readonly AreaCode[] };
type Facts = {
  readonly areas: AreaBook;
  readonly period: Period | null;
  /** Other rounds that still take reports. */
  readonly others: readonly Period[];
  /** No choices: there is no such area in this person's duty. */
  readonly request: Request | Choices;
  readonly tallies: readonly AreaTally[];
  readonly seats: readonly SeatStanding[];
};

/** Who has reported on time, late, or not yet: the officer's own area, then deeper by taps. */
export const chase = defineCommand<ChasePorts, Facts>({
  async load(ports, { actor, at }, args) {
    const scope = scopeOf(actor);
    const periods = await ports.periods();
    const period = chasedRound(periods, at, roundIn(args));
    const others = chasedRounds(periods, at).filter((p) => p !== period);
    const request = requestOf(args, actor, scope, ports.areas);
    const nothing = { areas: ports.areas, period, others, request, tallies: [], seats: [] };
    if (!period || 'choices' in request) return nothing;
    const { area } = request;
    if (area && levelOf(area) === 'tambon')
      return { ...nothing, seats: await ports.seatStandings(scope, period.round.id, area) };
    return { ...nothing, tallies: await ports.tallies(scope, period.round.id, area) };
  },
  decide({ areas, period, others, request, tallies, seats }) {
    if (!period) return [say(text(words.noRound(), [types(th.words.menu[0])]))];
    if ('choices' in request) return [say(whichArea(areas, period, request.choices))];
    const { area, page } = request;
    if (area && levelOf(area) === 'tambon') return tellSeats(areas, period, area, seats, page);
    const total = addTallies(tallies.map((t) => t.tally));
    if (expectedOf(total) === 0)
      return [say(text(words.nobodyExpected(), [types(th.words.menu[0])]))];
    return [say(overview(areas, [period, ...others], area, total, rowsOf(tallies, area), page))];
  },
});

/** Explains the figures of the card. */
export const chaseHow = defineCommand<ChasePorts, Tally>({
  async load(ports, { actor, at }, args) {
    const scope = scopeOf(actor);
    const period = chasedRound(await ports.periods(), at, roundIn(args));
    const request = requestOf(args, actor, scope, ports.areas);
    if (!period || 'choices' in request) return addTallies([]);
    const tallies = await ports.tallies(scope, period.round.id, request.area);
    return addTallies(tallies.map((t) => t.tally));
  },
  decide(total) {
    const rates = ratesOf(total);
    const { timeliness = null, reporting = null } = rates ?? {};
    return [say(text(words.howText({ timeliness, reporting }), [types(th.words.missing[0])]))];
  },
});

const roundIn = (args: string): string => args.split(';')[2] ?? '';

function requestOf(
  args: string,
  actor: Actor,
  scope: GrantedScope,
  areas: AreaBook,
): Request | Choices {
  const [place = '', pageText = '1'] = args.split(';');
  const page = Math.max(1, Number.parseInt(pageText, 10) || 1);
  if (place.trim() === '') return ownArea(actor, page);
  const code = parseAreaCode(place.trim());
  if (code) return areas.has(code) && inScope(scope, code) ? { area: code, page } : { choices: [] };
  const within = actor.isAdmin ? [undefined] : actor.offices.map((o) => o.area);
  const found = within
    .flatMap((area) => codesOf(findPlace(areas, place, area)))
    .filter((c, i, all) => inScope(scope, c) && all.indexOf(c) === i);
  const [only, ...more] = found;
  return only && more.length === 0 ? { area: only, page } : { choices: found };
}

const codesOf = (found: PlaceFound): readonly AreaCode[] => {
  if (found.kind === 'found') return [found.code];
  return found.kind === 'several' ? found.codes : [];
};

/** As many quick replies as LINE shows, less those that others may add. */
const mostChoices = 10;

function whichArea(areas: AreaBook, period: Period, choices: readonly AreaCode[]): Message {
  if (choices.length === 0) return text(words.noArea(), [types(th.words.missing[0])]);
  const shown = choices.slice(0, mostChoices);
  const labels = areaLabels(areas, shown);
  return text(
    words.several(),
    shown.map((code, i) => look(labels[i] ?? code, period, code)),
  );
}

/** An admin looks at everything; an officer at the widest of the own areas. */
function ownArea(actor: Actor, page: number): Request | Choices {
  if (actor.isAdmin) return { area: null, page };
  const [widest] = actor.offices.map((o) => o.area).sort((a, b) => a.length - b.length);
  return widest ? { area: widest, page } : { choices: [] };
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
    people: shown.map(({ seat, standing, phone, photos, repeated }) => ({
      name: words.seatName({ number: seat.number, name: seat.rosterName }),
      note: words.seatNote({ standing, claimed: seat.holder !== null, photos, repeated }),
      colour: standing === 'onTime' ? 'good' : 'warn',
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
