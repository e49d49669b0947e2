import { scopeOf } from '../../access/scope.js';
import type { AreaBook } from '../../core/area.js';
import type { SeenRequest } from '../../core/join-request.js';
import type { Seat } from '../../core/seat.js';
import { defineCommand } from '../../flow/command.js';
import { say } from '../../flow/effect.js';
import { areaTitle } from '../../say/area-title.js';
import { card, goes, type Message, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import { alreadyDecided, readOwnDuty } from './approve.js';
import type { RegistrationPorts, WaitingPage } from './facts.js';
import {
  approveAction,
  pickSeatAction,
  requestCard,
  showRequestAction,
  toList,
} from './request-card.js';

const words = th.approval;

/** Name of the standing button to a page of the list. */
export const approvalsAction = 'approvals';

const rowsPerCard = 10;
const pageIn = (args: string): number => Math.max(1, Number.parseInt(args, 10) || 1);

type Waiting = { readonly areas: AreaBook; readonly page: number; readonly waiting: WaitingPage };

/** `อนุมัติ`: who waits in the own area, the longest first; a single one is shown at once. */
export const approvals = defineCommand<RegistrationPorts, Waiting>({
  async load(ports, { actor }, args) {
    const scope = scopeOf(actor);
    const wanted = pageIn(args);
    const waiting = await ports.waitingRequests(scope, wanted, rowsPerCard);
    if (waiting.shown.length > 0 || wanted === 1)
      return { areas: ports.areas, page: wanted, waiting };
    // Others decided meanwhile, so this page is not there any more.
    const first = await ports.waitingRequests(scope, 1, rowsPerCard);
    return { areas: ports.areas, page: 1, waiting: first };
  },
  decide({ areas, page, waiting }) {
    const { total, shown } = waiting;
    const [only] = shown;
    if (!only) return [say(text(words.none(), [types(th.words.menu[0])]))];
    if (total === 1) return [say(requestCard(areas, only.request, only.seat))];
    const pages = Math.ceil(total / rowsPerCard);
    return [
      say(
        card('people', {
          title: words.listTitle({ count: total }),
          about: words.listAbout({ page, of: pages }),
          people: shown.map(({ request }) => ({
            name: request.name,
            note: words.listNote({ tambon: areaTitle(areas, request.tambon), at: request.sentAt }),
            colour: 'plain',
            call: [{ action: goes(words.look(), showRequestAction, request.id) }],
          })),
          others:
            page < pages ? [{ action: goes(words.next(), approvalsAction, String(page + 1)) }] : [],
        }),
      ),
    ];
  },
});

type Shown = { readonly areas: AreaBook; readonly seen: SeenRequest };

/** `ดู` in the list: the card of one request, or what became of it. */
export const showRequest = defineCommand<RegistrationPorts, Shown | null>({
  async load(ports, { actor }, args) {
    const seen = await readOwnDuty(ports, actor, args);
    return seen && { areas: ports.areas, seen };
  },
  decide(facts, moment) {
    if (!facts) return null;
    const { areas, seen } = facts;
    return [
      say(
        seen.request.state === 'waiting'
          ? requestCard(areas, seen.request, seen.seat)
          : alreadyDecided(seen, moment),
      ),
    ];
  },
});

type Free = Shown & { readonly seats: readonly Seat[]; readonly page: number };

/** `เลือกที่นั่ง`: the free seats of the tambon, for somebody whose typed name led to none. */
export const pickSeat = defineCommand<RegistrationPorts, Free | null>({
  async load(ports, { actor }, args) {
    const [id = '', page = ''] = args.split(';');
    const seen = await readOwnDuty(ports, actor, id);
    if (!seen) return null;
    const seats = await ports.seatsOf(seen.request.tambon);
    return { areas: ports.areas, seen, seats, page: pageIn(page) };
  },
  decide(facts, moment) {
    if (!facts) return null;
    const { seen, seats, areas } = facts;
    if (seen.request.state !== 'waiting') return [say(alreadyDecided(seen, moment))];
    const free = seats.filter((seat) => seat.holder === null);
    if (free.length === 0) return [say(text(words.noFreeSeat(), [toList()]))];
    return [say(freeSeats(areas, seen, free, facts.page))];
  },
});

function freeSeats(
  areas: AreaBook,
  { request }: SeenRequest,
  free: readonly Seat[],
  page: number,
): Message {
  const pages = Math.ceil(free.length / rowsPerCard);
  const at = Math.min(page, pages);
  return card('people', {
    title: words.pickTitle({ name: request.name }),
    about: areaTitle(areas, request.tambon),
    people: free.slice((at - 1) * rowsPerCard, at * rowsPerCard).map((seat) => ({
      name: th.chase.seatName({ number: seat.number, name: seat.rosterName }),
      note: seat.village ?? words.free(),
      colour: 'plain',
      call: [{ action: goes(words.approve(), approveAction, `${request.id};${seat.id}`) }],
    })),
    others:
      at < pages ? [{ action: goes(words.next(), pickSeatAction, `${request.id};${at + 1}`) }] : [],
  });
}
