import type { AreaCode } from './area.js';
import type { RoundId, UserId } from './ids.js';
import { type Instant, minuteMs } from './time.js';

declare const brand: unique symbol;
/** A message to many; says what it is about, e.g. `broadcast:<event>`. */
export type PlanId = string & { readonly [brand]: 'PlanId' };

/**
 * A question that is answered while sending, never a list of people: who holds a seat in `area` (null:
 * everywhere) and, when `missing` names a round, has not reported in it.
 */
export type Audience = { readonly area: AreaCode | null; readonly missing: RoundId | null };

/**
 * `asked`: waits for a second person. `holding`: may still be stopped before anybody gets it.
 * `running`: people are being put into batches. `sending`: all batches are made.
 */
export type PlanState = 'asked' | 'holding' | 'running' | 'sending' | 'done' | 'stopped';

/** People of the batches made so far. */
export type PlanCounts = {
  /** LINE took the message for them. */
  readonly accepted: number;
  /** LINE refused it for good. */
  readonly refused: number;
  /** They left, reported or were erased before their turn. */
  readonly dropped: number;
  /** Their turn came after `until`. */
  readonly tooLate: number;
  readonly waiting: number;
  /** Some wait because LINE takes no more messages this month. */
  readonly outOfQuota: boolean;
};
export const noCounts: PlanCounts = {
  ...{ accepted: 0, refused: 0, dropped: 0, tooLate: 0, waiting: 0 },
  outOfQuota: false,
};

export type Plan = {
  readonly id: PlanId;
  /** Null: nobody's any more, or a job's. */
  readonly madeBy: UserId | null;
  readonly audience: Audience;
  readonly state: PlanState;
  /** False while it has to wait for a second person. */
  readonly approved: boolean;
  readonly startsAt: Instant;
  /** After this nobody else gets it. */
  readonly until: Instant;
  /** The size of the audience when it was decided on. */
  readonly people: number;
  /** All batches are made. */
  readonly isBatched: boolean;
  readonly counts: PlanCounts;
};

/**
 * How a plan stands for people. `unapproved`: nobody approved it in time. `over`: stopped, and too late to
 * go on. `waiting`: the month's messages are used up. `nobody`: it ended and reached nobody. One that was
 * stopped when nobody was left to get it is `done`.
 */
export type PlanStage = PlanState | 'unapproved' | 'over' | 'waiting' | 'nobody';

export function stageOf(plan: Plan, at: Instant): PlanStage {
  const { state, approved, until, isBatched, counts } = plan;
  if (!approved && (state === 'done' || (state === 'asked' && at > until))) return 'unapproved';
  if (state === 'done' || (state === 'stopped' && isBatched && counts.waiting === 0))
    return counts.accepted === 0 ? 'nobody' : 'done';
  if (state === 'stopped' && approved && at > until) return 'over';
  return counts.outOfQuota && (state === 'running' || state === 'sending') ? 'waiting' : state;
}

export type PlanWrite =
  /** Precondition: it is neither done nor stopped. What LINE cannot have accepted is held back. */
  | { readonly kind: 'plan.stop'; readonly plan: PlanId }
  /** Precondition: it is stopped, and was approved. */
  | { readonly kind: 'plan.resume'; readonly plan: PlanId; readonly startsAt: Instant }
  /** Precondition: it waits for a second person. */
  | { readonly kind: 'plan.approve'; readonly plan: PlanId; readonly startsAt: Instant };

/** Time to think again between the decision and the first message. */
export const holdMs = minuteMs;

/** The plan of that name, as it stands in the data of a button: whoever presses it is checked later. */
export const parsePlanId = (text: string): PlanId | null =>
  /^[a-z]+:[\w:.-]{1,100}$/i.test(text) ? (text as PlanId) : null;
