import { randomBytes } from 'node:crypto';
import { AppError } from '../../../src/core/fault.js';
import type { UserId } from '../../../src/core/ids.js';
import { inboxLeaseMs, makeInboxWorker } from '../../../src/infra/inbox/worker.js';
import { turnCommitter } from '../../../src/infra/mongo/commit.js';
import type { InboxRow } from '../../../src/infra/mongo/rows.js';
import { makeSecrets } from '../../../src/infra/secrets.js';
import { testClock } from '../../harness/clock.js';
import { withDatabase } from '../../harness/database.js';
import { firstTurn } from '../mongo/first-turn.js';

const clock = testClock(Date.UTC(2021, 1, 27));
const quiet = () => undefined;
let held: Awaited<ReturnType<typeof withDatabase>>;
beforeEach(async () => {
  held = await withDatabase();
});
afterEach(() => held.drop());

/** Stores that many events of each person, in turn: a0, b0, a1, b1 … */
async function store(people: readonly string[], each: number): Promise<void> {
  const rows = Array.from({ length: each }, (_, i) =>
    people.map(
      (person): InboxRow => ({
        _id: `${person}${String(i).padStart(3, '0')}`,
        person,
        storedAt: clock.now() + i,
        state: 'new',
        lease: null,
        attempts: 0,
        event: '{}',
        doneAt: null,
      }),
    ),
  );
  await held.database.models.inbox.insertMany(rows.flat());
}

const done = (row: InboxRow, owner: string) =>
  held.database.models.inbox.updateOne(
    { _id: row._id, state: 'leased', 'lease.owner': owner },
    { $set: { state: 'done', lease: null, event: null } },
  );

function worker(
  owner: string,
  handle: (row: InboxRow) => Promise<void>,
  giveUp: (row: InboxRow) => Promise<void> = async () => {},
) {
  return makeInboxWorker({
    models: held.database.models,
    clock,
    log: { info: quiet, warn: quiet, error: quiet },
    owner,
    mostPeople: 4,
    handle,
    giveUp,
    mark: quiet,
  });
}

test('two instances: one event of a person at a time, in order, and many people at once', async () => {
  const people = ['a', 'b', 'c', 'd', 'e', 'f'];
  await store(people, 15);
  const order = new Map<string, string[]>(people.map((person) => [person, []]));
  const busy = new Set<string>();
  const clashes: string[] = [];
  let mostAtOnce = 0;
  const instances = ['one', 'two'].map((owner) =>
    worker(owner, async (row) => {
      if (busy.has(row.person)) clashes.push(row._id);
      busy.add(row.person);
      mostAtOnce = Math.max(mostAtOnce, busy.size);
      await held.database.models.inbox.countDocuments();
      order.get(row.person)?.push(row._id);
      busy.delete(row.person);
      await done(row, owner);
    }),
  );
  while ((await held.database.models.inbox.countDocuments({ state: { $ne: 'done' } })) > 0) {
    await Promise.all(instances.map((i) => i.sweep()));
    await Promise.all(instances.map((i) => i.idle()));
  }
  expect(clashes).toEqual([]);
  expect(mostAtOnce).toBeGreaterThan(1);
  for (const handled of order.values()) {
    expect(handled).toHaveLength(15);
    expect(handled).toEqual([...handled].sort());
  }
});

test('what a stalled instance holds is taken over when its lease runs out, not before', async () => {
  await store(['a'], 2);
  let letGo = quiet as () => void;
  const stall = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const late: number[] = [];
  const stalled = worker('stalled', async (row) => {
    await stall;
    late.push((await done(row, 'stalled')).matchedCount);
  });
  const handled: string[] = [];
  const other = worker('other', async (row) => {
    handled.push(row._id);
    await done(row, 'other');
  });
  const { inbox } = held.database.models;
  await stalled.sweep();
  while ((await inbox.countDocuments({ state: 'leased' })) === 0);

  await clock.advance(inboxLeaseMs - 1);
  await other.sweep();
  await other.idle();
  expect(handled).toEqual([]);

  await clock.advance(2);
  await other.sweep();
  await other.idle();
  expect(handled).toEqual(['a000', 'a001']);

  letGo();
  await stalled.stop();
  expect(late).toEqual([0]);
  expect(await inbox.countDocuments({ state: 'done' })).toBe(2);
});

test('the turn of an instance that lost its lease leaves nothing behind (fencing)', async () => {
  const user = `U${'1'.repeat(32)}` as UserId;
  await store([user], 1);
  const { database } = held;
  const { models } = database;
  await models.inbox.updateMany(
    {},
    { $set: { state: 'leased', lease: { owner: 'other', until: clock.now() + 1 } } },
  );
  const commit = (owner: string) =>
    turnCommitter({
      database,
      secrets: makeSecrets(randomBytes(32)),
      render: () => ({ type: 'text', text: 'x' }),
      mayRide: async () => false,
      now: clock.now,
    })(firstTurn(`${user}000`, user, clock.now()), { owner, replyToken: 'r' });
  expect(await commit('stalled')).toEqual({ outcome: 'duplicate', rows: [] });
  expect(await models.sessions.countDocuments()).toBe(0);
  expect(await models.outbox.countDocuments()).toBe(0);
  expect((await commit('other')).outcome).toBe('done');
  expect((await commit('other')).outcome).toBe('duplicate');
  expect(await models.outbox.countDocuments()).toBe(1);
});

test('an event that crashed five instances is set aside', async () => {
  await store(['a'], 2);
  const { inbox } = held.database.models;
  await inbox.updateOne({ _id: 'a000' }, { $set: { attempts: 5 } });
  const handled: string[] = [];
  const instance = worker('one', async (row) => {
    handled.push(row._id);
    await done(row, 'one');
  });
  await instance.sweep();
  await instance.idle();
  expect(handled).toEqual(['a001']);
  expect((await inbox.findById('a000').lean())?.state).toBe('dead');
});

test('an event whose facts never stand still is set aside, and the next one goes on', async () => {
  await store(['a'], 2);
  const told: string[] = [];
  const handled: string[] = [];
  const one = worker(
    'one',
    async (row) => {
      if (row._id === 'a000') throw new AppError('turn-kept-moving', { kind: 'contended' });
      handled.push(row._id);
      await done(row, 'one');
    },
    async (row) => {
      told.push(row._id);
    },
  );
  for (let claims = 0; claims < 6; claims += 1) {
    await one.sweep();
    await one.idle();
    await clock.advance(inboxLeaseMs + 1);
  }
  expect(told).toEqual(['a000']);
  expect(handled).toEqual(['a001']);
});
