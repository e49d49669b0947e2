import type { TestClock } from '../../harness/clock.js';
import type { World } from '../../harness/world.js';
import { startSecondBot } from '../inbox/second-bot.js';
import { ask, gather, untilPlanDone } from './crowd.js';

const outcomes = [
  'status-500',
  'accepted-then-500',
  'accepted-then-reset',
  'cut-body',
  'reset',
  '429-rate',
] as const;

/**
 * A message to so many people with two instances, most calls to LINE going wrong by this seed, and one
 * instance starting again and again.
 */
export async function storm(
  world: World,
  { clock, count, seed }: { clock: TestClock; count: number; seed: number },
) {
  const people = await gather(world, count);
  world.simulator.faults.table(
    seed,
    outcomes.map((outcome) => ({ endpoint: 'multicast', outcome, probability: 0.12 })),
  );
  const second = await startSecondBot({ ...world, clock });
  const id = await ask(world, { people: count });
  await Promise.all([world.bot.sweep(), second.sweep()]);
  await untilPlanDone(world, id, async (turn) => {
    await second.idle();
    if (turn < 3) await world.restart({ clock });
  });
  await second.stop();
  world.simulator.faults.clear();
  return { id, people };
}
