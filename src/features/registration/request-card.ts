import type { AreaBook } from '../../core/area.js';
import type { JoinRequest } from '../../core/join-request.js';
import type { Seat } from '../../core/seat.js';
import { areaTitle } from '../../say/area-title.js';
import { card, goes, type Message, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';

const words = th.approval;

/** Names of the standing buttons on the card; their args begin with the request's id. */
export const approveAction = 'approve';
export const refuseAction = 'not-them';
export const showRequestAction = 'request';
export const pickSeatAction = 'request-seats';

/** To everything that waits; not labelled like the button that approves. */
export const toList = () => types(words.toList(), th.words.approve[0]);

/** Who asks for which seat, for the officer who knows them: the typed name beside the roster's. */
export function requestCard(
  areas: AreaBook,
  { id, name, tambon, sentAt }: Pick<JoinRequest, 'id' | 'name' | 'tambon' | 'sentAt'>,
  seat: Seat | null,
): Message {
  const refuse = { action: goes(words.refuse(), refuseAction, id) };
  const pick = { action: goes(words.pickSeat(), pickSeatAction, id) };
  return card('panel', {
    tone: seat ? 'plain' : 'warn',
    title: words.cardTitle(),
    lines: seat ? [] : [{ line: words.noSeatLine() }],
    rows: [
      { label: th.joining.nameRow(), value: name },
      { label: words.rosterRow(), value: seat ? seat.rosterName : words.noSeat() },
      ...(seat ? [{ label: words.seatRow(), value: String(seat.number) }] : []),
      { label: th.joining.tambonRow(), value: areaTitle(areas, tambon) },
      { label: th.joining.sentRow(), value: th.joining.sentAt({ at: sentAt }) },
    ],
    main: seat ? [{ action: goes(words.approve(), approveAction, id) }] : [],
    others: seat ? [refuse] : [pick, refuse],
  });
}
