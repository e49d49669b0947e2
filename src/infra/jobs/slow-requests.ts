import type { AreaCode } from '../../core/area.js';
import type { UserId } from '../../core/ids.js';
import { slowRequestMs } from '../../core/join-request.js';
import { dayMs, dayOf, type Instant } from '../../core/time.js';
import { text, types } from '../../say/message.js';
import type { Render } from '../../say/render.js';
import { th } from '../../say/th/catalogue.js';
import type { Models } from '../mongo/models.js';
import { readApprovers } from '../mongo/requests.js';
import type { OutboxRow, RequestRow } from '../mongo/rows.js';
import { tellOnce } from '../outbox/tell-once.js';
import type { Secrets } from '../secrets.js';

/** The sentence is of no use any more after this long. */
const wantedMs = dayMs;
/** Less than sent messages are kept, more than any outage of the server. */
const lookedBackMs = 7 * dayMs;

/**
 * Tells everybody whose request has waited for more than a day, once each, and those who can decide about
 * it today, once a day: the key of the message says what it is about, so however often this runs, on
 * however many instances, it exists once. Messages that served their time are forgotten, hence only
 * requests that became slow lately are looked at.
 */
export async function tellSlowRequests(p: {
  readonly models: Models;
  readonly admins: readonly UserId[];
  readonly secrets: Secrets;
  readonly now: Instant;
  readonly render: Render;
  readonly deliver: (rows: readonly OutboxRow[]) => void;
}): Promise<void> {
  const { models, now } = p;
  const slow = await models.requests
    .find({
      state: 'waiting',
      sentAt: { $lte: now - slowRequestMs, $gt: now - slowRequestMs - lookedBackMs },
    })
    .lean();
  const sentence = text(th.joining.slow(), [
    types(th.words.contact[0]),
    types(th.words.cancelRequest[0]),
  ]);
  await tellOnce(
    p,
    slow.map(({ _id, user }) => ({
      to: user as UserId,
      messages: [sentence],
      key: `request-slow:${_id}`,
      lane: 'interactive',
      until: now + wantedMs,
    })),
  );
  const list = text(th.approval.slow(), [types(th.approval.toList(), th.words.approve[0])]);
  await tellOnce(
    p,
    [...(await whoDecides(p, slow))].map((to) => ({
      to,
      messages: [list],
      key: `requests-wait:${dayOf(now)}:${p.secrets.pseudonym(to)}`,
      lane: 'reminder',
      until: now + wantedMs,
    })),
  );
}

/** Also somebody who became an officer after the request was sent. */
async function whoDecides(
  { models, admins }: { readonly models: Models; readonly admins: readonly UserId[] },
  slow: readonly RequestRow[],
): Promise<ReadonlySet<UserId>> {
  const all = new Set<UserId>();
  for (const tambon of new Set(slow.map((request) => request.tambon))) {
    const askers = slow.flatMap((request) => (request.tambon === tambon ? [request.user] : []));
    for (const user of await readApprovers(models, tambon as AreaCode, admins))
      if (askers.some((asker) => asker !== user)) all.add(user);
  }
  return all;
}
