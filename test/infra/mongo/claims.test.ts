import type { AreaCode } from '../../../src/core/area.js';
import { codeTriesAllowed, codeTriesWindowMs } from '../../../src/core/claim-code.js';
import { type SeatId, seatId } from '../../../src/core/seat.js';
import { th } from '../../../src/say/th/catalogue.js';
import { readAloud } from '../../../src/simulator/screen-text.js';
import { userIdOf } from '../../harness/phone.js';
import { addSeat, codeOf, furnish, startWorld, type World } from '../../harness/world.js';

const words = th.registration;
let world: World;
beforeEach(async () => {
  world = await startWorld();
  await furnish(world, []);
});
afterEach(() => world.close());

async function consents(names: readonly string[]): Promise<void> {
  const at = world.clock.now();
  const consent = { version: 'test', textHash: 'test', at };
  await world.models.members.insertMany(
    names.map((name) => ({ _id: userIdOf(name), consent, reachable: true, reachAt: at })),
  );
}

/** Everybody types the same at once; what each hears, in one line. */
async function allSay(names: readonly string[], text: string): Promise<readonly string[]> {
  await Promise.all(names.map((name) => world.simulator.says(world.phone(name).id, text)));
  await world.idle();
  return names.map((name) => world.phone(name).news().map(readAloud).join(' / '));
}

/** Everybody stands before the same question as the first one does. */
async function followTheFirst([first = '', ...others]: readonly string[]): Promise<void> {
  const { sessions } = world.models;
  const row = await sessions.findById(userIdOf(first)).lean();
  if (!row) throw new Error(`${first} stands nowhere`);
  await sessions.insertMany(others.map((name) => ({ ...row, _id: userIdOf(name) })));
}

test('50 concurrent claims of one code have one winner, 20 times over', async () => {
  const refusals = new Set<string>();
  for (let round = 1; round <= 20; round += 1) {
    const seat = seatId('450213' as AreaCode, round);
    const people = Array.from({ length: 50 }, (_, i) => `person ${round} ${i}`);
    await addSeat(world, seat);
    await consents(people);
    await allSay(people.slice(0, 1), `รหัส ${codeOf(seat)}`);
    await followTheFirst(people);
    const heard = await allSay(people, th.common.yes());

    const won = people.filter((_, i) => heard[i]?.includes(words.doneTitle()));
    const row = await world.models.seats.findById(seat).lean();
    expect(won.map(userIdOf)).toEqual([row?.holder]);
    expect(row?.history).toHaveLength(1);
    for (const answer of heard) if (!answer.includes(words.doneTitle())) refusals.add(answer);
    expect(await world.models.inbox.countDocuments({ state: { $ne: 'done' } })).toBe(0);
  }
  expect([...refusals]).toHaveLength(1);
  expect([...refusals][0]).toContain(words.codeRefused());
});

test('wrong, used and expired codes get one and the same answer', async () => {
  const people = ['owner', 'wrong', 'used', 'late'];
  await consents(people);
  await addSeat(world, '450213-01' as SeatId);
  await addSeat(world, '450213-02' as SeatId);
  await allSay(['owner'], `รหัส ${codeOf('450213-01')}`);
  await allSay(['owner'], th.common.yes());
  await world.models.codes.updateMany({ usedAt: null }, { $set: { expiresAt: world.clock.now() } });
  const answers = await Promise.all([
    allSay(['wrong'], 'รหัส AAAA-AAAA-AAAA'),
    allSay(['used'], `รหัส ${codeOf('450213-01')}`),
    allSay(['late'], `รหัส ${codeOf('450213-02')}`),
  ]);
  expect(new Set(answers.flat()).size).toBe(1);
  expect(answers[0]?.[0]).toContain(words.codeRefused());
});

test('a person has five tries in 15 minutes, and then a right code is not looked at either', async () => {
  await consents(['guesser']);
  await addSeat(world, '450213-01' as SeatId);
  for (let i = 0; i < codeTriesAllowed; i += 1) {
    const [heard] = await allSay(['guesser'], `รหัส AAAA-AAAA-AAA${i + 2}`);
    expect(heard).toContain(words.codeRefused());
    await world.clock.advance(60_000);
  }
  const right = `รหัส ${codeOf('450213-01')}`;
  expect((await allSay(['guesser'], right))[0]).toContain(words.codeTooMany());
  // Tries beyond somebody's own limit do not use up everybody's.
  expect(await world.models.codeTries.countDocuments()).toBe(codeTriesAllowed);
  await world.clock.advance(codeTriesWindowMs);
  expect((await allSay(['guesser'], right))[0]).toContain(words.confirmSeatTitle());
});
