import type { ClientSession } from 'mongoose';
import type { CodeWrite } from '../../core/claim-code.js';
import type { CodeId, UserId } from '../../core/ids.js';
import type { MemberWrite } from '../../core/member.js';
import type { OfficeWrite } from '../../core/office.js';
import type { SeatWrite } from '../../core/seat.js';
import type { Write } from '../../core/write.js';
import { type Secrets, sha256 } from '../secrets.js';
import { forgetGroup, keepGroupArea } from './apply-group.js';
import { applyPhotoWrite } from './apply-photo.js';
import { applyPlanWrite } from './apply-plan.js';
import { submitReport, undoReport } from './apply-report.js';
import { approveRequest, closeRequest, sendRequest } from './apply-request.js';
import { eraseMember } from './erase-member.js';
import type { Models } from './models.js';

export type WriteContext = {
  readonly models: Models;
  readonly secrets: Secrets;
  readonly tx: ClientSession;
  /** Of the event that is being handled. */
  readonly replyToken: string | null;
  readonly now: number;
};

/** Makes one decided change inside the turn's transaction; false when its precondition no longer holds. */
export async function applyWrite(context: WriteContext, write: Write): Promise<boolean> {
  switch (write.kind) {
    case 'member.consent':
      return consent(context, write);
    case 'member.reach':
      return reach(context, write);
    case 'member.erase':
      await eraseMember(context, write.user, write.at);
      return true;
    case 'seat.claim':
      return claimSeat(context, write);
    case 'office.claim':
      return claimOffice(context, write);
    case 'code.make':
      return makeCode(context, write);
    case 'report.submit':
      return submitReport(context, write);
    case 'report.undo':
      return undoReport(context, write);
    case 'group.area':
      return keepGroupArea(context, write);
    case 'group.forget':
      return forgetGroup(context, write);
    case 'request.send':
      return sendRequest(context, write);
    case 'request.approve':
      return approveRequest(context, write);
    case 'request.close':
      return closeRequest(context, write);
    case 'plan.stop':
    case 'plan.resume':
    case 'plan.approve':
      return applyPlanWrite(context, write);
    case 'photo.want':
    case 'photo.attach':
    case 'photo.told':
    case 'photo.unsend':
      return applyPhotoWrite(context, write);
  }
}

type Of<W, K> = Extract<W, { kind: K }>;

async function consent(
  { models, tx }: WriteContext,
  { user, version, text, at }: Of<MemberWrite, 'member.consent'>,
): Promise<boolean> {
  await models.members.updateOne(
    { _id: user },
    {
      $set: { consent: { version, textHash: sha256(text), at } },
      $setOnInsert: { reachable: true, reachAt: at, schemaVersion: 1 },
    },
    { upsert: true, session: tx },
  );
  return true;
}

async function reach(
  { models, tx }: WriteContext,
  { user, reachable, at }: Of<MemberWrite, 'member.reach'>,
): Promise<boolean> {
  await models.members.updateOne(
    { _id: user, reachAt: { $lt: at } },
    { $set: { reachable, reachAt: at } },
    { session: tx },
  );
  return true;
}

/** A code has one winner: the update that still found it unused. */
async function useCode(
  { models, secrets, tx }: WriteContext,
  p: { code: CodeId; user: UserId; at: number },
): Promise<boolean> {
  const used = await models.codes.updateOne(
    { _id: p.code, usedAt: null, expiresAt: { $gt: p.at } },
    { $set: { usedAt: p.at, usedBy: secrets.pseudonym(p.user) } },
    { session: tx },
  );
  return used.matchedCount === 1;
}

async function claimSeat(context: WriteContext, write: SeatWrite): Promise<boolean> {
  const { models, secrets, tx } = context;
  if (!(await useCode(context, write))) return false;
  const claimed = await models.seats.updateOne(
    { _id: write.seat, holder: null, activeTo: null },
    {
      $set: { holder: write.user },
      $push: { history: { who: secrets.pseudonym(write.user), from: write.at, to: null } },
    },
    { session: tx },
  );
  return claimed.matchedCount === 1;
}

async function claimOffice(context: WriteContext, write: OfficeWrite): Promise<boolean> {
  const { models, secrets, tx } = context;
  if (!(await useCode(context, write))) return false;
  const { user, area, name } = write;
  const phone = write.phone === null ? null : secrets.seal(write.phone);
  await models.officers.updateOne(
    { _id: `${area}/${user}` },
    { $set: { user, area, name, phone, since: write.at, schemaVersion: 1 } },
    { upsert: true, session: tx },
  );
  return true;
}

async function makeCode(
  { models, secrets, tx }: WriteContext,
  { code, grant, expiresAt, madeBy, at }: CodeWrite,
): Promise<boolean> {
  const made = { madeAt: at, madeBy: secrets.pseudonym(madeBy) };
  await models.codes.insertMany(
    [{ _id: code, grant, expiresAt, usedAt: null, usedBy: null, ...made }],
    { session: tx },
  );
  return true;
}
