import type { ClientSession } from 'mongoose';
import type { PhotoWrite } from '../../core/photo.js';
import type { Models } from './models.js';
import type { PhotoRow } from './rows.js';

type Context = {
  readonly models: Pick<Models, 'photos'>;
  readonly tx: ClientSession;
  /** Of the event that is being handled. */
  readonly replyToken: string | null;
  readonly now: number;
};
type Of<K> = Extract<PhotoWrite, { kind: K }>;

/** What is left of a picture whose bytes are still to be removed: nothing of its sender. */
export const droppedPhoto = {
  state: 'dropped',
  user: null,
  seat: null,
  round: null,
  set: null,
  replyToken: null,
  originalHash: null,
  hash: null,
  sameAs: null,
  told: true,
  dueAt: 0,
} as const satisfies Partial<PhotoRow>;

export async function applyPhotoWrite(context: Context, write: PhotoWrite): Promise<boolean> {
  const { photos } = context.models;
  const options = { session: context.tx };
  switch (write.kind) {
    case 'photo.want':
      return want(context, write);
    case 'photo.attach': {
      const attached = await photos.updateMany(
        { _id: { $in: [...write.photos] }, round: null, state: { $ne: 'dropped' } },
        { $set: { round: write.round } },
        options,
      );
      return attached.matchedCount === write.photos.length;
    }
    case 'photo.told':
      await photos.updateMany(
        { _id: { $in: [...write.photos] } },
        { $set: { told: true, replyToken: null } },
        options,
      );
      return true;
    case 'photo.unsend':
      await photos.updateOne(
        { _id: write.photo, user: write.user },
        { $set: droppedPhoto },
        options,
      );
      return true;
  }
}

/** The same message cannot become two pictures, whatever events it comes in. */
async function want(
  { models, tx, replyToken, now }: Context,
  { photo, user, seat, round, set, refusal, at }: Of<'photo.want'>,
): Promise<boolean> {
  const row: Omit<PhotoRow, '_id'> = {
    user,
    seat,
    round,
    sentAt: at,
    state: refusal === null ? 'wanted' : 'refused',
    refusal,
    told: false,
    set: set && { id: set.id, total: set.total },
    replyToken,
    wantedAt: now,
    dueAt: now,
    leaseOwner: null,
    claims: 0,
    attempts: 0,
    originalHash: null,
    hash: null,
    bytes: null,
    width: null,
    height: null,
    sameAs: null,
  };
  await models.photos.updateOne(
    { _id: photo },
    { $setOnInsert: { ...row, schemaVersion: 1 } },
    { upsert: true, session: tx },
  );
  return true;
}

/** Everything this person sent, also what is still to be downloaded. */
export async function erasePhotos(
  { models, tx }: Pick<Context, 'models' | 'tx'>,
  user: string,
): Promise<void> {
  await models.photos.updateMany({ user }, { $set: droppedPhoto }, { session: tx });
}
