import {
  type Connection,
  type IndexDefinition,
  type IndexOptions,
  type Model,
  Schema,
} from 'mongoose';
import type { CodeGrant } from '../../core/claim-code.js';
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

export type OutboxState = 'replying' | 'pending' | 'leased' | 'sent' | 'dead' | 'cancelled';
export type OutboxRow = {
  /** UUIDv5 of `key`, and LINE's retry key. */
  _id: string;
  key: string;
  kind: 'reply' | 'push';
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
  firstAttemptAt: number | null;
  /** LINE's answer to the last attempt, e.g. `200`, `timeout`. */
  outcome: string | null;
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
  versions: { version: number; at: number; by: string; content: ReportContent }[];
};

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
  state: 'running' | 'done';
  lease: Lease | null;
};

export type TombstoneRow = { _id: string; at: number };

type Index = readonly [IndexDefinition, IndexOptions?];
type Field = { type: unknown; required?: boolean; default?: unknown };

const text: Field = { type: String, required: true };
const maybeText: Field = { type: String, default: null };
const number: Field = { type: Number, required: true };
const maybeNumber: Field = { type: Number, default: null };
const flag: Field = { type: Boolean, required: true };
const any: Field = { type: Schema.Types.Mixed, default: null };
const list: Field = { type: [Schema.Types.Mixed], default: [] };

/** Every collection: its fields, and the indexes that decide who was first. */
const collections = {
  inbox: {
    fields: {
      _id: text,
      person: text,
      storedAt: number,
      state: text,
      lease: any,
      attempts: number,
      event: maybeText,
      doneAt: maybeNumber,
    },
    indexes: [
      [
        { person: 1 },
        {
          name: 'one_leased_event_a_person',
          unique: true,
          partialFilterExpression: { state: 'leased' },
        },
      ],
      [{ person: 1, state: 1, storedAt: 1, _id: 1 }],
      [{ state: 1, storedAt: 1 }],
    ],
  },
  outbox: {
    fields: {
      _id: text,
      key: text,
      kind: text,
      to: maybeText,
      replyToken: maybeText,
      messages: any,
      matters: flag,
      lane: text,
      state: text,
      lease: any,
      attempts: number,
      dueAt: number,
      until: number,
      firstAttemptAt: maybeNumber,
      outcome: maybeText,
      createdAt: number,
    },
    indexes: [[{ key: 1 }, { unique: true }], [{ state: 1, lane: 1, dueAt: 1 }], [{ to: 1 }]],
  },
  sessions: { fields: { _id: text, rev: number, session: any, at: number }, indexes: [] },
  members: {
    fields: { _id: text, consent: any, reachable: flag, reachAt: number },
    indexes: [],
  },
  seats: {
    fields: {
      _id: text,
      tambon: text,
      number,
      rosterName: text,
      village: maybeText,
      phone: maybeText,
      holder: maybeText,
      history: list,
      activeFrom: number,
      activeTo: maybeNumber,
    },
    indexes: [
      [
        { holder: 1 },
        {
          name: 'one_seat_a_holder',
          unique: true,
          partialFilterExpression: { holder: { $type: 'string' } },
        },
      ],
      [{ tambon: 1, number: 1 }, { unique: true }],
    ],
  },
  officers: {
    fields: { _id: text, user: text, area: text, name: text, phone: maybeText, since: number },
    indexes: [[{ user: 1 }], [{ area: 1 }]],
  },
  codes: {
    fields: {
      _id: text,
      grant: any,
      expiresAt: number,
      usedAt: maybeNumber,
      usedBy: maybeText,
      madeAt: number,
      madeBy: text,
    },
    indexes: [[{ 'grant.seat': 1 }]],
  },
  codeTries: {
    fields: { _id: text, who: text, at: number },
    indexes: [[{ who: 1, at: 1 }], [{ at: 1 }]],
  },
  programmes: {
    fields: { _id: text, inForce: flag, programme: any, loadedAt: number },
    indexes: [],
  },
  periods: {
    fields: { _id: text, programme: text, openedAt: maybeNumber, expected: number },
    indexes: [[{ programme: 1 }]],
  },
  reports: {
    fields: {
      _id: text,
      round: text,
      seat: text,
      tambon: text,
      standing: text,
      version: number,
      firstAt: maybeNumber,
      content: any,
      versions: list,
    },
    indexes: [
      [{ round: 1, seat: 1 }, { unique: true }],
      [{ seat: 1 }],
      [{ round: 1, tambon: 1, standing: 1 }],
    ],
  },
  audit: {
    fields: { _id: text, at: number, who: text, event: text, about: any },
    indexes: [[{ at: 1 }]],
  },
  slots: { fields: { _id: text, job: text, state: text, lease: any }, indexes: [] },
  tombstones: { fields: { _id: text, at: number }, indexes: [] },
} as const satisfies Record<string, { fields: Record<string, Field>; indexes: readonly Index[] }>;

export type Models = {
  readonly inbox: Model<InboxRow>;
  readonly outbox: Model<OutboxRow>;
  readonly sessions: Model<SessionRow>;
  readonly members: Model<MemberRow>;
  readonly seats: Model<SeatRow>;
  readonly officers: Model<OfficerRow>;
  readonly codes: Model<CodeRow>;
  readonly codeTries: Model<CodeTryRow>;
  readonly programmes: Model<ProgrammeRow>;
  readonly periods: Model<PeriodRow>;
  readonly reports: Model<ReportRow>;
  readonly audit: Model<AuditRow>;
  readonly slots: Model<SlotRow>;
  readonly tombstones: Model<TombstoneRow>;
};

/** The collections of one connection. Every document carries the version of its shape. */
export function makeModels(connection: Connection): Models {
  const model = (name: keyof Models): Model<never> => {
    const { fields, indexes } = collections[name];
    const schema = new Schema({ ...fields, schemaVersion: { type: Number, default: 1 } } as never, {
      collection: name,
      strict: 'throw',
      strictQuery: 'throw',
      versionKey: false,
      minimize: false,
      autoIndex: false,
      autoCreate: false,
    });
    for (const [keys, options] of indexes as readonly Index[]) schema.index(keys, options ?? {});
    return connection.model(name, schema) as unknown as Model<never>;
  };
  return Object.fromEntries(
    (Object.keys(collections) as (keyof Models)[]).map((name) => [name, model(name)]),
  ) as unknown as Models;
}
