import { createHash } from 'node:crypto';
import type { EventId, GroupId, UserId } from '../../core/ids.js';
import { hourMs, minuteMs } from '../../core/time.js';
import type { Lane } from '../../flow/effect.js';
import type { LineMessage } from '../../say/render.js';
import type { OutboxRow, PlanRow } from '../mongo/rows.js';

// The namespace of our keys, made once at random; changing it would send everything twice.
const namespace = Buffer.from('6f2e0d4b8f6b4f2f9b0a4c1d7e3a5b90', 'hex');

/** UUIDv5 (RFC 9562): the same key always gives the same id, which is also LINE's retry key. */
export function retryKeyOf(key: string): string {
  const hash = createHash('sha1').update(namespace).update(key).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/** How long a reply may be under way before its outcome counts as unknown. */
export const replyLeaseMs = minuteMs;
/** A receipt that could not be delivered within this is of no use any more. */
const replyWantedMs = 24 * hourMs;

const row = (p: Pick<OutboxRow, 'key' | 'kind' | 'state' | 'until' | 'createdAt'>) => ({
  _id: retryKeyOf(p.key),
  replyToken: null,
  lease: null,
  attempts: 0,
  dueAt: p.createdAt,
  firstAttemptAt: null,
  batch: null,
  outcome: null,
  ...p,
});

/**
 * The reply to an event: already leased, because it is sent at once. Without a reply token it is a push
 * when it matters, and nothing when it does not.
 */
export function replyRow(p: {
  readonly event: EventId;
  readonly to: UserId | GroupId;
  readonly replyToken: string | null;
  readonly messages: readonly LineMessage[];
  readonly matters: boolean;
  readonly owner: string;
  readonly now: number;
}): OutboxRow | null {
  const { to, messages, matters, now } = p;
  const key = `reply:${p.event}`;
  const common = { to, messages, matters, lane: 'interactive' as const, createdAt: now };
  const until = now + replyWantedMs;
  if (p.replyToken === null)
    return matters
      ? { ...common, ...row({ key, kind: 'push', state: 'pending', until, createdAt: now }) }
      : null;
  return {
    ...common,
    ...row({ key, kind: 'reply', state: 'replying', until, createdAt: now }),
    replyToken: p.replyToken,
    lease: { owner: p.owner, until: now + replyLeaseMs },
  };
}

/** A message to somebody; its key makes it happen once. */
export function pushRow(p: {
  readonly to: UserId;
  readonly messages: readonly LineMessage[];
  readonly key: string;
  readonly lane: Lane;
  readonly until: number;
  readonly now: number;
}): OutboxRow {
  const { to, messages, lane, key, until, now } = p;
  const made = row({ key, kind: 'push', state: 'pending', until, createdAt: now });
  return { ...made, to, messages, lane, matters: true };
}

/** The nth part of a plan's audience. */
export function batchRow(p: {
  readonly plan: Pick<PlanRow, '_id' | 'messages' | 'lane' | 'until'>;
  readonly number: number;
  readonly recipients: readonly string[];
  readonly now: number;
}): OutboxRow {
  const { plan, recipients, now } = p;
  const { messages, lane, until } = plan;
  const key = `${plan._id}:${p.number}`;
  return {
    ...row({ key, kind: 'multicast', state: 'pending', until, createdAt: now }),
    to: null,
    messages,
    lane,
    matters: true,
    batch: { plan: plan._id, recipients, size: recipients.length, dropped: 0, frozen: false },
  };
}
