import { setTimeout as wait } from 'node:timers/promises';
import { hourMs, secondMs } from '../../src/core/time.js';
import { type Database, openDatabase } from '../../src/infra/mongo/database.js';
import { planRow } from '../../src/infra/outbox/plan-rows.js';
import { pushRow } from '../../src/infra/outbox/rows.js';
import { text } from '../../src/say/message.js';
import { converse, type Heard, type Talk } from './conversations.js';
import { percentile } from './driver.js';
import { type House, openHouse, userIdOf } from './house.js';
import { type Row, seconds, whole } from './row.js';

const message = { type: 'text', text: 'ประกาศ' };
const lookEveryMs = 100;
const giveUpMs = 5 * 60 * secondMs;
/** LINE's floor: 80 % of 200 multicasts and of 2,000 pushes a second. */
const multicastsPerSecond = 160;
const pushesPerSecond = 1_600;
const megabyte = 1024 * 1024;
const meanwhilePerSecond = 5;

type Sent = {
  /** From the question to the last message that LINE accepted. */
  readonly ms: number;
  readonly growthBytes: number;
  /** How many were reached, and of these more than once. */
  readonly reached: number;
  readonly doubled: number;
  readonly refusals: number;
};

/** Until LINE has taken so many people's messages of this kind; what that took. */
async function send(
  { simulator, memory }: House,
  p: {
    readonly endpoint: 'multicast' | 'push';
    /** People, or for a push messages. */
    readonly count: number;
    readonly ask: () => Promise<unknown>;
  },
): Promise<Sent> {
  const before = await memory();
  let most = before;
  const [sentBefore, callsBefore] = [simulator.sent.length, simulator.requests.length];
  const began = Date.now();
  await p.ask();
  const times = new Map<string, number>();
  let looked = sentBefore;
  let last = began;
  while (times.size < p.count && Date.now() - began < giveUpMs) {
    await wait(lookEveryMs);
    most = Math.max(most, await memory());
    for (; looked < simulator.sent.length; looked += 1) {
      const sent = simulator.sent[looked];
      if (sent?.endpoint !== p.endpoint) continue;
      last = sent.at;
      // A push is one message by its key, and one person may be told several.
      const keys = p.endpoint === 'push' ? [sent.retryKey ?? ''] : sent.deliveredTo;
      for (const each of keys) times.set(each, (times.get(each) ?? 0) + 1);
    }
  }
  return {
    ms: last - began,
    growthBytes: most - before,
    reached: times.size,
    doubled: [...times.values()].filter((n) => n > 1).length,
    refusals: simulator.requests.slice(callsBefore).filter(({ status }) => status === 429).length,
  };
}

/** Everybody of the country has a phone and a seat. */
async function befriendAll({ simulator }: House, { models }: Database): Promise<readonly string[]> {
  const seats = await models.seats.find({ holder: { $type: 'string' } }, { holder: 1 }).lean();
  const people = seats.flatMap(({ holder }) => (holder === null ? [] : [holder]));
  simulator.befriend(people);
  return people;
}

/** The same words to everybody, by multicast. */
async function toEverybody(house: House, { models }: Database, people: number): Promise<Row[]> {
  const sent = await send(house, {
    ...{ endpoint: 'multicast', count: people },
    async ask() {
      const now = house.now();
      const plan = planRow(
        {
          id: 'broadcast:bench' as never,
          madeBy: null,
          audience: { area: null, missing: null },
          message: text(message.text),
          about: 'words',
          lane: 'bulk',
          ...{ people, state: 'holding', startsAt: now, until: now + hourMs },
        },
        [message],
        now,
      );
      await models.plans.insertMany([plan]);
    },
  });
  const floor = (Math.ceil(people / 500) / multicastsPerSecond) * secondMs;
  const isWhole = sent.reached === people && sent.doubled === 0;
  return [
    {
      what: `broadcast: the same to ${whole(people)}, from the question to the last accepted`,
      measured: `${seconds(sent.ms)} (${whole(sent.reached)} reached, ${sent.doubled} twice)`,
      yardstick: `floor ${seconds(floor)}`,
      goal: '<= 5 s',
      isReached: isWhole && sent.ms <= 5 * secondMs,
    },
    {
      what: 'broadcast: growth of memory, database included',
      measured: `${whole(sent.growthBytes / megabyte)} MB`,
      yardstick: '–',
      goal: '< 150 MB',
      isReached: sent.growthBytes < 150 * megabyte,
    },
  ];
}

/** Words of their own to so many, by push, while some people talk with the bot. */
async function toEach(
  house: House,
  { models }: Database,
  p: { readonly people: readonly string[]; readonly count: number },
): Promise<Row[]> {
  const now = house.now();
  const rows = Array.from({ length: p.count }, (_, n) => ({
    ...pushRow({
      to: (p.people[n % p.people.length] ?? '') as never,
      messages: [{ type: 'text', text: `ข้อความที่ ${n}` }],
      ...{ key: `bench:${n}`, lane: 'bulk', until: now + hourMs, now },
    }),
    // Found when all of them are there.
    state: 'held' as const,
    schemaVersion: 1,
  }));
  for (let at = 0; at < rows.length; at += 5_000)
    await models.outbox.collection.insertMany(rows.slice(at, at + 5_000) as never[]);
  const forSeconds = Math.ceil(p.count / pushesPerSecond);
  const talks = Array.from(
    { length: meanwhilePerSecond * forSeconds },
    (_, n): Talk => ({
      person: userIdOf(`talker ${n}`),
      steps: [{ say: 'เมนู' }],
    }),
  );
  let heard: Heard | null = null;
  const sent = await send(house, {
    ...{ endpoint: 'push', count: p.count },
    async ask() {
      await models.outbox.updateMany({ state: 'held' }, { $set: { state: 'pending' } });
      heard = await converse(house, { talks, perSecond: meanwhilePerSecond });
    },
  });
  const replies = percentile((heard as Heard | null)?.answered ?? [], 0.99);
  const rate = (p.count / sent.ms) * secondMs;
  const goal = pushesPerSecond / 1.5;
  return [
    {
      what: `personal words to ${whole(p.count)} by push`,
      measured: `${seconds(sent.ms)}, ${whole(rate)}/s (${sent.refusals} times 429)`,
      yardstick: `floor ${seconds((p.count / pushesPerSecond) * secondMs)}, ${whole(pushesPerSecond)}/s`,
      goal: `>= ${whole(goal)}/s, no 429`,
      isReached: rate >= goal && sent.refusals === 0,
    },
    {
      what: 'personal words: replies meanwhile at LINE, p99',
      measured: `${whole(replies)} ms`,
      yardstick: `${meanwhilePerSecond} questions/s`,
      goal: '< 300 ms',
      isReached: replies < 300,
    },
  ];
}

/** The rows of quality.md section 1 about many people, and the start with a country in the database. */
export async function benchCrowd(
  where: { readonly dir: string; readonly database: string },
  { pushes }: { readonly pushes: number },
): Promise<readonly Row[]> {
  const house = await openHouse({ ...where, aheadMs: 0 });
  const database = await openDatabase(house.uri);
  const people = await befriendAll(house, database);
  const reports = await database.models.reports.countDocuments();
  const rows = [
    {
      what: `start to ready with ${whole(people.length)} seats and ${whole(reports)} reports`,
      measured: seconds(house.readyMs),
      yardstick: '–',
      goal: '< 10 s',
      isReached: house.readyMs < 10 * secondMs,
    },
    ...(await toEverybody(house, database, people.length)),
    ...(await toEach(house, database, { people, count: pushes })),
  ];
  await database.close();
  await house.close();
  return rows;
}
