import { roundsOf } from '../../src/core/programme.js';
import { chasedRound, isNamed, type Period, type RoundName } from '../../src/core/round.js';
import { programmeOf2564 } from '../harness/world.js';

const rounds = roundsOf(programmeOf2564());
const opened = (count: number): readonly Period[] =>
  rounds.map((round, i) => ({ round, opened: i < count, expected: 0 }));
const [first, second] = rounds;
const at = second?.dueAt ?? 0;
const meant = (periods: readonly Period[], named: string | RoundName | null) =>
  chasedRound(periods, at, named)?.round.id ?? null;

test('a round is named by its number or by the code of a button', () => {
  expect(meant(opened(2), { number: 1 })).toBe(first?.id);
  expect(meant(opened(2), first?.code ?? '')).toBe(first?.id);
});

test('nothing named, or the code of another programme, is the round to chase first', () => {
  expect(meant(opened(2), null)).toBe(second?.id);
  expect(meant(opened(2), '63A1R1')).toBe(second?.id);
});

test('a number is taken at its word: unopened, unknown or shared, it is no round', () => {
  expect(meant(opened(2), { number: 3 })).toBeNull();
  expect(meant(opened(2), { number: 9 })).toBeNull();
  const shared = opened(2).map((p) => ({ ...p, round: { ...p.round, number: 1 } }));
  expect(meant(shared, { number: 1 })).toBeNull();
  expect(meant([], null)).toBeNull();
});

test('a round is named by its number, that and how many there are, or the day it is due', () => {
  const named = (name: RoundName) => rounds.filter((r) => isNamed(r, name)).map((r) => r.number);
  expect(named({ number: 2 })).toEqual([2]);
  expect(named({ number: 2, second: 3 })).toEqual([2]);
  expect(named({ number: 2, second: 4 })).toEqual([]);
  expect(named({ number: 1, second: 4 })).toEqual([2]);
  expect(named({ number: 1, month: 5 })).toEqual([3]);
  expect(named({ number: 2, month: 5 })).toEqual([]);
});
