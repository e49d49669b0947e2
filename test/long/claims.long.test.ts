import { furnish, startWorld } from '../harness/world.js';
import { raceForSeats } from '../infra/mongo/claimants.js';

test('50 concurrent claims of one code have one winner, 20 times over', async () => {
  const world = await startWorld();
  try {
    await furnish(world, []);
    await raceForSeats(world, 20);
  } finally {
    await world.close();
  }
});
