import { furnish, startWorld } from '../harness/world.js';
import { timesReceived } from '../infra/outbox/crowd.js';
import { storm } from '../infra/outbox/storm.js';

const count = 6_000;

test.each([1, 2, 3, 4, 5])('everybody once through faults and restarts, seed %i', async (seed) => {
  const world = await startWorld();
  try {
    await furnish(world, []);
    const clock = { ...world.clock, sleep: (ms: number) => world.clock.advance(ms) };
    await world.restart({ clock });
    const { people } = await storm(world, { clock, count, seed });
    expect(timesReceived(world, people)).toEqual({ 1: count });
  } finally {
    await world.close();
  }
});
