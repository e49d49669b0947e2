import type { GrantedScope } from '../../access/scope.js';
import type { AreaBook } from '../../core/area.js';
import type { UserId } from '../../core/ids.js';
import type { Audience, Plan, PlanId } from '../../core/plan.js';
import type { Period } from '../../core/round.js';
import type { Instant } from '../../core/time.js';

/** What was sent to whom, or will be, and not stopped. */
export type Sent = {
  readonly about: string;
  readonly audience: Audience;
  /** Nobody has got it yet. */
  readonly held: boolean;
};
/** Paid messages of this month; no limit: null. */
export type MessageQuota = { readonly limit: number | null; readonly used: number };

/** Who an audience is at this moment. */
export type Reach = {
  /** They would get it. */
  readonly people: number;
  /** All who are meant, also those who have no account here or left. */
  readonly seats: number;
};

export type BroadcastPorts = {
  readonly areas: AreaBook;
  readonly admins: readonly UserId[];
  /** Recipients above which a second person must approve. */
  readonly approvalOver: number;
  periods(): Promise<readonly Period[]>;
  /** Nobody outside the scope. */
  reach(scope: GrantedScope, audience: Audience): Promise<Reach>;
  /** Null: LINE does not say at the moment. */
  messageQuota(): Promise<MessageQuota | null>;
  sentSince(at: Instant): Promise<readonly Sent[]>;
  plan(id: PlanId): Promise<Plan | null>;
};
