import type { UserId } from '../../core/ids.js';
import { slowRequestMs } from '../../core/join-request.js';
import { dayMs, type Instant } from '../../core/time.js';
import { text, types } from '../../say/message.js';
import type { Render } from '../../say/render.js';
import { th } from '../../say/th/catalogue.js';
import type { Models } from '../mongo/models.js';
import type { OutboxRow } from '../mongo/rows.js';
import { tellOnce } from '../outbox/tell-once.js';

/** The sentence is of no use any more after this long. */
const wantedMs = dayMs;
/** Less than sent messages are kept, more than any outage of the server. */
const lookedBackMs = 7 * dayMs;

/**
 * Tells everybody whose request has waited for more than a day, once each: the key of the message says
 * what it is about, so however often this runs, on however many instances, it exists once. Messages
 * that served their time are forgotten, hence only requests that became slow lately are looked at.
 */
export async function tellSlowRequests(p: {
  readonly models: Models;
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
    types(th.words.register[0]),
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
}
