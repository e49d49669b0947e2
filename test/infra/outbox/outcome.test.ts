import fc from 'fast-check';
import {
  type LineAnswer,
  type Verdict,
  verdictBefore,
  verdictOf,
} from '../../../src/infra/outbox/outcome.js';

const second = 1_000;
const hour = 3_600 * second;
/** When the row was made. */
const born = 1_614_391_200_000;

const ok: LineAnswer = { kind: 'ok' };
const before: LineAnswer = { kind: 'accepted-before' };
const rate: LineAnswer = { kind: 'rate-limited' };
const quota: LineAnswer = { kind: 'quota-reached' };
const token: LineAnswer = { kind: 'invalid-reply-token' };
const unclear: LineAnswer = { kind: 'unclear', what: 'timeout' };
const refused: LineAnswer = { kind: 'refused', status: 400, why: '400' };

type Row = Parameters<typeof verdictOf>[0];
const push: Row = {
  kind: 'push',
  matters: true,
  attempts: 1,
  firstAttemptAt: null,
  createdAt: born,
};
const reply: Row = { ...push, kind: 'reply' };
const chat: Row = { ...reply, matters: false };
/** After an attempt that LINE may have accepted. */
const doubtful = { attempts: 2, firstAttemptAt: born };

const sent: Verdict = { state: 'sent' };
const dead: Verdict = { state: 'dead' };
const cancelled: Verdict = { state: 'cancelled' };
const asPush: Verdict = { state: 'as-push' };
const after = (afterMs: number): Verdict => ({ state: 'retry', afterMs });

const table: readonly (readonly [string, Row, LineAnswer, number, Verdict])[] = [
  ['push, 2xx', push, ok, 0, sent],
  ['push, 409', { ...push, ...doubtful }, before, 0, sent],
  ['push, rate limit: later and slower', push, rate, 0, after(3 * second)],
  ['push, monthly limit: an hour later', push, quota, 0, after(hour)],
  ['push, monthly limit for days', { ...push, attempts: 99 }, quota, 99 * hour, after(hour)],
  ['push, unclear', { ...push, ...doubtful, attempts: 1 }, unclear, 0, after(second)],
  [
    'push, unclear again: doubled',
    { ...push, ...doubtful, attempts: 3 },
    unclear,
    0,
    after(4 * second),
  ],
  [
    'push, unclear often: 5 minutes at most',
    { ...push, attempts: 50 },
    unclear,
    0,
    after(150 * second),
  ],
  ['push, other 4xx', push, refused, 0, dead],
  ['reply, 2xx', reply, ok, 0, sent],
  ['reply, rate limit', reply, rate, 0, after(second)],
  ['reply, rate limit until its time is over', reply, rate, 44 * second, asPush],
  ['reply, rate limit until its time is over, of no weight', chat, rate, 44 * second, cancelled],
  ['reply, unclear', { ...reply, firstAttemptAt: born }, unclear, 0, after(second)],
  [
    'reply, unclear three times',
    { ...reply, ...doubtful, attempts: 3 },
    unclear,
    9 * second,
    asPush,
  ],
  ['the same of no weight', { ...chat, ...doubtful, attempts: 3 }, unclear, 9 * second, cancelled],
  ['reply, token invalid at once', reply, token, 0, asPush],
  ['the same of no weight', chat, token, 0, cancelled],
  ['reply, token invalid after a rate limit', { ...reply, attempts: 2 }, token, 0, asPush],
  ['reply, token invalid after an unclear one', { ...reply, ...doubtful }, token, 0, sent],
  ['reply, other 4xx', reply, refused, 0, dead],
];

test.each(table)('%s', (_name, row, answer, ageMs, verdict) => {
  expect(verdictOf(row, answer, born + ageMs, 0.5)).toEqual(verdict);
});

test('the waits of a crowd are spread from nothing to the full wait', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(200), (random, attempts) => {
      const verdict = verdictOf({ ...push, attempts }, unclear, born, random);
      expect(verdict.state).toBe('retry');
      const most = Math.min(300 * second, 2 ** attempts * second);
      expect('afterMs' in verdict ? verdict.afterMs : -1).toBe(Math.ceil(random * most));
    }),
  );
});

test('no attempt of a reply begins after 45 s, whatever is answered', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(rate, quota, unclear),
      fc.nat(20),
      fc.nat(60 * second),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (answer, attempts, ageMs, random) => {
        const verdict = verdictOf({ ...reply, attempts }, answer, born + ageMs, random);
        if (verdict.state === 'retry') expect(ageMs + verdict.afterMs).toBeLessThan(45 * second);
      },
    ),
  );
});

describe('before an attempt', () => {
  const row = { kind: 'push' as const, to: 'U1', until: born + 99 * hour, firstAttemptAt: null };
  const begun = { ...row, firstAttemptAt: born };
  test.each([
    ['wanted', row, 99 * hour, null],
    ['past its time', row, 99 * hour + 1, 'cancelled'],
    ['its person was erased', { ...row, to: null }, 0, 'cancelled'],
    ['begun less than 24 h ago', begun, 24 * hour - 1, null],
    ['begun 24 h ago: the key has expired', begun, 24 * hour, 'dead'],
    ['never accepted for days', row, 48 * hour, null],
    ['a reply has no key', { ...begun, kind: 'reply' as const }, 24 * hour, null],
  ])('%s', (_name, given, ageMs, verdict) => {
    expect(verdictBefore(given, born + ageMs)).toBe(verdict);
  });
});
