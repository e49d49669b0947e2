import { type Connection, type Model, Schema } from 'mongoose';
import { collections, type Index } from './collections.js';
import type {
  AuditRow,
  CellRow,
  CodeRow,
  CodeTryRow,
  GroupRow,
  InboxRow,
  MarkRow,
  MemberRow,
  OfficerRow,
  OutboxRow,
  PeriodRow,
  PhotoRow,
  PlanRow,
  ProgrammeRow,
  ReportRow,
  RequestRow,
  SeatRow,
  SessionRow,
  SlotRow,
  TombstoneRow,
} from './rows.js';

export type Models = {
  readonly inbox: Model<InboxRow>;
  readonly outbox: Model<OutboxRow>;
  readonly plans: Model<PlanRow>;
  readonly sessions: Model<SessionRow>;
  readonly members: Model<MemberRow>;
  readonly seats: Model<SeatRow>;
  readonly officers: Model<OfficerRow>;
  readonly codes: Model<CodeRow>;
  readonly codeTries: Model<CodeTryRow>;
  readonly programmes: Model<ProgrammeRow>;
  readonly periods: Model<PeriodRow>;
  readonly reports: Model<ReportRow>;
  readonly cells: Model<CellRow>;
  readonly marks: Model<MarkRow>;
  readonly audit: Model<AuditRow>;
  readonly slots: Model<SlotRow>;
  readonly groups: Model<GroupRow>;
  readonly tombstones: Model<TombstoneRow>;
  readonly requests: Model<RequestRow>;
  readonly photos: Model<PhotoRow>;
};

/** The version of the shape of every document. */
const schemaVersion = 1;

/** A row as it is stored where it goes past mongoose. */
export const versioned = <T>(row: T): T & { schemaVersion: number } => ({ ...row, schemaVersion });

/** The collections of one connection. Every document carries the version of its shape. */
export function makeModels(connection: Connection): Models {
  const model = (name: keyof Models): Model<never> => {
    const { fields, indexes } = collections[name];
    const schema = new Schema(
      { ...fields, schemaVersion: { type: Number, default: schemaVersion } } as never,
      {
        collection: name,
        strict: 'throw',
        strictQuery: 'throw',
        versionKey: false,
        minimize: false,
        autoIndex: false,
        autoCreate: false,
      },
    );
    for (const [keys, options] of indexes as readonly Index[]) schema.index(keys, options ?? {});
    return connection.model(name, schema) as unknown as Model<never>;
  };
  return Object.fromEntries(
    (Object.keys(collections) as (keyof Models)[]).map((name) => [name, model(name)]),
  ) as unknown as Models;
}
