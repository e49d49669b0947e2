import { requestCardKey, requestId } from '../../core/join-request.js';
import { dayMs } from '../../core/time.js';
import { type Effect, note, sayForSure, write } from '../../flow/effect.js';
import type { Moment } from '../../flow/flow.js';
import { areaTitle } from '../../say/area-title.js';
import { card, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { Draft, Facts } from './draft.js';
import { requestCard } from './request-card.js';
import { seatUnderName } from './rules.js';

const words = th.joining;

/** The card waits on an officer's phone; `อนุมัติ` shows it again for as long as the request waits. */
const cardWantedMs = 7 * dayMs;

/**
 * Stores consent and the request, and asks the officers. The answer is one and the same whether a seat
 * stands under the name or not, so that nobody can feel out the roster with names: only an officer's
 * own decision, later, says more.
 */
export function sendRequest(
  { tambon, name }: Draft,
  { areas, seats, approvers }: Facts,
  { actor, event, at, now }: Moment,
): readonly Effect[] {
  if (!tambon) return [];
  const seat = seatUnderName(name, seats);
  const id = requestId(event);
  const request = { id, name, tambon, sentAt: at };
  return [
    write({
      kind: 'member.consent',
      user: actor.id,
      version: `${th.registration.consentVersion()}+name`,
      text: [th.registration.consentText(), words.nameLine()].join('\n'),
      at,
    }),
    write({
      kind: 'request.send',
      request: id,
      user: actor.id,
      tambon,
      seat: seat?.id ?? null,
      name,
      at,
    }),
    note('request.sent', { request: id, tambon, seat: seat?.id ?? '' }),
    ...approvers
      .filter((to) => to !== actor.id)
      .map(
        (to, nth): Effect => ({
          do: 'tell',
          to,
          messages: [requestCard(areas, request, seat)],
          key: requestCardKey(id, nth),
          lane: 'interactive',
          until: now + cardWantedMs,
        }),
      ),
    sayForSure(
      card('panel', {
        tone: 'good',
        title: words.sentTitle(),
        lines: [{ line: words.sentLine() }],
        rows: [
          { label: words.nameRow(), value: name },
          { label: words.tambonRow(), value: areaTitle(areas, tambon) },
        ],
        main: [],
        others: [{ action: types(th.words.menu[0]) }],
      }),
    ),
  ];
}
