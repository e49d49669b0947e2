import { roundsOf } from '../../../src/core/programme.js';
import { minuteMs } from '../../../src/core/time.js';
import { remind } from '../../../src/infra/jobs/remind.js';
import { loadTemplates } from '../../../src/infra/load-data.js';
import { makeRenderer } from '../../../src/say/render.js';
import { root } from '../../harness/root.js';
import { furnish, programmeOf2564, settle, startWorld, type World } from '../../harness/world.js';
import { startSecondBot } from '../inbox/second-bot.js';

const render = makeRenderer(loadTemplates(root));
const at = (words: string): number => Date.parse(`${words}:00+07:00`);
const due = at('2021-03-01T08:00');

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await furnish(world);
  await settle(world, 'first', { seat: '450213-01' });
  await settle(world, 'second', { seat: '450213-02' });
  world.simulator.befriend(['first', 'second'].map((name) => world.phone(name).id));
});
afterEach(() => world.close());

const received = (): readonly number[] =>
  ['first', 'second'].map((name) => world.simulator.chat(world.phone(name).id).length);
const planNames = async (): Promise<readonly string[]> =>
  (await world.models.plans.find().sort({ createdAt: 1 }).lean()).map((plan) => plan._id);

test('two instances at the same minute, and a restart: each person once', async () => {
  const second = await startSecondBot(world);
  await world.clock.set(due);
  await Promise.all([world.bot.sweep(), second.sweep()]);
  await world.restart();
  await world.clock.advance(2 * minuteMs);
  await second.idle();
  await world.idle();
  await second.stop();
  expect(await planNames()).toEqual(['reminder:2564-phase-1.a3.r1:0']);
  expect(received()).toEqual([1, 1]);
});

test('the same slot run again and again makes one plan', async () => {
  const { models } = world;
  for (let n = 0; n < 3; n += 1)
    await remind({ models, render, slot: due, now: due + n * minuteMs });
  expect(await planNames()).toEqual(['reminder:2564-phase-1.a3.r1:0']);
});

test.each([
  ['a day without a step', '2021-02-28T08:00', '2021-02-28T08:00'],
  ['a minute without a step', '2021-03-01T08:30', '2021-03-01T08:30'],
  ['a slot that is caught up in the quiet hours', '2021-03-01T08:00', '2021-03-01T20:01'],
])('%s reminds nobody', async (_name, slot, now) => {
  const { models } = world;
  await remind({ models, render, slot: at(slot), now: at(now) });
  expect(await planNames()).toEqual([]);
});

test('an outage over the slot: caught up within two hours, not later', async () => {
  await world.clock.set(due + 119 * minuteMs);
  await world.idle();
  expect(received()).toEqual([1, 1]);
  await world.clock.set(at('2021-03-02T11:00'));
  await world.idle();
  expect(received()).toEqual([1, 1]);
});

test('nobody is reminded once everybody has reported', async () => {
  const { models } = world;
  await models.reports.updateMany({}, { $set: { standing: 'onTime', version: 1 } });
  await remind({ models, render, slot: due, now: due });
  expect(await planNames()).toEqual([]);
});

test('the sample programme reminds three times a round, outside the quiet hours', () => {
  const ladders = roundsOf(programmeOf2564()).map((round) => round.reminders.map((r) => r.day));
  expect(ladders).toEqual([
    [-3, 0, 1],
    [-3, 0, 1],
    [-3, 0, 1],
  ]);
});
