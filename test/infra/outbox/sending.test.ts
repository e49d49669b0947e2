import { limitedFetch } from '../../../src/infra/line/deadline-agent.js';
import type { OutboxRow } from '../../../src/infra/mongo/rows.js';
import { pushRow } from '../../../src/infra/outbox/rows.js';
import type { Simulator } from '../../../src/simulator/start-simulator.js';
import { userIdOf } from '../../harness/phone.js';
import { furnish, settle, startWorld, type World } from '../../harness/world.js';
import { startRecorder } from './recorder.js';

type Outcome = Parameters<Simulator['faults']['next']>[0]['outcome'];

const minute = 60_000;
const day = 24 * 60 * minute;
const receiptNumber = '64A3R1-450213-01-1';

let world: World;
let line: Awaited<ReturnType<typeof startRecorder>>;
const fetchBefore = globalThis.fetch;
beforeEach(async () => {
  globalThis.fetch = limitedFetch(250) as typeof fetch;
  world = await startWorld({
    // Nobody who would be told that the month is used up: only the leader's messages are counted.
    admins: [],
    waits: 'jump',
    async before(url) {
      line = await startRecorder(url);
      return line.url;
    },
  });
  await furnish(world);
  await settle(world, 'leader', { seat: '450213-01' });
});
afterEach(async () => {
  await world.close();
  await line.close();
  globalThis.fetch = fetchBefore;
});

/** Everything that is due now or later has been sent or given up. */
async function untilSettled(): Promise<void> {
  for (;;) {
    await world.idle();
    const next = await world.models.outbox.findOne({ state: 'pending' }).sort({ dueAt: 1 }).lean();
    if (!next) return;
    await world.clock.set(Math.max(world.clock.now(), next.dueAt));
  }
}

/** The leader stands before the summary card of a report. */
async function beforeSending(): Promise<void> {
  const { simulator, phone } = world;
  await simulator.says(phone('leader').id, 'รายงาน ครัวเรือน ๑๒๐ ภาคี ๓ ลดรายจ่าย 6,000');
  await world.idle();
  line.recorded.length = 0;
}

const tapSend = async (): Promise<string> => {
  const { id, button } = world.phone('leader');
  return (await world.simulator.taps(id, button('ส่ง', 'newest'))).eventId;
};

/** How the receipts came that are on the leader's screen, by the stand-in's own record. */
const receipts = (): readonly (string | undefined)[] =>
  world.simulator
    .chat(world.phone('leader').id)
    .filter((e) => e.from === 'bot' && JSON.stringify(e.message).includes(receiptNumber))
    .map((e) => e.via);

const versions = async (): Promise<number | undefined> =>
  (await world.models.reports.findOne({ seat: '450213-01', version: { $gt: 0 } }).lean())?.version;
/** A slow turn also shows that an answer is coming; that is no message. */
const calls = (): readonly string[] =>
  line.recorded
    .map(({ path }) => path.split('/').at(-1) ?? '')
    .filter((endpoint) => endpoint !== 'start');
const statesOf = async (): Promise<readonly string[]> =>
  (await world.models.outbox.find().sort({ createdAt: 1 }).lean()).map((row) => row.state);

describe('a reply that matters', () => {
  const table: readonly (readonly [string, readonly Outcome[], readonly string[], number])[] = [
    ['goes well', [], ['reply'], 0],
    ['500', ['status-500'], ['reply', 'reply'], 0],
    ['500 after it was accepted', ['accepted-then-500'], ['reply', 'reply'], 0],
    ['reset', ['reset'], ['reply', 'reply'], 0],
    ['reset after it was accepted', ['accepted-then-reset'], ['reply', 'reply'], 0],
    ['an answer that was cut', ['cut-body'], ['reply', 'reply'], 0],
    ['no answer in time', ['timeout'], ['reply', 'reply'], 1],
    ['accepted, no answer in time', ['accepted-then-timeout'], ['reply', 'reply'], 1],
    ['rate limit', ['429-rate', '429-rate'], ['reply', 'reply', 'reply'], 0],
    ['monthly limit', ['429-quota'], ['reply', 'reply'], 0],
  ];
  test.each(table)('%s: seen once, as the reply', async (_name, faults, expected, closed) => {
    await beforeSending();
    for (const outcome of faults) world.simulator.faults.next({ endpoint: 'reply', outcome });
    await tapSend();
    await untilSettled();
    expect(receipts()).toEqual(['reply']);
    expect(calls()).toEqual(expected);
    expect(await versions()).toBe(1);
    expect(await statesOf()).toEqual(['sent', 'sent']);
    expect(world.simulator.faults.closedByPeer()).toBe(closed);
  });

  test('500 three times: seen once, as a push', async () => {
    await beforeSending();
    world.simulator.faults.next({ endpoint: 'reply', outcome: 'status-500', times: 3 });
    await tapSend();
    await untilSettled();
    expect(receipts()).toEqual(['push']);
    expect(calls()).toEqual(['reply', 'reply', 'reply', 'push']);
  });

  test('the stated exception: accepted, then never a clear answer: the same number twice', async () => {
    await beforeSending();
    world.simulator.faults.next({ endpoint: 'reply', outcome: 'accepted-then-500' });
    world.simulator.faults.next({ endpoint: 'reply', outcome: 'status-500', times: 2 });
    await tapSend();
    await untilSettled();
    expect(receipts()).toEqual(['reply', 'push']);
    expect(await versions()).toBe(1);
  });

  test('a token that ran out is a push, once', async () => {
    await beforeSending();
    world.simulator.setWebhookUrl(null);
    const event = await tapSend();
    world.simulator.setWebhookUrl(`http://127.0.0.1:${world.bot.port}/webhook`);
    await world.clock.advance(21 * minute);
    await world.simulator.redeliver(event);
    await untilSettled();
    expect(receipts()).toEqual(['push']);
    expect(calls()).toEqual(['reply', 'push']);
  });

  test('a token that ran out while LINE was too busy is a push, once', async () => {
    await beforeSending();
    world.simulator.setWebhookUrl(null);
    const event = await tapSend();
    world.simulator.setWebhookUrl(`http://127.0.0.1:${world.bot.port}/webhook`);
    await world.clock.advance(21 * minute);
    world.simulator.faults.next({ endpoint: 'reply', outcome: '429-rate' });
    await world.simulator.redeliver(event);
    await untilSettled();
    expect(receipts()).toEqual(['push']);
  });
});

test('a reply of no weight whose token ran out is dropped and counted', async () => {
  const { id } = world.phone('leader');
  world.simulator.setWebhookUrl(null);
  const { eventId } = await world.simulator.says(id, 'เมนู');
  world.simulator.setWebhookUrl(`http://127.0.0.1:${world.bot.port}/webhook`);
  await world.clock.advance(21 * minute);
  await world.simulator.redeliver(eventId);
  await untilSettled();
  expect(calls().slice(-1)).toEqual(['reply']);
  expect(world.simulator.sent).toEqual([]);
  expect(await world.models.outbox.find().lean()).toMatchObject([
    { state: 'cancelled', outcome: 'invalid-reply-token', messages: null },
  ]);
});

describe('a push', () => {
  const table: readonly (readonly [string, readonly Outcome[], number])[] = [
    ['500', ['status-500', 'status-500'], 0],
    ['500 after it was accepted', ['accepted-then-500'], 0],
    ['reset', ['reset'], 0],
    ['reset after it was accepted', ['accepted-then-reset'], 0],
    ['an answer that was cut', ['cut-body'], 0],
    ['no answer in time', ['timeout'], 1],
    ['accepted, no answer in time', ['accepted-then-timeout'], 1],
    ['rate limit', ['429-rate', '429-rate', '429-rate'], 0],
    ['monthly limit', ['429-quota', '429-quota'], 0],
    ['a bad day', ['accepted-then-reset', 'status-500', '429-rate', 'cut-body', 'reset'], 0],
  ];
  test.each(table)('%s: seen once, one key, the same bytes', async (_name, faults, closed) => {
    await beforeSending();
    world.simulator.faults.next({ endpoint: 'reply', outcome: 'status-500', times: 3 });
    for (const outcome of faults) world.simulator.faults.next({ endpoint: 'push', outcome });
    await tapSend();
    await untilSettled();
    expect(receipts()).toEqual(['push']);
    const pushes = line.recorded.filter(({ path }) => path.endsWith('/push'));
    expect(pushes).toHaveLength(faults.length + 1);
    expect(new Set(pushes.map(({ retryKey }) => retryKey)).size).toBe(1);
    expect(new Set(pushes.map(({ body }) => body)).size).toBe(1);
    expect(await statesOf()).toEqual(['sent', 'sent']);
    expect(world.simulator.faults.closedByPeer()).toBe(closed);
  });
});

describe('what LINE refused because the month is used up', () => {
  const leader = userIdOf('leader');
  /** Texts waiting for the leader, some rows of them, each refused once. */
  async function leave(...rows: readonly (readonly string[])[]): Promise<void> {
    const now = world.clock.now();
    await world.models.outbox.insertMany(
      rows.map((texts, i) => ({
        ...pushRow({
          to: leader,
          messages: texts.map((text) => ({ type: 'text', text })),
          key: `test:${i}`,
          lane: 'interactive',
          until: now + day,
          now: now + i,
        }),
        outcome: 'quota-reached',
        dueAt: now + 60 * minute,
      })),
    );
  }
  const says = async (words: string): Promise<readonly string[]> => {
    const { simulator } = world;
    const before = simulator.chat(leader).length;
    await simulator.says(leader, words);
    await world.idle();
    const news = simulator.chat(leader).slice(before);
    return news.flatMap((e) =>
      e.from === 'bot' ? [String((e.message as { text?: string }).text)] : [],
    );
  };

  test('comes with the next reply, in order, as much as fits; each once', async () => {
    await leave(['a1', 'a2', 'a3'], ['b1', 'b2', 'b3'], ['c']);
    expect((await says('เมนู')).slice(0, -1)).toEqual(['a1', 'a2', 'a3', 'c']);
    expect((await says('เมนู')).slice(0, -1)).toEqual(['b1', 'b2', 'b3']);
    expect(await says('เมนู')).toHaveLength(1);
    await untilSettled();
    expect(calls().filter((call) => call === 'push')).toEqual([]);
  });

  test('five together come in two parts', async () => {
    await leave(['1', '2', '3', '4', '5']);
    expect((await says('เมนู')).slice(0, -1)).toEqual(['1', '2', '3', '4']);
    expect((await says('เมนู')).slice(0, -1)).toEqual(['5']);
    await untilSettled();
    expect(calls().filter((call) => call === 'push')).toEqual([]);
  });

  test('a reply that cannot be sent is lost for none of it', async () => {
    await leave(['a']);
    world.simulator.faults.next({ endpoint: 'reply', outcome: 'status-500', times: 3 });
    world.simulator.faults.next({ endpoint: 'push', outcome: '429-quota' });
    expect(await says('เมนู')).toEqual([]);
    const [first, ...others] = await says('เมนู');
    expect([first, others.length]).toEqual(['a', 2]);
    await untilSettled();
    expect(calls().filter((call) => call === 'push')).toHaveLength(1);
  });

  test('what may have arrived before waits for its own key', async () => {
    await beforeSending();
    world.simulator.faults.next({ endpoint: 'reply', outcome: 'status-500', times: 3 });
    world.simulator.faults.next({ endpoint: 'push', outcome: 'accepted-then-500' });
    world.simulator.faults.next({ endpoint: 'push', outcome: '429-quota' });
    await tapSend();
    await world.idle();
    await world.clock.advance(5 * minute);
    await world.idle();
    await says('เมนู');
    await untilSettled();
    expect(receipts()).toEqual(['push']);
  });
});

describe('leases that ran out', () => {
  /** The receipt as a process left it that died before it could note anything, so long ago. */
  async function leave(change: Partial<OutboxRow>, longAgoMs = 0): Promise<void> {
    await beforeSending();
    world.simulator.faults.next({ endpoint: 'reply', outcome: 'status-500', times: 3 });
    world.simulator.faults.next({ endpoint: 'push', outcome: '429-quota' });
    await tapSend();
    await world.idle();
    line.recorded.length = 0;
    const now = world.clock.now();
    const lease = { owner: 'a process that died', until: now - longAgoMs };
    const until = now + 99 * day;
    await world.models.outbox.updateOne(
      { state: 'pending' },
      { $set: { lease, until, ...change } },
    );
    await world.clock.advance(minute);
    await untilSettled();
  }

  test('a reply that matters is pushed once', async () => {
    await leave({ kind: 'reply', state: 'replying', replyToken: 'x' });
    expect(calls()).toEqual(['push']);
    expect(receipts()).toEqual(['push']);
  });

  test('a reply of no weight is dropped and counted', async () => {
    await leave({ kind: 'reply', state: 'replying', replyToken: 'x', matters: false });
    expect(calls()).toEqual([]);
    expect(receipts()).toEqual([]);
    expect(await statesOf()).toEqual(['sent', 'cancelled']);
    expect(world.logged.join('')).toContain('outbox.replies-dropped');
  });

  test('a push goes out again with its key', async () => {
    await leave({ state: 'leased' });
    expect(calls()).toEqual(['push']);
    expect(receipts()).toEqual(['push']);
  });

  test('a push that may have been sent a day ago is not sent again: its key has expired', async () => {
    await leave({ state: 'leased' }, day);
    expect(calls()).toEqual([]);
    expect(await statesOf()).toEqual(['sent', 'dead']);
  });

  test('an attempt whose lease was lost does not write over what became of the row', async () => {
    await beforeSending();
    world.simulator.faults.next({ endpoint: 'reply', outcome: { slowMs: 200 } });
    await tapSend();
    while (calls().length === 0) await new Promise((resolve) => setImmediate(resolve));
    await world.models.outbox.updateOne(
      { state: 'replying' },
      { $set: { lease: { owner: 'another process', until: world.clock.now() + minute } } },
    );
    await world.idle();
    expect(await statesOf()).toEqual(['sent', 'replying']);
    expect(world.logged.join('')).toContain('outbox.lease-lost');
  });
});
