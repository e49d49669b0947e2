import { folderStore } from '../../src/infra/photos/folder-store.js';
import { samplePhoto } from '../../src/simulator/samples.js';
import { type MortalBot, startMortalBot } from './mortal-bot.js';

/**
 * The process is killed (-9) at each labelled point of taking in two pictures that were sent together, and
 * of removing one that was unsent. In its next life both are kept, whole, and each is answered once; the
 * unsent one leaves neither row nor file.
 */
export function photoDeaths(labels: readonly string[]): void {
  let house: MortalBot;
  beforeAll(async () => {
    house = await startMortalBot(labels.length);
  });
  afterAll(() => house.close());

  test.each(labels.map((label, n) => [label, n] as const))('killed at %s', async (label, n) => {
    const { simulator } = house;
    const leader = house.leaders[n];
    if (!leader) throw new Error('too few leaders');
    const { id } = leader.phone;
    const send = (index: number) =>
      simulator.photo(id, {
        content: samplePhoto(10 * n + index),
        imageSet: { id: label, index, total: 2 },
      });
    const isRemoval = label === 'photo-removed';
    if (!isRemoval) await house.arm(label, 2);
    await send(1);
    await send(2);
    if (isRemoval) {
      await house.idle();
      await house.arm(label, 1);
      const second = simulator.chat(id).findLast((e) => e.message?.type === 'image');
      await simulator.unsends(id, second?.messageId ?? '');
    }
    await house.dead();
    await house.rise();
    await house.idle();

    const left = isRemoval ? 1 : 2;
    await house.inDatabase(async ({ photos, inbox, outbox }) => {
      const rows = await photos.find({ user: id }).lean();
      expect(rows.map((r) => [r.state, r.told])).toEqual(Array(left).fill(['stored', true]));
      const store = folderStore(house.photosDir);
      for (const { _id, bytes } of rows)
        expect(await store.get(_id as never, 'full')).toHaveLength(bytes ?? 0);
      const kept = new Set<string>();
      for await (const name of store.ids()) kept.add(name);
      const known = (await photos.find({}, { _id: 1 }).lean()).map((r) => r._id);
      expect([...kept].sort()).toEqual(known.sort());
      expect(await inbox.find({ state: { $ne: 'done' } }).lean()).toEqual([]);
      expect(await outbox.find({ state: { $nin: ['sent', 'cancelled'] } }).lean()).toEqual([]);
    });
    // In one answer, or in two when the first had waited for its set through the crash.
    const told = simulator
      .chat(id)
      .filter((e) => e.from === 'bot')
      .map((e) => Number(/ได้รับรูป (\d) รูปแล้ว/.exec(JSON.stringify(e.message))?.[1] ?? 0));
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(2);
  });
}
