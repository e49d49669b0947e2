import { z } from 'zod';
import { type EventId, parseGroupId, parseUserId } from '../../core/ids.js';
import type { Arrival, GroupArrival, GroupInput } from '../../core/inbound.js';
import { type Inbound, readTap } from '../../core/inbound.js';
import { parsePhotoId } from '../../core/photo.js';
import type { LineEvent } from './envelope.js';
import { wordsToBot } from './group-words.js';

const textMessage = z.object({ message: z.object({ text: z.string() }) });
const anyMessage = z.object({ message: z.object({ type: z.string() }) });
const postback = z.object({ postback: z.object({ data: z.string() }) });
const unsend = z.object({ unsend: z.object({ messageId: z.string() }) });
const image = z.object({
  message: z.object({
    id: z.string(),
    contentProvider: z.object({ type: z.string() }).optional(),
    // Older phones leave the numbers out.
    imageSet: z
      .object({
        id: z.string().max(100),
        index: z.number().int().positive().nullable().default(null).catch(null),
        total: z.number().int().positive().nullable().default(null).catch(null),
      })
      .nullable()
      .default(null)
      .catch(null),
  }),
});
const file = z.object({ message: z.object({ id: z.string(), fileName: z.string().catch('') }) });

/** The type of the event that the intake of pictures puts into the inbox itself. LINE has no such type. */
export const photosInType = 'x-photos-in';

/** LINE's event types become the few we mean; whatever does not fit is `other`, never an error. */
export function inboundOf(event: LineEvent): Inbound {
  switch (event.type) {
    case 'follow':
      return { kind: 'joined' };
    case 'unfollow':
      return { kind: 'left' };
    case 'postback': {
      const read = postback.safeParse(event);
      return read.success
        ? { kind: 'tap', tap: readTap(read.data.postback.data) }
        : { kind: 'other', type: event.type };
    }
    case 'unsend': {
      const read = unsend.safeParse(event);
      return read.success
        ? { kind: 'unsent', messageId: read.data.unsend.messageId }
        : { kind: 'other', type: event.type };
    }
    case 'message':
      return messageOf(event);
    case photosInType:
      return { kind: 'photos-in' };
    default:
      return { kind: 'other', type: event.type };
  }
}

function messageOf(event: LineEvent): Inbound {
  const kind = anyMessage.safeParse(event);
  if (!kind.success) return { kind: 'other', type: 'message' };
  const { type } = kind.data.message;
  switch (type) {
    case 'text': {
      const read = textMessage.safeParse(event);
      return read.success
        ? { kind: 'text', text: read.data.message.text }
        : { kind: 'other', type: 'message' };
    }
    case 'image':
      return imageOf(event);
    case 'file':
      return fileOf(event);
    case 'video':
    case 'audio':
      return { kind: 'file', what: type };
    case 'location':
      return { kind: 'file', what: 'place' };
    default:
      return { kind: 'other', type };
  }
}

function imageOf(event: LineEvent): Inbound {
  const read = image.safeParse(event);
  const photo = read.success ? parsePhotoId(read.data.message.id) : null;
  if (!read.success || !photo) return { kind: 'other', type: 'image' };
  const { contentProvider, imageSet } = read.data.message;
  // Where it lies is the sender's word; nothing is fetched from there.
  return contentProvider !== undefined && contentProvider.type !== 'line'
    ? { kind: 'file', what: 'linked' }
    : { kind: 'photo', photo, set: imageSet };
}

/** A picture that was sent as a file is one all the same; what it really is shows when it is opened. */
function fileOf(event: LineEvent): Inbound {
  const read = file.safeParse(event);
  const photo = read.success ? parsePhotoId(read.data.message.id) : null;
  const ending = /\.([a-z0-9]+)$/i.exec(read.data?.message.fileName ?? '')?.[1]?.toLowerCase();
  if (ending === 'heic' || ending === 'heif') return { kind: 'file', what: 'heic' };
  return photo && ending !== undefined && pictureEndings.includes(ending)
    ? { kind: 'photo', photo, set: null }
    : { kind: 'file', what: 'document' };
}

const pictureEndings: readonly string[] = ['jpg', 'jpeg', 'png', 'webp', 'gif'];

const isGroup = (event: LineEvent): boolean =>
  event.source !== undefined && event.source.type !== 'user';

/** The arrival that an event of a private chat means; null when nobody we could answer sent it. */
export function arrivalOf(event: LineEvent): Arrival | null {
  const from = parseUserId(event.source?.userId ?? '');
  if (!from || isGroup(event)) return null;
  return {
    id: event.webhookEventId as EventId,
    from,
    at: event.timestamp,
    input: inboundOf(event),
  };
}

/** The arrival that an event of a group means; null when it does not concern the bot. */
export function groupArrivalOf(event: LineEvent): GroupArrival | null {
  const { source } = event;
  const group = parseGroupId(source?.groupId ?? source?.roomId ?? '');
  const input = isGroup(event) ? groupInputOf(event) : null;
  if (!group || !input) return null;
  return {
    id: event.webhookEventId as EventId,
    group,
    from: parseUserId(source?.userId ?? ''),
    at: event.timestamp,
    input,
  };
}

function groupInputOf(event: LineEvent): GroupInput | null {
  if (event.type === 'join') return { kind: 'joined' };
  if (event.type === 'leave') return { kind: 'left' };
  const text = event.type === 'message' ? wordsToBot(event) : null;
  return text === null ? null : { kind: 'asked', text };
}

/** Who is served one event at a time: the person, else the chat, else the event by itself. */
export const personOf = ({ source, webhookEventId }: LineEvent): string =>
  source?.userId ?? source?.groupId ?? source?.roomId ?? webhookEventId;
