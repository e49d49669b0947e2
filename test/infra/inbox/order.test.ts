import { secondMs } from '../../../src/core/time.js';
import { furnish, settle, startWorld } from '../../harness/world.js';
import { webhookOf } from './second-bot.js';

test('an older follow that comes after the unfollow changes nothing: nobody is written to', async () => {
  const world = await startWorld();
  await furnish(world);
  await settle(world, 'leader', { seat: '450213-01' });
  const { simulator, models, clock, bot } = world;
  const { id } = world.phone('leader');
  simulator.setWebhookUrl(null);
  const { eventId } = await simulator.follow(id);
  simulator.setWebhookUrl(webhookOf(bot));
  await clock.advance(secondMs);
  await simulator.unfollow(id);
  await world.idle();
  await simulator.redeliver(eventId);
  await world.idle();
  expect(await models.members.findById(id).lean()).toMatchObject({ reachable: false });
  await world.close();
});
