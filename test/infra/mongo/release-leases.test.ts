import { releaseLeases } from '../../../src/infra/mongo/release-leases.js';
import { furnish, startWorld, type World } from '../../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await furnish(world);
});
afterEach(() => world.close());

test('what one instance let go is taken up at once; what another holds stays its own', async () => {
  const { inbox } = world.models;
  const { id } = world.phone('somebody');
  const held = world.clock.now() + 20_000;
  for (const owner of ['ending', 'another'])
    await inbox.insertMany([
      {
        _id: `EVENTOF${owner}`,
        person: owner,
        storedAt: world.clock.now(),
        state: 'leased',
        lease: { owner, until: held },
        attempts: 1,
        event: JSON.stringify({
          type: 'follow',
          timestamp: world.clock.now(),
          webhookEventId: `EVENTOF${owner}`,
          source: { type: 'user', userId: id },
        }),
        doneAt: null,
      },
    ]);
  await releaseLeases(world.models, 'ending', world.clock.now());
  await world.bot.sweep();
  await world.idle();
  const states = await inbox.find({}, { state: 1, lease: 1 }).sort({ _id: 1 }).lean();
  expect(states).toEqual([
    { _id: 'EVENTOFanother', state: 'leased', lease: { owner: 'another', until: held } },
    { _id: 'EVENTOFending', state: 'done', lease: null },
  ]);
});
