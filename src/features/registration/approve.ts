import { inScope, scopeOf } from '../../access/scope.js';
import type { Actor } from '../../core/actor.js';
import type { AreaBook } from '../../core/area.js';
import type { SeenRequest } from '../../core/join-request.js';
import { parseSeatId, type Seat, type SeatId } from '../../core/seat.js';
import { dayMs } from '../../core/time.js';
import { defineCommand } from '../../flow/command.js';
import { type Effect, note, say, sayForSure, write } from '../../flow/effect.js';
import type { Moment } from '../../flow/flow.js';
import { areaTitle } from '../../say/area-title.js';
import { card, goes, type Message, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { RegistrationPorts } from './facts.js';
import { refuseAction, showRequestAction, toList } from './request-card.js';

const words = th.approval;

/** The answer to a request is worth telling for as long as somebody may still wait for it. */
const answerWantedMs = 7 * dayMs;

type Facts = {
  readonly areas: AreaBook;
  readonly seen: SeenRequest;
  /** The seat that the button names; undefined when it names none. */
  readonly chosen: SeatId | undefined;
  /** The roster of the tambon. */
  readonly seats: readonly Seat[];
};

/**
 * The request that a button names, if this person may decide about it: it lies in the own area and is
 * not the own one. Everything else looks like an unknown button.
 */
export async function readOwnDuty(
  ports: RegistrationPorts,
  actor: Actor,
  id: string,
): Promise<SeenRequest | null> {
  const seen = await ports.request(id);
  return seen && seen.request.user !== actor.id && inScope(scopeOf(actor), seen.request.tambon)
    ? seen
    : null;
}

/** `อนุมัติ` on a card: the seat is theirs, if both are still to be had. First press wins. */
export const approve = defineCommand<RegistrationPorts, Facts | null>({
  async load(ports, { actor }, args) {
    const [id = '', seat = ''] = args.split(';');
    const seen = await readOwnDuty(ports, actor, id);
    if (!seen) return null;
    const seats = await ports.seatsOf(seen.request.tambon);
    return { areas: ports.areas, seen, chosen: parseSeatId(seat) ?? undefined, seats };
  },
  decide(facts, moment) {
    if (!facts) return null;
    const { request } = facts.seen;
    if (request.state !== 'waiting') return [say(alreadyDecided(facts.seen, moment))];
    const wanted = facts.chosen ?? request.seat;
    const seat = facts.seats.find((s) => s.id === wanted);
    if (seat?.holder === null) return give(facts, seat, moment);
    // A seat that was picked by hand can be picked anew; the one in the request decides it.
    return facts.chosen === undefined && request.seat !== null
      ? close(facts.seen, 'taken', moment)
      : [say(text(words.seatTaken(), [toList()]))];
  },
});

/** What a second press says: the newcomer is told at once, so a slip of the finger is asked about first. */
const surely = 'surely';

/** `ไม่ใช่` on a card: nobody the officer knows. */
export const refuse = defineCommand<RegistrationPorts, SeenRequest | null>({
  load: (ports, { actor }, args) => readOwnDuty(ports, actor, args.split(';')[0] ?? ''),
  decide(seen, moment, args) {
    if (!seen) return null;
    const { id, name, state } = seen.request;
    if (state !== 'waiting') return [say(alreadyDecided(seen, moment))];
    if (args === `${id};${surely}`) return close(seen, 'refused', moment);
    return [
      say(
        text(words.askRefuse({ name }), [
          goes(words.surely(), refuseAction, `${id};${surely}`),
          goes(words.backToRequest(), showRequestAction, id),
        ]),
      ),
    ];
  },
});

/** Who decided, what and when, for whoever presses second. */
export const alreadyDecided = (
  { request, deciderId, decidedBy }: SeenRequest,
  { actor }: Moment,
): Message =>
  text(
    request.state === 'waiting'
      ? words.none()
      : words.alreadyBy({
          by: deciderId === actor.id ? 'you' : decidedBy,
          outcome: request.state,
          at: request.decidedAt ?? request.sentAt,
        }),
    [toList()],
  );

function give({ areas, seen }: Facts, seat: Seat, { actor, at, now }: Moment): readonly Effect[] {
  const { request } = seen;
  const rows = [
    { label: words.seatRow(), value: String(seat.number) },
    { label: th.joining.tambonRow(), value: areaTitle(areas, seat.tambon) },
  ];
  return [
    write({
      kind: 'request.approve',
      request: request.id,
      user: request.user,
      seat: seat.id,
      by: actor.id,
      at,
    }),
    note('request.approved', { request: request.id, seat: seat.id }),
    tellResult(
      seen,
      card('panel', {
        tone: 'good',
        title: th.registration.doneTitle(),
        lines: [
          { line: th.joining.approvedLine({ number: seat.number }) },
          { line: th.registration.doneSeat() },
        ],
        rows: rows.slice(1),
        main: [{ action: types(th.words.report[0]) }],
        others: [{ action: types(th.words.menu[0]) }],
      }),
      now,
    ),
    sayForSure(
      card('panel', {
        tone: 'good',
        title: words.approvedTitle(),
        lines: [{ line: words.approvedLine() }],
        rows: [{ label: th.joining.nameRow(), value: request.name }, ...rows],
        main: [],
        others: [{ action: toList() }],
      }),
    ),
  ];
}

function close(
  seen: SeenRequest,
  outcome: 'refused' | 'taken',
  { actor, at, now }: Moment,
): readonly Effect[] {
  const { id } = seen.request;
  const again = [types(th.words.register[0])];
  return [
    write({ kind: 'request.close', request: id, outcome, by: actor.id, at }),
    note(`request.${outcome}`, { request: id }),
    tellResult(seen, text(th.joining[outcome](), again), now),
    sayForSure(text(words[outcome](), [toList()])),
  ];
}

const tellResult = ({ request }: SeenRequest, message: Message, now: number): Effect => ({
  do: 'tell',
  to: request.user,
  messages: [message],
  key: `request-answer:${request.id}`,
  lane: 'interactive',
  until: now + answerWantedMs,
});
