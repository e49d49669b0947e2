import type { PlanId } from '../../core/plan.js';
import { roundsOf } from '../../core/programme.js';
import { stepAt } from '../../core/round.js';
import { dayOf, hourMs, type Instant, startOf } from '../../core/time.js';
import { deadlineCard } from '../../say/deadline-card.js';
import type { Render } from '../../say/render.js';
import { isDuplicate } from '../mongo/errors.js';
import type { Models } from '../mongo/models.js';
import { readProgramme } from '../mongo/rounds.js';
import { reachOf } from '../outbox/audience.js';
import { planRow } from '../outbox/plan-rows.js';

/** Nobody is reminded from this hour on (quiet hours); the programme's times all lie before it. */
const quietFromMs = 20 * hourMs;

/**
 * Makes the plans of the reminders that stand at `slot` in the programme's ladders: to those missing in
 * the round, and to nobody whose report lands before the first attempt. A plan's name makes it happen
 * once, however often the slot is run.
 */
export async function remind(p: {
  readonly models: Models;
  readonly render: Render;
  readonly slot: Instant;
  readonly now: Instant;
}): Promise<void> {
  const { models, slot, now } = p;
  const programme = await readProgramme(models);
  if (!programme) return;
  const until = startOf(dayOf(slot)) + quietFromMs;
  if (now > until) return;
  for (const round of roundsOf(programme)) {
    const day = stepAt(round.reminders, round.dueAt, slot);
    if (day === null || slot > round.lockAt) continue;
    const audience = { area: null, missing: round.id };
    const { people } = await reachOf(models, audience);
    if (people === 0) continue;
    const message = deadlineCard(round, slot);
    const plan = {
      id: `reminder:${round.id}:${day}` as PlanId,
      madeBy: null,
      ...{ audience, message, people, until },
      about: `deadline:${round.id}`,
      lane: 'reminder' as const,
      state: 'holding' as const,
      startsAt: now,
    };
    try {
      await models.plans.insertMany([planRow(plan, [p.render(message)], now)]);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
}
