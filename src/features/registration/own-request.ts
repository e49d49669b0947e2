import type { AreaBook } from '../../core/area.js';
import type { JoinRequest } from '../../core/join-request.js';
import { defineCommand } from '../../flow/command.js';
import { type Effect, note, say, sayForSure, write } from '../../flow/effect.js';
import type { Moment } from '../../flow/flow.js';
import { areaTitle } from '../../say/area-title.js';
import { card, goes, type Message, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { RegistrationPorts } from './facts.js';

const words = th.joining;

/** The name of the standing button that takes the own request back. */
export const cancelRequestAction = 'cancel-request';

const cancelButton = () => goes(words.cancelRequest(), cancelRequestAction);

/** Where the own request stands. */
export const waitingCard = (areas: AreaBook, { name, tambon, sentAt }: JoinRequest): Message =>
  card('panel', {
    tone: 'plain',
    title: words.waitingTitle(),
    lines: [{ line: words.sentLine() }],
    rows: [
      { label: words.nameRow(), value: name },
      { label: words.tambonRow(), value: areaTitle(areas, tambon) },
      { label: words.sentRow(), value: words.sentAt({ at: sentAt }) },
    ],
    main: [],
    others: [{ action: cancelButton() }, { action: types(th.words.menu[0]) }],
  });

/** Ends a request by the person's own wish. */
export const endOwnRequest = ({ id }: JoinRequest, { actor, at }: Moment): readonly Effect[] => [
  write({ kind: 'request.close', request: id, outcome: 'cancelled', by: actor.id, at }),
  note('request.cancelled', { request: id }),
];

/** `ยกเลิกคำขอ`: takes back the own request that waits. */
export const cancelRequest = defineCommand<RegistrationPorts, JoinRequest | null>({
  load: (ports, { actor }) => ports.waitingRequest(actor.id),
  decide: (request, moment) =>
    request
      ? [
          ...endOwnRequest(request, moment),
          sayForSure(text(words.cancelled(), [types(th.words.register[0])])),
        ]
      : [say(text(words.noRequest(), [types(th.words.menu[0])]))],
});

/** What `ยกเลิก` answers somebody whose only unfinished thing is a request; null when there is none. */
export async function offerToCancelRequest(
  ports: RegistrationPorts,
  { actor }: Moment,
): Promise<Message | null> {
  const request = await ports.waitingRequest(actor.id);
  return request && text(words.askCancel(), [cancelButton(), types(th.words.menu[0])]);
}
