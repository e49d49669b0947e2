import { randomBytes } from 'node:crypto';
import type { DecidedTurn } from '../../../src/bot/ports.js';
import type { UserId } from '../../../src/core/ids.js';
import { type Effect, say, sayForSure, write } from '../../../src/flow/effect.js';
import { blankSession } from '../../../src/flow/talk.js';
import { turnCommitter } from '../../../src/infra/mongo/commit.js';
import type { InboxRow } from '../../../src/infra/mongo/rows.js';
import { makeSecrets } from '../../../src/infra/secrets.js';
import { type Message, text } from '../../../src/say/message.js';
import { testClock } from '../../harness/clock.js';
import { withDatabase } from '../../harness/database.js';
import { firstTurn } from './first-turn.js';

const clock = testClock(Date.UTC(2021, 1, 27));
const us = 'us';
const unspeakable = text('no renderer knows this');
let held: Awaited<ReturnType<typeof withDatabase>>;
let transactions: number;
let commit: ReturnType<typeof turnCommitter>;
beforeEach(async () => {
  held = await withDatabase();
  transactions = 0;
  commit = turnCommitter({
    database: held.database,
    secrets: makeSecrets(randomBytes(32)),
    render: (message: Message) => {
      if (message === unspeakable) throw new Error('the template is missing');
      return { type: 'text', text: 'x' };
    },
    // Asked once in every transaction.
    mayRide: async () => {
      transactions += 1;
      return false;
    },
    now: clock.now,
  });
});
afterEach(() => held.drop());

/** The turns of so many people, whose events are leased to us; all of them new, and answered. */
async function turns(count: number): Promise<readonly DecidedTurn[]> {
  const people = Array.from(
    { length: count },
    (_, n) => `U${String(n).padStart(32, '0')}` as UserId,
  );
  await held.database.models.inbox.insertMany(
    people.map(
      (person): InboxRow => ({
        _id: `event${person}`,
        person,
        storedAt: clock.now(),
        state: 'leased',
        lease: { owner: us, until: clock.now() + 1 },
        attempts: 1,
        event: '{}',
        doneAt: null,
      }),
    ),
  );
  return people.map((from) => firstTurn(`event${from}`, from, clock.now()));
}

/** What becomes of turns that end at the same moment. */
async function outcomes(all: readonly DecidedTurn[]): Promise<readonly string[]> {
  const settled = await Promise.allSettled(
    all.map((turn) => commit(turn, { owner: us, replyToken: 'r' })),
  );
  return settled.map((s) => (s.status === 'fulfilled' ? s.value.outcome : String(s.reason)));
}

/** How many are done, have a session, and are answered. */
async function kept() {
  const { inbox, sessions, outbox } = held.database.models;
  return [
    await inbox.countDocuments({ state: 'done' }),
    await sessions.countDocuments({ rev: 1 }),
    await outbox.countDocuments({ state: 'replying' }),
  ];
}

test('turns that end together are committed together', async () => {
  expect(await outcomes(await turns(9))).toEqual(Array(9).fill('done'));
  expect(await kept()).toEqual([9, 9, 9]);
  expect(transactions).toBe(1);
});

test('whoever was overtaken decides anew, and nobody else does', async () => {
  const all = await turns(5);
  const moved = all[3];
  await held.database.models.sessions.insertMany([
    { _id: String(moved?.arrival.from), rev: 7, session: blankSession, at: 0 },
  ]);
  expect(await outcomes(all)).toEqual(['done', 'done', 'done', 'again', 'done']);
  expect(await kept()).toEqual([4, 4, 4]);
});

test('an event that another instance has taken over is left to it', async () => {
  const all = await turns(5);
  await held.database.models.inbox.updateOne(
    { _id: String(all[2]?.arrival.id) },
    { $set: { lease: { owner: 'another', until: clock.now() + 1 } } },
  );
  expect(await outcomes(all)).toEqual(['done', 'done', 'duplicate', 'done', 'done']);
  expect(await kept()).toEqual([4, 4, 4]);
});

test('a turn that fails by itself harms none of the others', async () => {
  const all = await turns(5);
  const broken = all.map((turn, n) => (n === 4 ? { ...turn, effects: [say(unspeakable)] } : turn));
  expect(await outcomes(broken)).toEqual([
    'done',
    'done',
    'done',
    'done',
    'Error: the template is missing',
  ]);
  expect(await kept()).toEqual([4, 4, 4]);
});

test('nothing is left for somebody who is erased while another turn tells them something', async () => {
  const [telling, erased] = await turns(2);
  if (!telling || !erased) throw new Error('there are two');
  const { from: user, at } = erased.arrival;
  if (user === null) throw new Error('somebody spoke');
  const told: Effect = {
    do: 'tell',
    to: user,
    messages: [text('x')],
    key: 'k',
    lane: 'interactive',
    until: clock.now() + 1,
  };
  const erasing = [write({ kind: 'member.erase', user, at }), sayForSure(text('x'))];
  expect(
    await outcomes([
      { ...telling, effects: [told] },
      { ...erased, session: null, effects: erasing, isErased: true },
    ]),
  ).toEqual(['done', 'done']);
  const { outbox } = held.database.models;
  expect(
    await outbox.find({ kind: 'push' }, { to: 1, state: 1, messages: 1 }).lean(),
  ).toMatchObject([{ to: null, state: 'cancelled', messages: null }]);
});
