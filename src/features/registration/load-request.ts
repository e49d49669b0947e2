import { requestsAllowed, requestsWindowMs } from '../../core/join-request.js';
import { type Question, saidIn } from '../../flow/flow.js';
import type { Draft, Facts } from './draft.js';
import type { RegistrationPorts } from './facts.js';
import { hearPlace, onlyInside } from './place-heard.js';

/** What the steps without a code need to know. */
export async function loadRequest(
  ports: RegistrationPorts,
  { moment, draft, step, input }: Question<Draft>,
): Promise<Pick<Facts, 'waiting' | 'tooMany' | 'place' | 'seats' | 'approvers'>> {
  const said = saidIn(input);
  const names = said !== null && (step === 'tambon' || step === 'pick');
  const heard = names ? hearPlace(ports.areas, said, step === 'pick' ? draft.options : []) : null;
  const named = heard?.kind === 'options' ? await ports.withSeats(heard.codes) : [];
  const place = heard && onlyInside(heard, named);
  const tambon = place?.kind === 'one' ? place.code : draft.tambon;
  const { id } = moment.actor;
  const mayAsk = step === 'code' || step === 'check';
  const [waiting, sent, seats, approvers] = await Promise.all([
    ports.waitingRequest(id),
    mayAsk ? ports.requestsSince(id, moment.now - requestsWindowMs) : 0,
    tambon ? ports.seatsOf(tambon) : [],
    step === 'check' && tambon ? ports.approversOf(tambon) : [],
  ]);
  return { waiting, tooMany: sent >= requestsAllowed, place, seats, approvers };
}
