import { secondMs } from '../../../src/core/time.js';
import { readAloud } from '../../../src/simulator/screen-text.js';
import { userIdOf } from '../../harness/phone.js';
import { furnish, settle, startWorld, type World } from '../../harness/world.js';

const group = `C${'4'.repeat(32)}`;
const other = `C${'5'.repeat(32)}`;
const officer = userIdOf('officer');

let world: World;
let followed: string;
beforeEach(async () => {
  world = await startWorld({ waits: 'jump' });
  await furnish(world);
  await settle(world, 'officer', { area: '4502' });
  followed = (await world.simulator.follow(world.phone('officer').id)).eventId;
  for (const chat of [group, other]) await world.simulator.botJoins(chat, [officer]);
  await world.idle();
});
afterEach(() => world.close());

const heardIn = (chat: string): readonly string[] =>
  world.simulator
    .chat(chat)
    .flatMap((e) => (e.from === 'bot' && e.message ? [readAloud(e.message)] : []));
async function ask(words: string, chat = group): Promise<void> {
  await world.simulator.says(officer, words, { group: chat });
  await world.idle();
}
test.each([
  ['LINE fails', 'status-500', 5, 0],
  ['LINE fails after it accepted', 'accepted-then-500', 1, 1],
  ['LINE is too busy', '429-rate', 30, 0],
] as const)(
  '%s: never pushed, neither to the group nor to the person',
  async (_why, outcome, times, shown) => {
    const greeted = heardIn(group).length;
    const privately = heardIn(officer).length;
    world.simulator.faults.next({ endpoint: 'reply', outcome, times });
    await ask('/ตำบล ดงครั่งน้อย');
    expect(world.simulator.sent.filter((s) => s.endpoint !== 'reply')).toEqual([]);
    expect(heardIn(officer)).toHaveLength(privately);
    expect(heardIn(group)).toHaveLength(greeted + shown);
    const rows = await world.models.outbox.find({ state: { $in: ['pending', 'leased'] } }).lean();
    expect(rows).toEqual([]);
    expect((await world.models.groups.findById(group).lean())?.area).toBe('450213');
  },
);

test('a token that ran out while the bot was away: what was said is done, nothing is sent late', async () => {
  world.simulator.setWebhookUrl(null);
  const { eventId } = await world.simulator.says(officer, '/ตำบล ดงครั่งน้อย', { group });
  const before = heardIn(group).length;
  world.simulator.setWebhookUrl(`http://127.0.0.1:${world.bot.port}/webhook`);
  await world.clock.advance(30 * 60 * secondMs);
  await world.simulator.redeliver(eventId);
  await world.idle();
  expect(heardIn(group)).toHaveLength(before);
  expect(world.simulator.sent.filter((s) => s.endpoint !== 'reply')).toEqual([]);
  expect((await world.models.groups.findById(group).lean())?.area).toBe('450213');
});

test('each group has its own area, and leaving one forgets only that', async () => {
  await ask('/ตำบล ดงครั่งน้อย');
  await ask('/พื้นที่ อ.เกษตรวิสัย', other);
  await world.simulator.botLeaves(group);
  await world.idle();
  const rows = await world.models.groups.find().lean();
  expect(rows.map(({ _id, area }) => [_id, area])).toEqual([[other, '4502']]);
});

test('a leave that comes late does not forget what was said after it', async () => {
  const at = world.clock.now();
  await world.clock.advance(secondMs);
  await ask('/ตำบล ดงครั่งน้อย');
  const source = { type: 'group', groupId: group };
  await world.simulator.event(officer, { type: 'leave', timestamp: at, source }, { group });
  await world.idle();
  expect(await world.models.groups.countDocuments()).toBe(1);
});

test('somebody whom LINE does not name gets public answers only', async () => {
  const message = (text: string) => ({ type: 'message', message: { id: '1', type: 'text', text } });
  const source = { type: 'group', groupId: group };
  for (const text of ['/กำหนดการ', '/สถานะ', '/ตำบล ดงครั่งน้อย'])
    await world.simulator.event(officer, { ...message(text), source }, { group });
  await world.idle();
  const [deadlines = '', ...refused] = heardIn(group).slice(-3);
  expect(deadlines).toContain('รอบที่ 1/3');
  expect(new Set(refused).size).toBe(1);
  expect(await world.models.groups.countDocuments()).toBe(0);
});

test('a duty that ended in between names nothing any more', async () => {
  await world.models.officers.deleteMany({});
  await ask('/ตำบล ดงครั่งน้อย');
  expect(await world.models.groups.countDocuments()).toBe(0);
});

test('nothing a group says reaches a conversation or stays stored', async () => {
  await ask('/สถานะ');
  await ask('ความลับของกลุ่ม');
  expect(await world.models.sessions.countDocuments({ _id: group })).toBe(0);
  const rows = await world.models.inbox.find().lean();
  expect(rows.map((row) => row.event)).toEqual(rows.map(() => null));
  // Whose talk with others it was is not kept either: one of the two named the bot.
  expect(rows.filter((row) => row.person === officer && row._id !== followed)).toHaveLength(1);
});
