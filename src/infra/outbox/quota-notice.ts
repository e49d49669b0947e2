import type { UserId } from '../../core/ids.js';
import { addDays, dayOf, type Instant, startOf } from '../../core/time.js';
import { text } from '../../say/message.js';
import type { Render } from '../../say/render.js';
import { th } from '../../say/th/catalogue.js';
import type { Models } from '../mongo/models.js';
import { tellOnce } from './tell-once.js';

/** The first moment of the month after, when LINE counts anew. */
const monthAfter = (at: Instant): Instant =>
  startOf(`${addDays(`${dayOf(at).slice(0, 7)}-01`, 31).slice(0, 7)}-01`);

/**
 * Tells the admins, once a month, that LINE takes no more paid messages this month. It cannot be pushed
 * either, so it waits until an admin says something.
 */
export const tellQuotaReached = (p: {
  readonly models: Models;
  readonly admins: readonly UserId[];
  readonly render: Render;
  readonly now: number;
}): Promise<void> =>
  tellOnce(
    p,
    p.admins.map((to) => ({
      to,
      messages: [text(th.broadcast.quotaReached())],
      key: `quota-reached:${dayOf(p.now).slice(0, 7)}:${to}`,
      lane: 'interactive',
      until: monthAfter(p.now),
    })),
  );
