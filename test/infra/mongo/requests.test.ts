import type { AreaCode } from '../../../src/core/area.js';
import { seatId } from '../../../src/core/seat.js';
import { dayMs } from '../../../src/core/time.js';
import { prune } from '../../../src/infra/jobs/prune.js';
import { tellSlowRequests } from '../../../src/infra/jobs/slow-requests.js';
import type { RequestRow } from '../../../src/infra/mongo/rows.js';
import { th } from '../../../src/say/th/catalogue.js';
import { readAloud, userIdOf } from '../../harness/phone.js';
import { addSeat, furnish, settle, startWorld, type World } from '../../harness/world.js';

const words = th.approval;
const tambon = '450213' as AreaCode;
let world: World;
beforeEach(async () => {
  world = await startWorld();
  await furnish(world, []);
});
afterEach(() => world.close());

const request = (id: string, who: string, seat: string | null): RequestRow => ({
  _id: id,
  user: userIdOf(who),
  tambon,
  seat,
  name: who,
  sentAt: world.clock.now(),
  state: 'waiting',
  decidedBy: null,
  decidedAt: null,
});

const press = (name: string, action: string, args: string) =>
  world.simulator.taps(world.phone(name).id, {
    type: 'postback',
    data: `v1|go|${action}|${args}`,
  });

const heardBy = (name: string): string => world.phone(name).news().map(readAloud).join(' / ');

test('twenty officers press at once: one decides, each of the others hears who, the leader hears it once', async () => {
  const officers = Array.from({ length: 20 }, (_, i) => `officer ${i}`);
  for (const officer of officers) await settle(world, officer, { area: '4502' });
  world.simulator.befriend([world.phone('leader').id]);
  await addSeat(world, seatId(tambon, 1));
  await world.models.requests.insertMany([request('r1', 'leader', '450213-01')]);
  await Promise.all(
    officers.map((officer, i) => press(officer, i % 2 === 0 ? 'approve' : 'not-them', 'r1')),
  );
  await world.idle();

  const heard = officers.map(heardBy);
  const won = heard.filter((h) => h.includes(words.approvedLine()) || h.includes(words.refused()));
  expect(won).toHaveLength(1);
  const row = await world.models.requests.findById('r1').lean();
  const winner = officers.findIndex((officer) => userIdOf(officer) === row?.decidedBy);
  expect(heard[winner]).toBe(won[0]);
  const others = heard.filter((_, i) => i !== winner);
  expect(others.every((h) => h.includes(`เจ้าหน้าที่ officer ${winner} `))).toBe(true);
  const seat = await world.models.seats.findById('450213-01').lean();
  expect(seat?.holder).toBe(row?.state === 'approved' ? userIdOf('leader') : null);
  expect(world.phone('leader').news()).toHaveLength(1);
});

test('twenty requests for one seat, approved at once: one gets it, the others are told politely', async () => {
  const leaders = Array.from({ length: 20 }, (_, i) => `leader ${i}`);
  const officers = leaders.map((_, i) => `officer ${i}`);
  for (const officer of officers) await settle(world, officer, { area: '4502' });
  world.simulator.befriend(leaders.map((name) => world.phone(name).id));
  await addSeat(world, seatId(tambon, 1));
  await world.models.requests.insertMany(
    leaders.map((name, i) => request(`r${i}`, name, '450213-01')),
  );
  await Promise.all(officers.map((officer, i) => press(officer, 'approve', `r${i}`)));
  await world.idle();

  const seat = await world.models.seats.findById('450213-01').lean();
  const states = await world.models.requests.find().sort({ _id: 1 }).lean();
  expect(states.filter((r) => r.state === 'approved').map((r) => r.user)).toEqual([seat?.holder]);
  expect(states.filter((r) => r.state === 'taken')).toHaveLength(19);
  expect(states.every((r) => r.name === '')).toBe(true);
  const heard = leaders.map(heardBy);
  expect(heard.filter((h) => h.includes(th.registration.doneTitle()))).toHaveLength(1);
  expect(heard.filter((h) => h.includes(th.joining.taken()))).toHaveLength(19);
});

test('a person has one request waiting at most, whatever the program believes', async () => {
  await world.models.requests.insertMany([request('r1', 'leader', null)]);
  await expect(
    world.models.requests.insertMany([request('r2', 'leader', null)]),
  ).rejects.toMatchObject({ code: 11000 });
  await world.models.requests.updateOne({ _id: 'r1' }, { $set: { state: 'refused' } });
  await world.models.requests.insertMany([request('r2', 'leader', null)]);
});

test('who waits for more than a day hears it once, whoever runs the job and however often', async () => {
  const { models, clock } = world;
  const now = clock.now();
  const waiting = (id: string, sentAt: number, state: RequestRow['state'] = 'waiting') => ({
    ...request(id, id, null),
    sentAt,
    state,
  });
  await models.requests.insertMany([
    waiting('since-a-day', now - dayMs),
    waiting('not-yet', now - dayMs + 1),
    waiting('since-a-month', now - 30 * dayMs),
    waiting('decided', now - 2 * dayMs, 'refused'),
  ]);
  const delivered: string[] = [];
  const run = () =>
    tellSlowRequests({
      models,
      now,
      render: () => ({ type: 'text', text: 'x' }),
      deliver: (rows) => delivered.push(...rows.map((row) => row.key)),
    });
  await Promise.all([run(), run(), run()]);
  await run();
  expect(delivered).toEqual(['request-slow:since-a-day']);
  await models.outbox.deleteMany({});
});

test('decided requests are forgotten after a month, waiting ones never', async () => {
  const { models, clock } = world;
  const now = clock.now();
  const closed = (id: string, days: number): RequestRow => ({
    ...request(id, id, null),
    state: 'refused',
    decidedAt: now - days * dayMs,
  });
  const old = { ...request('waits', 'waits', null), sentAt: now - 90 * dayMs };
  await models.requests.insertMany([closed('month', 31), closed('week', 7), old]);
  await prune({ models, now });
  const left = await models.requests.find().sort({ _id: 1 }).lean();
  expect(left.map((row) => row._id)).toEqual(['waits', 'week']);
});
