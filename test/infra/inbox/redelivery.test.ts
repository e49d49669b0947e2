import type { Bot } from '../../../src/start-bot.js';
import { furnish, settle, startWorld, type World } from '../../harness/world.js';
import { startSecondBot, webhookOf } from './second-bot.js';

const seats = ['450213-01', '450213-02', '450201-01', '450201-02', '420101-01'];

let world: World;
let second: Bot;
beforeEach(async () => {
  world = await startWorld();
  await furnish(world);
  for (const seat of seats) await settle(world, seat, { seat });
  second = await startSecondBot(world);
});
afterEach(async () => {
  await second.stop();
  await world.close();
});

/** Ten deliveries at once, half of them marked as redelivered, to both instances in turn. */
function deliverTenTimes(eventId: string): Promise<readonly (number | null)[]> {
  const { simulator, bot } = world;
  const posts = Array.from({ length: 10 }, (_, i) => {
    simulator.setWebhookUrl(webhookOf(i % 2 === 0 ? bot : second));
    return i % 4 < 2 ? simulator.repeat(eventId) : simulator.redeliver(eventId);
  });
  return Promise.all(posts.map(async (post) => (await post).status));
}

async function idle(): Promise<void> {
  await Promise.all([world.bot.idle(), second.idle()]);
}

test('ten deliveries to two instances: one row, one report, one receipt', async () => {
  const { simulator, models } = world;
  for (const seat of seats)
    await simulator.says(world.phone(seat).id, 'รายงาน ครัวเรือน 1 ภาคี 2 ลดรายจ่าย 30');
  await idle();
  const shownBefore = seats.map((seat) => simulator.chat(world.phone(seat).id).length);

  simulator.setWebhookUrl(null);
  const events: string[] = [];
  for (const seat of seats) {
    const { id, button } = world.phone(seat);
    events.push((await simulator.taps(id, button('ส่ง', 'newest'))).eventId);
  }
  const statuses = (await Promise.all(events.map(deliverTenTimes))).flat();
  await idle();

  expect(statuses).toEqual(Array.from({ length: 50 }, () => 200));
  expect(await models.inbox.countDocuments({ _id: { $in: events } })).toBe(seats.length);
  expect(await models.inbox.countDocuments({ state: { $ne: 'done' } })).toBe(0);
  for (const [i, seat] of seats.entries()) {
    const fresh = simulator.chat(world.phone(seat).id).slice(shownBefore[i]);
    expect(fresh.map((e) => e.from)).toEqual(['person', 'bot']);
    const report = await models.reports.findOne({ seat, version: { $gt: 0 } }).lean();
    expect(report?.versions).toHaveLength(1);
  }
});

test('long after it was done a redelivery changes nothing', async () => {
  const { simulator, clock } = world;
  const { id } = world.phone('somebody');
  const { eventId } = await simulator.says(id, 'เมนู');
  await idle();
  await clock.advance(13 * 24 * 3_600_000);
  expect(await deliverTenTimes(eventId)).toEqual(Array.from({ length: 10 }, () => 200));
  await idle();
  expect(simulator.chat(id).filter((e) => e.from === 'bot')).toHaveLength(1);
});
