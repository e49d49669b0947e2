import type { Actor } from '../core/actor.js';
import type { UserId } from '../core/ids.js';
import type { Arrival, GroupArrival } from '../core/inbound.js';
import type { Instant } from '../core/time.js';
import type { BroadcastPorts } from '../features/broadcast/facts.js';
import type { ChasePorts } from '../features/chase/facts.js';
import type { ContactPorts } from '../features/contact/facts.js';
import type { GroupPorts } from '../features/group/facts.js';
import type { InvitePorts } from '../features/invite/facts.js';
import type { PhotoPorts } from '../features/photos/facts.js';
import type { PrivacyPorts } from '../features/privacy/facts.js';
import type { RegistrationPorts } from '../features/registration/facts.js';
import type { ReportingPorts } from '../features/reporting/facts.js';
import type { StatsPorts } from '../features/stats/facts.js';
import type { Effect } from '../flow/effect.js';
import type { Session } from '../flow/talk.js';

/** Everything the features ask the world. */
export type FeaturePorts = RegistrationPorts &
  ReportingPorts &
  ChasePorts &
  BroadcastPorts &
  ContactPorts &
  InvitePorts &
  PhotoPorts &
  GroupPorts &
  PrivacyPorts &
  StatsPorts;

/** What a decided turn wants to become true, all of it or nothing. */
export type DecidedTurn = {
  readonly arrival: Arrival | GroupArrival;
  /** Revision of the session that was decided on. */
  readonly rev: number;
  /** null: the session stays as it is. Groups have none. */
  readonly session: Session | null;
  readonly effects: readonly Effect[];
  /** The person withdrew after this event: nothing of it may keep their id. */
  readonly isErased: boolean;
};

/**
 * `done`: it is true now. `again`: a precondition failed, decide anew with fresh facts.
 * `duplicate`: this event was handled before, or is being handled by somebody else.
 */
export type CommitOutcome = 'done' | 'again' | 'duplicate';

export type TurnPorts = {
  readonly features: FeaturePorts;
  now(): Instant;
  /** A moment for whoever changed the facts to finish, before deciding anew. */
  pause(): Promise<void>;
  /** A fresh token for the buttons of a conversation. */
  token(): string;
  actor(id: UserId, now: Instant): Promise<Actor>;
  session(id: UserId): Promise<{ readonly rev: number; readonly session: Session }>;
  /** When this person withdrew consent; events from before then are not handled any more. */
  erasedAt(id: UserId): Promise<Instant | null>;
  commit(turn: DecidedTurn): Promise<CommitOutcome>;
};
