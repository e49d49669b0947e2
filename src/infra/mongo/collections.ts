import { type IndexDefinition, type IndexOptions, Schema } from 'mongoose';

export type Index = readonly [IndexDefinition, IndexOptions?];
type Field = { type: unknown; required?: boolean; default?: unknown };

const text: Field = { type: String, required: true };
/** Mongoose takes an empty text for a missing one. */
const blank: Field = { type: String, default: '' };
const maybeText: Field = { type: String, default: null };
const number: Field = { type: Number, required: true };
const maybeNumber: Field = { type: Number, default: null };
const flag: Field = { type: Boolean, required: true };
const any: Field = { type: Schema.Types.Mixed, default: null };
const list: Field = { type: [Schema.Types.Mixed], default: [] };

/** Every collection: its fields, and the indexes that decide who was first. */
export const collections = {
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
      batch: any,
      outcome: maybeText,
      createdAt: number,
    },
    indexes: [
      [{ key: 1 }, { unique: true }],
      [{ state: 1, lane: 1, dueAt: 1 }],
      [{ to: 1 }],
      [{ 'batch.plan': 1, state: 1 }],
      [
        { outcome: 1, state: 1, to: 1 },
        { name: 'waiting_to_ride', partialFilterExpression: { outcome: 'quota-reached' } },
      ],
    ],
  },
  plans: {
    fields: {
      _id: text,
      madeBy: maybeText,
      area: maybeText,
      missing: maybeText,
      about: text,
      messages: any,
      lane: text,
      state: text,
      approved: flag,
      startsAt: number,
      until: number,
      people: number,
      cursor: { type: String, default: '' },
      batches: number,
      createdAt: number,
    },
    indexes: [[{ state: 1, startsAt: 1 }], [{ createdAt: 1 }]],
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
      withdrawnName: maybeText,
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
    indexes: [
      [
        { inForce: 1 },
        {
          name: 'one_programme_in_force',
          unique: true,
          partialFilterExpression: { inForce: true },
        },
      ],
    ],
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
  cells: {
    fields: { _id: text, round: text, kind: text, area: blank, tally: any, figures: any },
    indexes: [[{ round: 1, kind: 1, area: 1 }]],
  },
  marks: {
    fields: { _id: text, round: text, tambon: text },
    indexes: [[{ tambon: 1, round: 1 }]],
  },
  audit: {
    fields: { _id: text, at: number, who: text, event: text, about: any },
    indexes: [[{ at: 1 }]],
  },
  slots: {
    fields: { _id: text, job: text, at: number, state: text, lease: any },
    indexes: [[{ at: 1 }]],
  },
  groups: { fields: { _id: text, area: text, at: number }, indexes: [] },
  tombstones: { fields: { _id: text, at: number }, indexes: [] },
  photos: {
    fields: {
      _id: text,
      user: maybeText,
      seat: maybeText,
      round: maybeText,
      sentAt: number,
      state: text,
      refusal: maybeText,
      told: flag,
      set: any,
      replyToken: maybeText,
      wantedAt: number,
      dueAt: number,
      leaseOwner: maybeText,
      claims: number,
      attempts: number,
      originalHash: maybeText,
      hash: maybeText,
      bytes: maybeNumber,
      width: maybeNumber,
      height: maybeNumber,
      sameAs: maybeText,
    },
    indexes: [
      [{ state: 1, dueAt: 1 }],
      [{ told: 1, wantedAt: 1 }],
      [{ user: 1, told: 1 }],
      [{ seat: 1, round: 1 }],
      [{ originalHash: 1 }],
    ],
  },
  requests: {
    fields: {
      _id: text,
      user: text,
      tambon: text,
      seat: maybeText,
      name: { type: String, default: '' },
      sentAt: number,
      state: text,
      decidedBy: maybeText,
      decidedAt: maybeNumber,
    },
    indexes: [
      [
        { user: 1 },
        {
          name: 'one_waiting_request_a_person',
          unique: true,
          partialFilterExpression: { state: 'waiting' },
        },
      ],
      [{ user: 1, sentAt: 1 }],
      [{ state: 1, tambon: 1, sentAt: 1 }],
    ],
  },
} as const satisfies Record<string, { fields: Record<string, Field>; indexes: readonly Index[] }>;
