import { z } from 'zod';
import { type EventId, parseUserId } from '../../core/ids.js';
import type { Arrival } from '../../core/inbound.js';
import { type Inbound, readTap } from '../../core/inbound.js';
import type { LineEvent } from './envelope.js';

const textMessage = z.object({
  message: z.object({
    text: z.string(),
    mention: z
      .object({ mentionees: z.array(z.object({ isSelf: z.boolean().optional() })) })
      .optional()
      // A mention of tomorrow's shape must not cost the person their words.
      .catch(undefined),
  }),
});
const anyMessage = z.object({ message: z.object({ type: z.string() }) });
const postback = z.object({ postback: z.object({ data: z.string() }) });
const unsend = z.object({ unsend: z.object({ messageId: z.string() }) });

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
    default:
      return { kind: 'other', type: event.type };
  }
}

function messageOf(event: LineEvent): Inbound {
  const kind = anyMessage.safeParse(event);
  if (!kind.success) return { kind: 'other', type: 'message' };
  if (kind.data.message.type !== 'text') return { kind: 'other', type: kind.data.message.type };
  const read = textMessage.safeParse(event);
  if (!read.success) return { kind: 'other', type: 'message' };
  const { text, mention } = read.data.message;
  // A mention of the bot addresses it like a leading slash does.
  const addressed = mention?.mentionees.some((m) => m.isSelf) === true && !text.startsWith('/');
  return { kind: 'text', text: addressed && isGroup(event) ? `/${text}` : text };
}

const isGroup = (event: LineEvent): boolean =>
  event.source !== undefined && event.source.type !== 'user';

/** The arrival that an event means; null when nobody we could answer sent it. */
export function arrivalOf(event: LineEvent): Arrival | null {
  const from = parseUserId(event.source?.userId ?? '');
  if (!from) return null;
  return {
    id: event.webhookEventId as EventId,
    from,
    at: event.timestamp,
    chat: isGroup(event) ? 'group' : 'private',
    input: inboundOf(event),
  };
}

/** Who is served one event at a time: the person, else the chat, else the event by itself. */
export const personOf = ({ source, webhookEventId }: LineEvent): string =>
  source?.userId ?? source?.groupId ?? source?.roomId ?? webhookEventId;
