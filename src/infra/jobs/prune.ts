import { dayMs, type Instant } from '../../core/time.js';
import { oldestEventMs } from '../line/envelope.js';
import type { Models } from '../mongo/models.js';

/** Longer than any draft lives. */
const sessionLifeMs = 30 * dayMs;
/** Long enough to see after a holiday which runs were missed. */
const slotLifeMs = 30 * dayMs;
/** Long enough for an officer who presses an old card to hear who decided. */
const requestLifeMs = 30 * dayMs;

/**
 * Forgets what has served its time (docs/privacy.md). Ids of handled events stay as long as LINE may
 * send them again. Runs on the clock port, never by TTL indexes: a moved clock must not delete live rows.
 */
export async function prune(p: { readonly models: Models; readonly now: Instant }): Promise<void> {
  const { models, now } = p;
  const before = (lifeMs: number) => ({ $lt: now - lifeMs });
  await models.inbox.deleteMany({
    state: { $in: ['done', 'dead'] },
    doneAt: before(oldestEventMs),
  });
  await models.outbox.deleteMany({
    state: { $in: ['sent', 'cancelled', 'dead', 'held'] },
    createdAt: before(oldestEventMs),
  });
  await models.plans.deleteMany({
    state: { $in: ['done', 'stopped', 'asked'] },
    createdAt: before(oldestEventMs),
  });
  await models.codeTries.deleteMany({ at: before(dayMs) });
  await models.sessions.deleteMany({ at: before(sessionLifeMs) });
  await models.slots.deleteMany({ at: before(slotLifeMs) });
  await models.requests.deleteMany({
    state: { $ne: 'waiting' },
    decidedAt: before(requestLifeMs),
  });
}
