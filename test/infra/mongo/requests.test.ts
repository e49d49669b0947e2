import type { AreaCode } from '../../../src/core/area.js';
import { seatId } from '../../../src/core/seat.js';
import { dayMs, dayOf } from '../../../src/core/time.js';
import { prune } from '../../../src/infra/jobs/prune.js';
import { tellSlowRequests } from '../../../src/infra/jobs/slow-requests.js';
import type { RequestRow } from '../../../src/infra/mongo/rows.js';
import { pushRow } from '../../../src/infra/outbox/rows.js';
import { th } from '../../../src/say/th/catalogue.js';
import { readAloud } from '../../../src/simulator/screen-text.js';
import { userIdOf } from '../../harness/phone.js';
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
    officers.map((officer, i) =>
      i % 2 === 0 ? press(officer, 'approve', 'r1') : press(officer, 'not-them', 'r1;surely'),
    ),
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

test('whatever the roster holds, the applicant hears the same words, until an officer decides', async () => {
  // Seats 1 to 3 are of three people, 4 of the first one's namesake.
  for (const number of [1, 2, 3, 4]) await addSeat(world, seatId(tambon, number));
  await settle(world, 'holder', { seat: '450213-02' });
  const typed = {
    'free seat': 'บุญมี มีสุข',
    misspelt: 'บุญมี มีสุก',
    'two seats': 'สมชาย ใจดี',
    'held seat': 'สมหญิง รักถิ่น',
    'no seat': 'มานะ ทองคำ',
  };
  const said = await Promise.all(
    Object.entries(typed).map(async ([who, name]) => {
      const told: string[] = [];
      for (const words of [
        th.words.register[0],
        th.registration.agree(),
        th.words.noCode[0],
        tambon,
        name,
        th.joining.send(),
        th.words.register[0],
        th.words.ownData[0],
        th.words.cancel[0],
        th.words.cancelRequest[0],
      ]) {
        await world.simulator.says(world.phone(who).id, words);
        await world.idle();
        told.push(heardBy(who));
      }
      return told.join('\n').replaceAll(name, 'NAME');
    }),
  );
  expect(said[0]).toContain(th.joining.sentTitle());
  expect(new Set(said).size).toBe(1);
  const seats = await world.models.requests.find().lean();
  expect(seats.map((r) => r.seat).sort()).toEqual(['450213-03', '450213-03', null, null, null]);
});

test('withdrawing takes cards about the request back that were not sent yet', async () => {
  const { models, clock } = world;
  await addSeat(world, seatId(tambon, 1));
  await settle(world, 'leader', { seat: '450213-01' });
  await models.requests.insertMany([request('r1', 'leader', null), request('r10', 'other', null)]);
  const card = (key: string) => ({
    ...pushRow({
      to: userIdOf('officer'),
      messages: [{ type: 'text', text: 'x' }],
      key,
      lane: 'interactive',
      until: clock.now() + 7 * dayMs,
      now: clock.now(),
    }),
    dueAt: clock.now() + dayMs,
  });
  await models.outbox.insertMany(['request:r1:0', 'request:r1:1', 'request:r10:0'].map(card));
  const leader = world.phone('leader');
  await world.simulator.says(leader.id, th.words.withdraw[0]);
  await world.idle();
  await world.simulator.taps(leader.id, leader.button(th.privacy.erase(), 'newest'));
  await world.idle();
  const cards = await models.outbox.find({ to: { $ne: userIdOf('leader') }, kind: 'push' }).lean();
  const left = cards.filter((row) => row.messages !== null).map((row) => row.key);
  expect(left).toEqual(['request:r10:0']);
  expect(await models.requests.countDocuments({})).toBe(1);
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
  const { models, secrets, clock } = world;
  const now = clock.now();
  const admin = userIdOf('admin');
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
      secrets,
      admins: [admin],
      now,
      render: () => ({ type: 'text', text: 'x' }),
      deliver: (rows) => delivered.push(...rows.map((row) => row.key)),
    });
  await Promise.all([run(), run(), run()]);
  await run();
  const toAdmin = `requests-wait:${dayOf(now)}:${secrets.pseudonym(admin)}`;
  expect(delivered.sort()).toEqual(['request-slow:since-a-day', toAdmin]);
  await models.outbox.deleteMany({});
});

test('who has asked for a seat is not told that their own request waits', async () => {
  const { models, secrets, clock } = world;
  const now = clock.now();
  const admin = userIdOf('admin');
  await models.requests.insertMany([{ ...request('own', 'admin', null), sentAt: now - dayMs }]);
  const told: string[] = [];
  await tellSlowRequests({
    models,
    secrets,
    admins: [admin],
    now,
    render: () => ({ type: 'text', text: 'x' }),
    deliver: (rows) => told.push(...rows.map((row) => row.key)),
  });
  expect(told).toEqual(['request-slow:own']);
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
