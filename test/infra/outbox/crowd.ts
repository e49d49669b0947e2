import type { AreaCode } from '../../../src/core/area.js';
import type { UserId } from '../../../src/core/ids.js';
import type { PlanId } from '../../../src/core/plan.js';
import { seatId } from '../../../src/core/seat.js';
import { hourMs, secondMs } from '../../../src/core/time.js';
import type { SendPlan } from '../../../src/flow/effect.js';
import { openDueRounds } from '../../../src/infra/jobs/open-rounds.js';
import { planRow } from '../../../src/infra/outbox/plan-rows.js';
import { text } from '../../../src/say/message.js';
import { userIdOf } from '../../harness/phone.js';
import type { World } from '../../harness/world.js';

const seatsPerTambon = 15;
export const round = '2564-phase-1.a3.r1';
const words = { type: 'text', text: 'ประกาศ' };

type Place = Pick<World, 'models' | 'simulator' | 'clock'>;

/** So many leaders with a phone, all of them missing in the round; their ids. */
export async function gather(world: Place, count: number): Promise<readonly UserId[]> {
  const at = world.clock.now();
  const people = Array.from({ length: count }, (_, i) => userIdOf(`leader-${i}`));
  const placed = people.map((user, i) => {
    const tambon = String(450_301 + Math.floor(i / seatsPerTambon)) as AreaCode;
    return { user, tambon, number: (i % seatsPerTambon) + 1 };
  });
  await world.models.members.insertMany(
    people.map((_id) => ({
      _id,
      consent: { version: 'test', textHash: 'test', at },
      reachable: true,
      reachAt: at,
    })),
  );
  await world.models.seats.insertMany(
    placed.map(({ user, tambon, number }) => ({
      _id: seatId(tambon, number),
      tambon,
      number,
      rosterName: 'สมชาย ใจดี',
      village: null,
      phone: null,
      holder: user,
      history: [],
      activeFrom: at,
      activeTo: null,
    })),
  );
  await openDueRounds({ models: world.models, now: at });
  world.simulator.befriend([...people, userIdOf('admin'), userIdOf('officer')]);
  return people;
}

/** Stores a plan that is due at once. */
export async function ask(world: Place, change: Partial<SendPlan> = {}): Promise<PlanId> {
  const now = world.clock.now();
  const plan: SendPlan = {
    id: 'broadcast:test' as PlanId,
    madeBy: userIdOf('officer'),
    audience: { area: null, missing: null },
    message: text(words.text),
    about: 'words',
    lane: 'bulk',
    people: 0,
    state: 'holding',
    startsAt: now,
    until: now + 12 * hourMs,
    ...change,
  };
  await world.models.plans.insertMany([planRow(plan, [words], now)]);
  return plan.id;
}

/** How often each person got it, by LINE's own record: times → people. */
export function timesReceived(world: Place, people: readonly UserId[]): Record<number, number> {
  const times = new Map(people.map((user) => [user as string, 0]));
  for (const { endpoint, deliveredTo } of world.simulator.sent)
    if (endpoint === 'multicast')
      for (const to of deliveredTo) times.set(to, (times.get(to) ?? 0) + 1);
  const counts: Record<number, number> = {};
  for (const n of times.values()) counts[n] = (counts[n] ?? 0) + 1;
  return counts;
}

const mostTurns = 300;

/** Time passes until the plan is done; `meanwhile` is told each time. */
export async function untilPlanDone(
  world: World,
  id: PlanId,
  meanwhile: (turn: number) => Promise<void> = async () => {},
): Promise<void> {
  for (let turn = 0; turn < mostTurns; turn += 1) {
    await world.clock.advance(5 * secondMs);
    await world.idle();
    await meanwhile(turn);
    if ((await world.models.plans.findById(id).lean())?.state === 'done') {
      await world.idle();
      return;
    }
  }
  throw new Error('the plan was never done');
}
