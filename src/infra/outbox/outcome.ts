import { hourMs, minuteMs, secondMs } from '../../core/time.js';
import type { OutboxRow } from '../mongo/rows.js';

/** What LINE answered to one call. */
export type LineAnswer =
  | { readonly kind: 'ok' }
  /** 409: this retry key was accepted before. */
  | { readonly kind: 'accepted-before' }
  | { readonly kind: 'rate-limited' }
  | { readonly kind: 'quota-reached' }
  | { readonly kind: 'invalid-reply-token' }
  /** 5xx, time-out, reset or a cut answer: it may or may not have been accepted. */
  | { readonly kind: 'unclear'; readonly what: string }
  /** No connection came about: it was surely not accepted. */
  | { readonly kind: 'unreached'; readonly what: string }
  | { readonly kind: 'refused'; readonly status: number; readonly why: string };

/** What becomes of a row after an attempt. */
export type Verdict =
  | { readonly state: 'sent' | 'dead' | 'cancelled' }
  /** The same call again, after a while. */
  | { readonly state: 'retry'; readonly afterMs: number }
  /** A reply that goes on as a push with the same content, once. */
  | { readonly state: 'as-push' };

/** A reply token lives a minute, and so does a reply's lease: no attempt begins later than this. */
const replyTriesMs = 45 * secondMs;
const mostUnclearReplies = 3;
/** LINE forgets a retry key after this: the same key would then send twice. */
const retryKeyLifeMs = 24 * hourMs;

/** Full jitter: anything up to the doubled wait, so that crowds spread out. */
const backoffMs = (attempts: number, random: number): number =>
  Math.ceil(random * Math.min(5 * minuteMs, 2 ** Math.min(attempts, 9) * secondMs));

/**
 * What becomes of a row without another attempt; null when it is to be tried. After its key's life the
 * same call would be a new message to LINE, and might be a second one to the person.
 */
export function verdictBefore(
  row: Pick<OutboxRow, 'kind' | 'to' | 'until' | 'firstAttemptAt'>,
  now: number,
): 'cancelled' | 'dead' | null {
  const isNobodys = row.to === null && row.kind !== 'multicast';
  if (isNobodys || now > row.until) return 'cancelled';
  const isKeyOver = row.firstAttemptAt !== null && now - row.firstAttemptAt >= retryKeyLifeMs;
  return row.kind !== 'reply' && isKeyOver ? 'dead' : null;
}

/**
 * The table of outcomes (architecture.md, Sending). `row.attempts` counts this attempt too;
 * `random` is from 0 to 1.
 */
export function verdictOf(
  row: Pick<OutboxRow, 'kind' | 'matters' | 'attempts' | 'firstAttemptAt' | 'createdAt'>,
  answer: LineAnswer,
  now: number,
  random: number,
): Verdict {
  if (answer.kind === 'ok' || answer.kind === 'accepted-before') return { state: 'sent' };
  if (answer.kind === 'refused') return { state: 'dead' };
  return row.kind === 'reply'
    ? replyVerdict(row, answer, now, random)
    : pushVerdict(row, answer, random);
}

type Open = Exclude<LineAnswer, { kind: 'ok' | 'accepted-before' | 'refused' }>;

function replyVerdict(
  row: Parameters<typeof verdictOf>[0],
  answer: Open,
  now: number,
  random: number,
): Verdict {
  const giveUp: Verdict = { state: row.matters ? 'as-push' : 'cancelled' };
  if (answer.kind === 'invalid-reply-token')
    // After an unclear attempt this means that the first one got through.
    return row.firstAttemptAt === null ? giveUp : { state: 'sent' };
  const tries =
    answer.kind === 'unclear' || answer.kind === 'unreached'
      ? mostUnclearReplies
      : Number.POSITIVE_INFINITY;
  const afterMs = backoffMs(row.attempts, random);
  const again = row.attempts < tries && now + afterMs - row.createdAt < replyTriesMs;
  return again ? { state: 'retry', afterMs } : giveUp;
}

function pushVerdict(row: Parameters<typeof verdictOf>[0], answer: Open, random: number): Verdict {
  if (answer.kind === 'invalid-reply-token') return { state: 'dead' };
  if (answer.kind === 'quota-reached') return { state: 'retry', afterMs: hourMs };
  if (answer.kind === 'rate-limited')
    return { state: 'retry', afterMs: secondMs + backoffMs(2, random) };
  return { state: 'retry', afterMs: backoffMs(row.attempts, random) };
}

/** How long an attempt may be under way before its process counts as dead. */
export const pushLeaseMs = minuteMs;

/** What a crash left: a push is tried again with its key, a reply's outcome is unknown. */
export function afterCrash(row: OutboxRow, now: number): Partial<OutboxRow> {
  const asPending = { state: 'pending', lease: null, dueAt: now } as const;
  if (row.state === 'leased') {
    // It may have been sent when it was claimed, so its key counts from then.
    const claimedAt = (row.lease?.until ?? now) - pushLeaseMs;
    return { ...asPending, firstAttemptAt: row.firstAttemptAt ?? claimedAt };
  }
  const outcome = 'reply-unknown';
  if (row.matters) return { ...asPending, kind: 'push', replyToken: null, outcome };
  return { state: 'cancelled', lease: null, messages: null, outcome };
}
