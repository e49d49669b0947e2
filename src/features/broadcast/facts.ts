import type { GrantedScope } from '../../access/scope.js';
import type { AreaBook } from '../../core/area.js';
import type { UserId } from '../../core/ids.js';
import type { Audience, Plan, PlanId } from '../../core/plan.js';
import type { Period } from '../../core/round.js';
import type { Instant } from '../../core/time.js';

/** What was sent to whom, and not stopped. */
export type Sent = { readonly about: string; readonly audience: Audience };
/** Paid messages of this month; no limit: null. */
export type MessageQuota = { readonly limit: number | null; readonly used: number };

export type BroadcastPorts = {
  readonly areas: AreaBook;
  readonly admins: readonly UserId[];
  /** Recipients above which a second person must approve. */
  readonly approvalOver: number;
  periods(): Promise<readonly Period[]>;
  /** People who would get it now; nobody outside the scope. */
  audienceSize(scope: GrantedScope, audience: Audience): Promise<number>;
  /** Null: LINE does not say at the moment. */
  messageQuota(): Promise<MessageQuota | null>;
  sentSince(at: Instant): Promise<readonly Sent[]>;
  plan(id: PlanId): Promise<Plan | null>;
};
