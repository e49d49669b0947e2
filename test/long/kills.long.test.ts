import { setTimeout as wait } from 'node:timers/promises';
import { type MortalBot, startMortalBot } from '../kills/mortal-bot.js';
import { seeded } from '../kills/seeded.js';

/*
 * The process and its database are killed (-9) at any moment while four leaders send their reports at
 * once. Every report is there once, and every receipt was seen once, or once more when the reply's
 * outcome was unknown.
 */
const rounds = 20;
const leadersARound = 4;
/** About as long as four turns take, so that kills fall before, between and after them. */
const longestLifeMs = 120;

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
process.stdout.write(`kills: SEED=${seed}\n`);
const random = seeded(seed);

let house: MortalBot;
beforeAll(async () => {
  house = await startMortalBot(rounds * leadersARound);
});
afterAll(() => house.close());

test.each(Array.from({ length: rounds }, (_, round) => round))('round %d', async (round) => {
  const { simulator } = house;
  const leaders = house.leaders.slice(round * leadersARound, (round + 1) * leadersARound);
  for (const { phone } of leaders)
    await simulator.says(phone.id, 'รายงาน ครัวเรือน 120 ภาคี 3 ลดรายจ่าย 6,000');
  await house.idle();

  const lifeMs = Math.floor(random() * longestLifeMs);
  const taps = leaders.map(({ phone }) => simulator.taps(phone.id, phone.button('ส่ง', 'newest')));
  await wait(lifeMs);
  house.kill();
  await Promise.all(taps);
  await house.dead();

  await house.rise();
  await simulator.redeliverFailed();
  await house.idle();
  const receipts = leaders.map(({ seat, phone }) =>
    simulator
      .chat(phone.id)
      .filter((e) => e.from === 'bot' && JSON.stringify(e.message).includes(`64A3R1-${seat}-1`))
      .map((e) => e.via)
      .join(' then '),
  );
  process.stdout.write(`  killed after ${lifeMs} ms; receipts by ${receipts.join(', ')}\n`);
  for (const receipt of receipts) expect(['reply', 'push', 'reply then push']).toContain(receipt);
  await house.inDatabase(async ({ reports, inbox, outbox }) => {
    for (const { seat } of leaders) {
      const report = await reports.findOne({ seat, version: { $gt: 0 } }).lean();
      expect(report?.versions).toHaveLength(1);
    }
    expect(await inbox.find({ state: { $ne: 'done' } }).lean()).toEqual([]);
    expect(await outbox.find({ state: { $nin: ['sent', 'cancelled'] } }).lean()).toEqual([]);
  });
});
