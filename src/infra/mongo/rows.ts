import type { CodeGrant } from '../../core/claim-code.js';
import type { Count, CountedKind } from '../../core/count.js';
import type { RequestState } from '../../core/join-request.js';
import type { PhotoRefusal } from '../../core/photo.js';
import type { PlanState } from '../../core/plan.js';
import type { Programme } from '../../core/programme.js';
import type { ReportContent } from '../../core/report.js';
import type { Standing } from '../../core/round.js';
import type { Lane } from '../../flow/effect.js';
import type { Session } from '../../flow/talk.js';
import type { LineMessage } from '../../say/render.js';

// Moments are stored as milliseconds since 1970, as LINE sends them (docs/adr/0004).

type Lease = { readonly owner: string; readonly until: number };

export type InboxRow = {
  /** LINE's webhookEventId: the key that makes redelivery a no-op. */
  _id: string;
  /** Who is served one event at a time: the user, or the chat when LINE names none. */
  person: string;
  storedAt: number;
  state: 'new' | 'leased' | 'done' | 'dead';
  lease: Lease | null;
  attempts: number;
  /** The event as it came, JSON; dropped when done. */
  event: string | null;
  doneAt: number | null;
};

export type OutboxState =
  | 'replying'
  | 'pending'
  | 'leased'
  | 'sent'
  | 'dead'
  | 'cancelled'
  /** Its plan was stopped before LINE can have accepted it. */
  | 'held';
/** A part of a plan's audience: at most 500 people who get the same words in one call. */
export type Batch = {
  readonly plan: string;
  /** Dropped when sent. */
  readonly recipients: readonly string[] | null;
  /** People when the batch was made. */
  readonly size: number;
  /** Of these, people to whom it did not matter any more. */
  readonly dropped: number;
  /** The recipients were asked; once LINE may have accepted them they stay: a retry is byte-identical. */
  readonly frozen: boolean;
};
export type OutboxRow = {
  /** UUIDv5 of `key`, and LINE's retry key. */
  _id: string;
  key: string;
  kind: 'reply' | 'push' | 'multicast';
  to: string | null;
  replyToken: string | null;
  messages: readonly LineMessage[] | null;
  matters: boolean;
  lane: Lane;
  state: OutboxState;
  lease: Lease | null;
  attempts: number;
  dueAt: number;
  until: number;
  /** The first attempt that LINE may have accepted: from then on its retry key counts. */
  firstAttemptAt: number | null;
  /** Whom a multicast goes to; null for the others. */
  batch: Batch | null;
  /** LINE's answer to the last attempt, e.g. `200`, `timeout`. */
  outcome: string | null;
  createdAt: number;
};

export type PlanRow = {
  _id: string;
  madeBy: string | null;
  area: string | null;
  /** Only those who have not reported in this round. */
  missing: string | null;
  about: string;
  messages: readonly LineMessage[];
  lane: Lane;
  state: PlanState;
  approved: boolean;
  startsAt: number;
  until: number;
  people: number;
  /** The last seat that was put into a batch. */
  cursor: string;
  batches: number;
  createdAt: number;
};

export type SessionRow = { _id: string; rev: number; session: Session; at: number };

export type MemberRow = {
  _id: string;
  consent: { version: string; textHash: string; at: number };
  reachable: boolean;
  reachAt: number;
};

export type SeatRow = {
  _id: string;
  tambon: string;
  number: number;
  rosterName: string;
  village: string | null;
  /** Sealed. */
  phone: string | null;
  /** Whose name the roster may not bring back: a pseudonym of it, after a withdrawal. */
  withdrawnName: string | null;
  holder: string | null;
  /** Who held it, by pseudonym. */
  history: { who: string; from: number; to: number | null }[];
  activeFrom: number;
  activeTo: number | null;
};

export type OfficerRow = {
  _id: string;
  user: string;
  area: string;
  name: string;
  /** Sealed. */
  phone: string | null;
  since: number;
};

export type CodeRow = {
  /** HMAC of the code. */
  _id: string;
  grant: CodeGrant;
  expiresAt: number;
  usedAt: number | null;
  usedBy: string | null;
  madeAt: number;
  madeBy: string;
};

export type CodeTryRow = { _id: string; who: string; at: number };
export type ProgrammeRow = {
  _id: string;
  inForce: boolean;
  programme: Programme;
  loadedAt: number;
};
export type PeriodRow = {
  /** The round's id. */
  _id: string;
  programme: string;
  openedAt: number | null;
  expected: number;
};

export type ReportRow = {
  /** `<round>/<seat>`: one document of a seat in a round. */
  _id: string;
  round: string;
  seat: string;
  tambon: string;
  standing: Standing;
  version: number;
  firstAt: number | null;
  content: ReportContent | null;
  versions: {
    version: number;
    at: number;
    by: string;
    content: ReportContent;
    /** When it was taken back; absent while it was not. */
    undoneAt?: number;
  }[];
};

/** Statistics of one area in one round, made of reports by the drain of marks (docs/adr/0010). */
export type CellRow = Count & {
  /** `<round>/<area>`; the country has no code. */
  _id: string;
  round: string;
  kind: CountedKind;
  area: string;
};

/** A tambon whose reports changed since its cell was made. */
export type MarkRow = { _id: string; round: string; tambon: string };

export type AuditRow = {
  _id: string;
  at: number;
  /** Pseudonym of who did it, or `operator`. */
  who: string;
  event: string;
  about: Record<string, string | number>;
};

export type SlotRow = {
  /** `<job>:<scheduled instant>`: one row a scheduled run, whoever runs it. */
  _id: string;
  job: string;
  at: number;
  /** `skipped`: it could only have run too late. */
  state: 'running' | 'done' | 'skipped';
  lease: Lease | null;
};

/** A group the bot is in whose area an officer named. */
export type GroupRow = { _id: string; area: string; at: number };

export type TombstoneRow = { _id: string; at: number };

export type RequestRow = {
  /** The event that sent it. */
  _id: string;
  user: string;
  tambon: string;
  seat: string | null;
  /** Emptied when it is decided. */
  name: string;
  sentAt: number;
  state: RequestState;
  /** Who decided; a pseudonym once that person withdrew consent. */
  decidedBy: string | null;
  decidedAt: number | null;
};

export type PhotoRow = {
  /** LINE's message id: it names the file too, and it is what an unsend says. */
  _id: string;
  /** Null: to be removed, file and row. */
  user: string | null;
  seat: string | null;
  round: string | null;
  /** LINE's time of the message. */
  sentAt: number;
  /** `dropped`: unsent or erased; the bytes are removed, then the row. */
  state: 'wanted' | 'stored' | 'refused' | 'dropped';
  refusal: PhotoRefusal | null;
  /** Whether the sender knows what became of it. */
  told: boolean;
  /** Pictures chosen together, and how many they are; a set may say nothing of its size. */
  set: { id: string; total: number | null } | null;
  /** For the one answer; dropped when it was given. */
  replyToken: string | null;
  /** Our own time of the turn that wanted it. */
  wantedAt: number;
  /** Nobody begins with it before then: while it is leased, the end of the lease. */
  dueAt: number;
  leaseOwner: string | null;
  /** Downloads begun since LINE last answered that it is not ready: each stands for a crash. */
  claims: number;
  attempts: number;
  /** SHA-256 of what LINE gave and of what is kept. */
  originalHash: string | null;
  hash: string | null;
  bytes: number | null;
  width: number | null;
  height: number | null;
  /** The same file was sent before as this picture; for the officer, never a reason to refuse. */
  sameAs: string | null;
};
