import type { UserId } from '../../../src/core/ids.js';
import { noCounts, type PlanWrite } from '../../../src/core/plan.js';
import { hourMs, minuteMs, secondMs } from '../../../src/core/time.js';

import { applyPlanWrite } from '../../../src/infra/mongo/apply-plan.js';
import { eraseMember } from '../../../src/infra/mongo/erase-member.js';
import { mostAtOnce } from '../../../src/infra/outbox/outbox.js';
import { readPlan } from '../../../src/infra/outbox/plan-rows.js';
import { batchRow } from '../../../src/infra/outbox/rows.js';
import { furnish, startWorld, type World } from '../../harness/world.js';
import { ask, gather, round, timesReceived, untilPlanDone } from './crowd.js';

type PlanId = Awaited<ReturnType<typeof ask>>;

let world: World;
beforeEach(async () => {
  world = await startWorld({ waits: 'jump' });
  await furnish(world, []);
});
afterEach(() => world.close());

const untilDone = (id: PlanId): Promise<void> => untilPlanDone(world, id);

const change = (write: PlanWrite): Promise<boolean> =>
  world.models.plans.db.transaction((tx) => applyPlanWrite({ models: world.models, tx }, write));
const countsNow = async (id: PlanId) => (await readPlan(world.models, id))?.counts;
const shownTo = (name: string): readonly string[] =>
  world.simulator
    .chat(world.phone(name).id)
    .filter((e) => e.from === 'bot')
    .map((e) => JSON.stringify(e.message));

test.each(['batch-made', 'before-send', 'after-send', 'after-settle'])(
  'an instance that dies at %s: everybody once',
  async (label) => {
    const people = await gather(world, 600);
    let deaths = 0;
    await world.restart({
      mark: (at) => {
        if (at !== label || deaths === 2) return;
        deaths += 1;
        throw new Error('died here');
      },
    });
    const id = await ask(world);
    await untilDone(id);
    expect(deaths).toBe(2);
    expect(timesReceived(world, people)).toEqual({ 1: 600 });
  },
);

test('the month is used up in the middle: it waits, admins hear it once, stop and resume, everybody once', async () => {
  const people = await gather(world, 1_400);
  world.simulator.quota.setPlan({ type: 'limited', value: 600 });
  const id = await ask(world);
  for (let turn = 0; turn < 5; turn += 1) {
    await world.clock.advance(30 * minuteMs);
    await world.idle();
  }
  expect(timesReceived(world, people)).toEqual({ 0: 900, 1: 500 });
  expect(shownTo('admin')).toHaveLength(1);

  expect(await change({ kind: 'plan.stop', plan: id })).toBe(true);
  expect(await change({ kind: 'plan.stop', plan: id })).toBe(false);
  world.simulator.quota.setPlan({ type: 'none' });
  const startsAt = world.clock.now() + 4 * hourMs;
  expect(await change({ kind: 'plan.approve', plan: id, startsAt })).toBe(false);
  expect(await change({ kind: 'plan.resume', plan: id, startsAt })).toBe(true);
  await world.clock.set(startsAt);
  await untilDone(id);
  expect(timesReceived(world, people)).toEqual({ 1: 1_400 });
});

test('stopped for good: nobody else gets it', async () => {
  const people = await gather(world, 1_400);
  world.simulator.quota.setPlan({ type: 'limited', value: 600 });
  const id = await ask(world);
  await world.clock.advance(secondMs);
  await world.idle();
  await change({ kind: 'plan.stop', plan: id });
  const held = await world.models.outbox.countDocuments({ state: 'held' });
  world.simulator.quota.setPlan({ type: 'none' });
  await world.clock.advance(3 * hourMs);
  await world.clock.advance(3 * hourMs);
  await world.idle();
  const received = timesReceived(world, people);
  expect(held).toBeGreaterThan(0);
  expect(received).toEqual({ 0: 900, 1: 500 });
});

test('who reported, left or was erased while the month was used up is dropped, nobody else', async () => {
  const people = await gather(world, 1_000);
  const { models, secrets, clock } = world;
  world.simulator.quota.setPlan({ type: 'limited', value: 0 });
  const id = await ask(world, { audience: { area: null, missing: round as never } });
  await world.bot.sweep();
  await world.idle();
  world.simulator.quota.setPlan({ type: 'none' });
  const [reported, left, erased, ...others] = people as readonly [UserId, UserId, UserId];
  const seat = await models.seats.findOne({ holder: reported }).lean();
  await models.reports.updateOne(
    { _id: `${round}/${seat?._id}` },
    { $set: { standing: 'onTime', version: 1 } },
  );
  await models.members.updateOne({ _id: left }, { $set: { reachable: false } });
  await models.outbox.db.transaction((tx) =>
    eraseMember({ models, secrets, tx }, erased, clock.now()),
  );
  await world.clock.advance(2 * hourMs);
  await untilDone(id);
  expect(timesReceived(world, [reported, left, erased])).toMatchObject({ 0: 3 });
  expect(timesReceived(world, others)).toEqual({ 1: 997 });
  expect(JSON.stringify(await models.outbox.find().lean())).not.toContain(erased);
});

test('what is past its time is dropped', async () => {
  const people = await gather(world, 600);
  world.simulator.quota.setPlan({ type: 'limited', value: 0 });
  const id = await ask(world, { until: world.clock.now() + hourMs });
  await world.clock.advance(secondMs);
  await world.idle();
  await world.clock.advance(2 * hourMs);
  await untilDone(id);
  expect(timesReceived(world, people)).toEqual({ 0: 600 });
  expect(await countsNow(id)).toEqual({ ...noCounts, tooLate: 600 });
});

test('a retry is the same to the byte, whoever left in between', async () => {
  const people = await gather(world, 3);
  const [leaving = ''] = people;
  world.simulator.faults.next({ endpoint: 'multicast', outcome: 'status-500' });
  const id = await ask(world);
  await world.clock.advance(secondMs);
  await world.idle();
  await world.models.members.updateOne({ _id: leaving }, { $set: { reachable: false } });
  await untilDone(id);
  expect(timesReceived(world, people)).toEqual({ 1: 3 });
});

test('a slower lane never holds up a faster one', async () => {
  const people = await gather(world, mostAtOnce.bulk + 80);
  const now = world.clock.now();
  const _id = await ask(world, { startsAt: now + hourMs });
  const plan = { _id, messages: [{ type: 'text', text: 'x' }], lane: 'bulk', until: now + hourMs };
  const rows = people.map((user, number) =>
    batchRow({ plan: { ...plan, lane: 'bulk' }, number, recipients: [user], now }),
  );
  await world.models.outbox.insertMany(rows);
  world.simulator.faults.next({
    endpoint: 'multicast',
    outcome: { slowMs: 1_000 },
    times: people.length,
  });
  await world.bot.sweep();
  await world.simulator.says(world.phone('admin').id, 'เมนู');
  await world.idle();
  const order = world.simulator.sent.map(({ endpoint }) => endpoint);
  expect(order).toHaveLength(people.length + 1);
  // Before the second wave of the slower lane, whose first is under way at once.
  expect(order.indexOf('reply')).toBeLessThanOrEqual(mostAtOnce.bulk);
});
