import type { RoundId } from './ids.js';
import { addDays, dayOf, type Instant, timeOf } from './time.js';

/** One figure that a form asks for. */
export type Field = {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly question: string;
  readonly why: string;
  readonly example: string;
  readonly words: readonly string[];
  readonly most: number;
};
export type Form = {
  readonly id: string;
  readonly fields: readonly Field[];
  /** Whether a report is complete without a picture; none is ever refused for want of one. */
  readonly photos: 'required' | 'optional';
  /** What a figure usually is for each of another; far from it the leader is asked once (metrics.md, Plausibility). */
  readonly usual?:
    | { readonly figure: string; readonly per: string; readonly value: number }
    | undefined;
};

/** One due date of an activity. */
export type Round = {
  readonly id: RoundId;
  readonly code: string;
  readonly programme: string;
  readonly activity: { readonly number: number; readonly name: string };
  /** The how-manieth round of its activity, from 1, and how many there are. */
  readonly number: number;
  readonly of: number;
  readonly opensAt: Instant;
  /** Last millisecond that is on time. */
  readonly dueAt: Instant;
  /** Last millisecond at which a report still counts, as late. */
  readonly lockAt: Instant;
  readonly form: Form;
  /** When those missing are reminded. */
  readonly reminders: Ladder;
  /** When officers are told who is missing. */
  readonly digests: Ladder;
};

/** Moments around a deadline: days from it, and `HH:MM` in Bangkok. */
export type Ladder = readonly { readonly day: number; readonly time: string }[];

/** The step of the ladder that falls on this very minute: its day from the deadline; else null. */
export function stepAt(ladder: Ladder, dueAt: Instant, slot: Instant): number | null {
  const step = ladder.find(
    ({ day, time }) => addDays(dayOf(dueAt), day) === dayOf(slot) && time === timeOf(slot),
  );
  return step?.day ?? null;
}

/** A round as the opening job left it: Expected is fixed once it is open. */
export type Period = {
  readonly round: Round;
  readonly opened: boolean;
  readonly expected: number;
};

export type RoundPhase = 'planned' | 'open' | 'late' | 'locked';

/** Where a round stands at `at`. */
export function phaseOf(round: Round, at: Instant): RoundPhase {
  if (at < round.opensAt) return 'planned';
  if (at <= round.dueAt) return 'open';
  return at <= round.lockAt ? 'late' : 'locked';
}

/** Whether a report sent at `at` counts for the round. */
export const accepts = (round: Round, at: Instant): boolean => {
  const phase = phaseOf(round, at);
  return phase === 'open' || phase === 'late';
};

/** The rounds that have opened by `at`, the one due first in front. */
export const openedAt = (periods: readonly Period[], at: Instant): readonly Period[] =>
  periods.filter((p) => p.opened && p.round.opensAt <= at);

/**
 * The rounds to chase now, the one due first in front: those that still take reports, also
 * late ones; else the newest opened one. None before the first has opened.
 */
export function chasedRounds(periods: readonly Period[], at: Instant): readonly Period[] {
  const opened = openedAt(periods, at);
  const taking = opened.filter((p) => accepts(p.round, at));
  return taking.length > 0 ? taking : opened.slice(-1);
}

/** A round as people name it: its number, perhaps of how many (`2/3`), or the day it is due (`1/4`, `1 เม.ย.`). */
export type RoundName = {
  readonly number: number;
  /** Behind a slash: of how many, or the month. */
  readonly second?: number;
  readonly month?: number;
};

/** Whether somebody may mean this round. */
export function isNamed(round: Round, { number, second, month }: RoundName): boolean {
  const [, dueMonth, dueDay] = dayOf(round.dueAt).split('-').map(Number);
  const isDue = dueDay === number && dueMonth === (month ?? second);
  if (month !== undefined || isDue) return isDue;
  return round.number === number && (second === undefined || second === round.of);
}

/**
 * The opened round of that code, else the one to chase first. A name is taken at its word: null when
 * no opened round has it, or several. Null as well before the first has opened.
 */
export function chasedRound(
  periods: readonly Period[],
  at: Instant,
  named: string | RoundName | null,
): Period | null {
  const opened = openedAt(periods, at);
  if (named !== null && typeof named === 'object') {
    const [only = null, ...others] = opened.filter((p) => isNamed(p.round, named));
    return others.length === 0 ? only : null;
  }
  return opened.find((p) => p.round.code === named) ?? chasedRounds(periods, at)[0] ?? null;
}

/** What an expected unit is in a round (metrics.md). The three make up Expected. */
export type Standing = 'onTime' | 'late' | 'missing';

/** The standing that a first report at `firstAt` earns; a later correction does not change it. */
export const standingOf = (round: Round, firstAt: Instant | null): Standing => {
  if (firstAt === null) return 'missing';
  return firstAt <= round.dueAt ? 'onTime' : 'late';
};

export type Tally = { readonly [K in Standing]: number };
export const emptyTally: Tally = { onTime: 0, late: 0, missing: 0 };

/** Adds tallies of disjoint areas. */
export const addTallies = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, t) => ({
      onTime: sum.onTime + t.onTime,
      late: sum.late + t.late,
      missing: sum.missing + t.missing,
    }),
    emptyTally,
  );

export const expectedOf = (t: Tally): number => t.onTime + t.late + t.missing;

export type Rates = {
  /** (On time + Late) / Expected */
  readonly reporting: number;
  /** On time / Expected, the headline */
  readonly timeliness: number;
  /** On time / Received; null when nothing was received */
  readonly timelinessOfReceived: number | null;
};

/** Rates from 0 to 1 by metrics.md; null when nothing is expected (shown as "–", never 0 %). */
export function ratesOf(t: Tally): Rates | null {
  const expected = expectedOf(t);
  if (expected === 0) return null;
  const received = t.onTime + t.late;
  return {
    reporting: received / expected,
    timeliness: t.onTime / expected,
    timelinessOfReceived: received === 0 ? null : t.onTime / received,
  };
}

/** Whole percents that sum to 100 (largest remainder); null when nothing is expected. */
export function percentsOf(t: Tally): Tally | null {
  const expected = expectedOf(t);
  if (expected === 0) return null;
  const keys: readonly Standing[] = ['onTime', 'late', 'missing'];
  const exact = keys.map((k) => (t[k] * 100) / expected);
  const whole = exact.map(Math.floor);
  const left = 100 - whole.reduce((a, b) => a + b, 0);
  const byRemainder = keys
    .map((_, i) => i)
    .sort((a, b) => (exact[b] ?? 0) - (whole[b] ?? 0) - ((exact[a] ?? 0) - (whole[a] ?? 0)));
  for (const i of byRemainder.slice(0, left)) whole[i] = (whole[i] ?? 0) + 1;
  return { onTime: whole[0] ?? 0, late: whole[1] ?? 0, missing: whole[2] ?? 0 };
}
