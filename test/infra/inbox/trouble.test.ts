import { inboxLeaseMs } from '../../../src/infra/inbox/worker.js';
import { readAloud } from '../../../src/simulator/screen-text.js';
import { furnish, settle, startWorld, type World } from '../../harness/world.js';
import { type DatabaseProxy, startDatabaseProxy } from '../mongo/database-proxy.js';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await furnish(world);
});
let proxy: DatabaseProxy | null = null;
afterEach(async () => {
  await world.close();
  await proxy?.close();
});

const seats = ['450213-01', '450213-02', '450201-01'];
const heard = (name: string): string => world.phone(name).news().map(readAloud).join(' / ');
const stays = (state: string) => world.models.inbox.countDocuments({ state } as never);

test('an event that always fails is set aside with an apology; the next ones go on', async () => {
  await settle(world, 'leader', { seat: '450213-01' });
  const { id } = world.phone('leader');
  const { programmes } = world.models;
  const [programme] = await programmes.find().lean();
  await programmes.collection.updateMany({}, { $set: { programme: { activities: 'spoilt' } } });

  const { eventId } = await world.simulator.says(id, 'รายงาน');
  await world.simulator.says(id, 'ติดต่อเจ้าหน้าที่');
  await world.idle();
  const [apology, next] = world.phone('leader').news().map(readAloud);
  expect(apology).toContain('ขออภัยค่ะ ระบบขัดข้อง');
  expect(apology).toContain(eventId.slice(-6));
  expect(next).toBeDefined();
  expect(await world.models.inbox.findById(eventId).lean()).toMatchObject({
    state: 'dead',
    attempts: 1,
  });
  const log = world.logged.map((line) => JSON.parse(line));
  for (const [name, times] of [
    ['turn.failed', 3],
    ['inbox.dead', 1],
  ] as const)
    expect(log.filter((line) => line.event === name && line.row === eventId)).toHaveLength(times);

  await programmes.collection.updateMany({}, { $set: { programme: programme?.programme } });
  await world.simulator.redeliver(eventId);
  await world.clock.advance(inboxLeaseMs * 2);
  await world.idle();
  expect(heard('leader')).toBe('');
});

test('the database away in the middle of conversations: nothing lost, nothing twice, in order', async () => {
  for (const seat of seats) await settle(world, seat, { seat });
  const { simulator } = world;
  proxy = await startDatabaseProxy();
  await world.restart({ mongodbUri: proxy.uri(world.bot.database.connection.name) });
  const say = (words: string) =>
    Promise.all(
      seats.map(async (seat) => (await simulator.says(world.phone(seat).id, words)).status),
    );

  expect(await say('รายงาน')).toEqual([200, 200, 200]);
  expect(await say('๑๒๐')).toEqual([200, 200, 200]);
  proxy.cut();
  const started = performance.now();
  expect(await say('๓')).toEqual([503, 503, 503]);
  expect(performance.now() - started).toBeLessThan(2_500);

  proxy.heal();
  for (;;) {
    const answers = await simulator.redeliverFailed();
    if (answers.every(({ status }) => status === 200)) break;
  }
  expect(await say('๖,๐๐๐')).toEqual([200, 200, 200]);
  for (;;) {
    await world.idle();
    if ((await stays('new')) + (await stays('leased')) === 0) break;
    await world.clock.advance(inboxLeaseMs + 1);
  }
  expect(await stays('dead')).toBe(0);
  for (const seat of seats) {
    const all = heard(seat);
    for (const figure of ['ครัวเรือน · 120', 'ภาคีเครือข่าย · 3', 'ลดรายจ่าย · 6,000'])
      expect(all).toContain(figure);
    expect(all.split('ตรวจก่อนส่ง')).toHaveLength(2);
  }
});
