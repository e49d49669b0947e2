import type { AreaCode } from '../../../src/core/area.js';
import { seatId } from '../../../src/core/seat.js';
import { th } from '../../../src/say/th/catalogue.js';
import { readAloud } from '../../../src/simulator/screen-text.js';
import { userIdOf } from '../../harness/phone.js';
import { addSeat, codeOf, type World } from '../../harness/world.js';

const words = th.registration;

export async function consents(world: World, names: readonly string[]): Promise<void> {
  const at = world.clock.now();
  const consent = { version: 'test', textHash: 'test', at };
  await world.models.members.insertMany(
    names.map((name) => ({ _id: userIdOf(name), consent, reachable: true, reachAt: at })),
  );
}

/** Everybody types the same at once; what each hears, in one line. */
export async function allSay(
  world: World,
  names: readonly string[],
  text: string,
): Promise<readonly string[]> {
  await Promise.all(names.map((name) => world.simulator.says(world.phone(name).id, text)));
  await world.idle();
  return names.map((name) => world.phone(name).news().map(readAloud).join(' / '));
}

/** Everybody stands before the same question as the first one does. */
async function followTheFirst(
  { models: { sessions } }: World,
  [first = '', ...others]: readonly string[],
): Promise<void> {
  const row = await sessions.findById(userIdOf(first)).lean();
  if (!row) throw new Error(`${first} stands nowhere`);
  await sessions.insertMany(others.map((name) => ({ ...row, _id: userIdOf(name) })));
}

/** 50 concurrent claims of one code, so many times over: one wins, and the others hear the same refusal. */
export async function raceForSeats(world: World, rounds: number): Promise<void> {
  const refusals = new Set<string>();
  for (let round = 1; round <= rounds; round += 1) {
    const seat = seatId('450213' as AreaCode, round);
    const people = Array.from({ length: 50 }, (_, i) => `person ${round} ${i}`);
    await addSeat(world, seat);
    await consents(world, people);
    await allSay(world, people.slice(0, 1), `รหัส ${codeOf(seat)}`);
    await followTheFirst(world, people);
    const heard = await allSay(world, people, th.common.yes());

    const won = people.filter((_, i) => heard[i]?.includes(words.doneTitle()));
    const row = await world.models.seats.findById(seat).lean();
    expect(won.map(userIdOf)).toEqual([row?.holder]);
    expect(row?.history).toHaveLength(1);
    for (const answer of heard) if (!answer.includes(words.doneTitle())) refusals.add(answer);
    expect(await world.models.inbox.countDocuments({ state: { $ne: 'done' } })).toBe(0);
  }
  expect([...refusals]).toHaveLength(1);
  expect([...refusals][0]).toContain(words.codeRefused());
}
