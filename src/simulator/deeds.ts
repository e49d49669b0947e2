import type { LineAction } from './chats.js';
import { isRecord } from './check.js';
import type { Content } from './contents.js';
import type { Delivered } from './deliveries.js';
import { isGroupId, isUserId } from './ids.js';
import type { UploadKind } from './page-contract.js';
import type { ImageSet, PersonActions } from './person-actions.js';
import type { Where } from './person-events.js';
import { samplePhoto } from './samples.js';

type Json = Readonly<Record<string, unknown>>;
type Done = Promise<Delivered | readonly Delivered[]>;

const MAX_PHOTOS = 20;
/** The app itself lets nobody write more. */
const MAX_WORDS = 10_000;

/** Whose phone it is, and where it happens. */
export type Doer = { readonly userId: string; readonly where: Where };

const isFilled = (value: unknown): value is string => typeof value === 'string' && value !== '';
const optional = (value: unknown, name: string): Json =>
  typeof value === 'string' ? { [name]: value } : {};

/**
 * Who acts: `userId` is a person, or a group in which the member `as` acts; null when that cannot be.
 */
export function doerOf(
  body: { readonly userId?: unknown; readonly as?: unknown },
  membersOf: (groupId: string) => readonly string[],
): Doer | null {
  const { userId, as } = body;
  if (isUserId(userId)) return { userId, where: {} };
  if (!isGroupId(userId) || !isUserId(as) || !membersOf(userId).includes(as)) return null;
  return { userId: as, where: { group: userId } };
}

/** Does on a phone what this body says (`Deed` in page-contract.ts); null when it is nothing we know. */
export function perform(actions: PersonActions, { userId, where }: Doer, deed: Json): Done | null {
  switch (deed.do) {
    case 'says':
      return isFilled(deed.text) && deed.text.length <= MAX_WORDS
        ? actions.says(userId, deed.text, where)
        : null;
    case 'taps': {
      if (!isRecord(deed.action) || typeof deed.action.type !== 'string') return null;
      const params = isRecord(deed.params)
        ? { params: deed.params as Readonly<Record<string, string>> }
        : {};
      return actions.taps(userId, deed.action as LineAction, { ...where, ...params });
    }
    case 'sticker': {
      const { packageId, stickerId } = deed;
      const which = isFilled(packageId) && isFilled(stickerId) ? { packageId, stickerId } : {};
      return actions.sticker(userId, { ...where, ...which });
    }
    case 'location': {
      const { latitude, longitude } = deed;
      if (typeof latitude !== 'number' || Math.abs(latitude) > 90) return null;
      if (typeof longitude !== 'number' || Math.abs(longitude) > 180) return null;
      const named = { ...optional(deed.title, 'title'), ...optional(deed.address, 'address') };
      return actions.location(userId, { ...named, latitude, longitude }, where);
    }
    case 'photo': {
      const { count = 1 } = deed;
      if (count === 1) return actions.photo(userId, where);
      if (!Number.isInteger(count) || Number(count) < 1 || Number(count) > MAX_PHOTOS) return null;
      const pictures = Array.from({ length: Number(count) }, (_, at) => samplePhoto(at));
      return actions.photos(userId, pictures, where);
    }
    case 'voice':
      return actions.voice(userId, where);
    case 'unsends':
      return isFilled(deed.messageId) ? actions.unsends(userId, deed.messageId, where) : null;
    case 'follow':
      return where.group === undefined ? actions.follow(userId) : null;
    case 'unfollow':
      return where.group === undefined ? actions.unfollow(userId) : null;
    default:
      return null;
  }
}

/** What comes with an uploaded file. */
export type Upload = {
  readonly kind: UploadKind;
  readonly fileName: string;
  readonly imageSet: ImageSet | null;
  readonly content: Content;
};

/** Sends this file from a phone. */
export function sendFile(
  actions: PersonActions,
  { userId, where }: Doer,
  upload: Upload,
): Promise<Delivered> {
  const { kind, fileName, imageSet, content } = upload;
  switch (kind) {
    case 'image': {
      const set = imageSet === null ? {} : { imageSet };
      return actions.photo(userId, { ...where, content, ...set });
    }
    case 'video':
      return actions.video(userId, { ...where, content });
    case 'audio':
      return actions.voice(userId, { ...where, content });
    case 'file':
      return actions.file(userId, { ...where, content, fileName });
  }
}
