import { codeTriesAllowed, codeTriesWindowMs } from '../../../src/core/claim-code.js';
import type { SeatId } from '../../../src/core/seat.js';
import { th } from '../../../src/say/th/catalogue.js';
import { addSeat, codeOf, furnish, startWorld, type World } from '../../harness/world.js';
import { allSay, consents, raceForSeats } from './claimants.js';

const words = th.registration;
let world: World;
beforeEach(async () => {
  world = await startWorld();
  await furnish(world, []);
});
afterEach(() => world.close());

test('50 concurrent claims of one code have one winner', () => raceForSeats(world, 2));

test('wrong, used and expired codes get one and the same answer', async () => {
  const people = ['owner', 'wrong', 'used', 'late'];
  await consents(world, people);
  await addSeat(world, '450213-01' as SeatId);
  await addSeat(world, '450213-02' as SeatId);
  await allSay(world, ['owner'], `รหัส ${codeOf('450213-01')}`);
  await allSay(world, ['owner'], th.common.yes());
  await world.models.codes.updateMany({ usedAt: null }, { $set: { expiresAt: world.clock.now() } });
  const answers = await Promise.all([
    allSay(world, ['wrong'], 'รหัส AAAA-AAAA-AAAA'),
    allSay(world, ['used'], `รหัส ${codeOf('450213-01')}`),
    allSay(world, ['late'], `รหัส ${codeOf('450213-02')}`),
  ]);
  expect(new Set(answers.flat()).size).toBe(1);
  expect(answers[0]?.[0]).toContain(words.codeRefused());
});

test('a person has five tries in 15 minutes, and then a right code is not looked at either', async () => {
  await consents(world, ['guesser']);
  await addSeat(world, '450213-01' as SeatId);
  for (let i = 0; i < codeTriesAllowed; i += 1) {
    const [heard] = await allSay(world, ['guesser'], `รหัส AAAA-AAAA-AAA${i + 2}`);
    expect(heard).toContain(words.codeRefused());
    await world.clock.advance(60_000);
  }
  const right = `รหัส ${codeOf('450213-01')}`;
  expect((await allSay(world, ['guesser'], right))[0]).toContain(words.codeTooMany());
  // Tries beyond somebody's own limit do not use up everybody's.
  expect(await world.models.codeTries.countDocuments()).toBe(codeTriesAllowed);
  await world.clock.advance(codeTriesWindowMs);
  expect((await allSay(world, ['guesser'], right))[0]).toContain(words.confirmSeatTitle());
});
