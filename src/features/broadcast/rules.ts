import type { GrantedScope } from '../../access/scope.js';
import { inScope } from '../../access/scope.js';
import { type AreaCode, covers } from '../../core/area.js';
import type { Audience } from '../../core/plan.js';
import type { Round } from '../../core/round.js';
import { dayMs, type Instant } from '../../core/time.js';
import type { MessageQuota, Sent } from './facts.js';

/** The dearest of LINE's prices in Thailand for a message beyond the plan's own (Basic, ex VAT). */
const bahtAMessage = 0.1;
/** The same words to the same people within this are asked about first. */
export const sameTextMs = 2 * dayMs;
/** Words that could not be delivered within this are of no use any more. */
const wantedMs = dayMs;

/** The most that sending to so many people can cost. */
export const costOf = (people: number): number => Math.ceil(people * bahtAMessage);

/** Messages that may still be sent this month; null: no limit. */
export const leftOf = ({ limit, used }: MessageQuota): number | null =>
  limit === null ? null : Math.max(0, limit - used);

/** Until when a message is of use; one about a round no longer than the round takes reports. */
export const untilOf = (now: Instant, round: Round | null): Instant =>
  Math.min(now + wantedMs, round?.lockAt ?? Number.POSITIVE_INFINITY);

const overlap = (a: AreaCode | null, b: AreaCode | null): boolean =>
  a === null || b === null || covers(a, b) || covers(b, a);

/** Whether some of these people were sent these words before, or will be without more ado; null: neither. */
export function sentBefore(
  sent: readonly Sent[],
  about: string,
  audience: Audience,
): 'sent' | 'held' | null {
  const same = sent.filter((s) => s.about === about && overlap(s.audience.area, audience.area));
  if (same.length === 0) return null;
  return same.every((s) => s.held) ? 'held' : 'sent';
}

/** Whether the scope covers everybody of the audience. */
export const mayReach = (scope: GrantedScope, { area }: Audience): boolean =>
  area === null ? scope.kind === 'all' : inScope(scope, area);
