import { type MortalBot, startMortalBot } from './mortal-bot.js';

/*
 * The process is killed (-9) in the middle of a count of cells, together with its database: the report
 * stays, and the next drain of the next life counts it.
 */
/** One test a label: the bot dies there while it counts. */
export function cellDeaths(labels: readonly string[]): void {
  let house: MortalBot;
  beforeAll(async () => {
    house = await startMortalBot(labels.length);
  });
  afterAll(() => house.close());

  test.each(labels.map((label, n) => [label, n] as const))('killed at %s', async (label, n) => {
    const { simulator } = house;
    const leader = house.leaders[n];
    if (!leader) throw new Error('too few leaders');
    await simulator.says(leader.phone.id, 'รายงาน ครัวเรือน 120 ภาคี 3 ลดรายจ่าย 6,000');
    await house.idle();
    await house.arm(label, 1);
    await simulator.taps(leader.phone.id, leader.phone.button('ส่ง', 'newest'));
    await house.dead();
    await house.rise();
    await house.idle();

    await house.inDatabase(async ({ cells, marks }) => {
      expect(await marks.countDocuments()).toBe(0);
      const counted = await cells.find().sort({ _id: 1 }).lean();
      expect(counted.map(({ area, tally, figures }) => [area, tally.onTime, figures])).toEqual(
        ['', '45', '4502', '450213'].map((area) => [
          area,
          n + 1,
          { households: 120 * (n + 1), partners: 3 * (n + 1), savedBaht: 6000 * (n + 1) },
        ]),
      );
    });
  });
}
