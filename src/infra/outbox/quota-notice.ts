import type { UserId } from '../../core/ids.js';
import { dayMs, dayOf } from '../../core/time.js';
import { text } from '../../say/message.js';
import type { Render } from '../../say/render.js';
import { th } from '../../say/th/catalogue.js';
import { isDuplicate } from '../mongo/errors.js';
import type { Models } from '../mongo/models.js';
import { pushRow } from './rows.js';

/** Tells the admins, once a month, that LINE takes no more paid messages this month. */
export async function tellQuotaReached(p: {
  readonly models: Models;
  readonly admins: readonly UserId[];
  readonly render: Render;
  readonly now: number;
}): Promise<void> {
  const { now } = p;
  const month = dayOf(now).slice(0, 7);
  const rows = p.admins.map((to) =>
    pushRow({
      to,
      messages: [p.render(text(th.broadcast.quotaReached()))],
      key: `quota-reached:${month}:${to}`,
      lane: 'interactive',
      until: now + dayMs,
      now,
    }),
  );
  for (const row of rows)
    try {
      await p.models.outbox.insertMany([row]);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
}
