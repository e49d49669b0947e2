import { hourMs, secondMs } from '../../../src/core/time.js';
import { makeLineApi } from '../../../src/infra/line/client.js';
import { batchRow } from '../../../src/infra/outbox/rows.js';
import { userIdOf } from '../../harness/phone.js';
import { furnish, startWorld } from '../../harness/world.js';
import { ask, gather, timesReceived } from './crowd.js';

const messages = [{ type: 'text', text: 'ประกาศ' }];
/** LINE's multicasts a second. */
const limit = 200;

test('a second sender uses up what LINE takes: slower, everybody once in the end', async () => {
  const world = await startWorld({ waits: 'jump', rateLimits: 'enforced' });
  await furnish(world, []);
  const { simulator, models, clock } = world;
  const people = await gather(world, 60);
  const now = clock.now();
  const _id = await ask(world, { startsAt: now + hourMs });
  const plan = { _id, messages, lane: 'bulk' as const, until: now + hourMs };
  await models.outbox.insertMany(
    people.map((user, number) => batchRow({ plan, number, recipients: [user], now })),
  );
  const other = makeLineApi({
    baseUrl: simulator.url,
    channelAccessToken: 'test-channel-access-token',
  });
  const stranger = userIdOf('stranger');
  const useUp = (calls: number) =>
    Promise.all(
      Array.from({ length: calls }, (_, i) => {
        const key = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
        return other.multicast([stranger], messages, key);
      }),
    );

  await useUp(limit);
  for (let turn = 0; turn < 20; turn += 1) {
    await world.bot.sweep();
    await world.idle();
    if ((await models.outbox.countDocuments({ state: 'pending' })) === 0) break;
    await clock.advance(secondMs);
  }
  const refused = simulator.requests.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(timesReceived(world, people)).toEqual({ 1: 60 });
  expect(await models.outbox.distinct('state')).toEqual(['sent']);
  await world.close();
});
