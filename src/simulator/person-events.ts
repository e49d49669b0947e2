import type { ChatEntry, LineAction, LineMessage } from './chats.js';
import type { Content, Preparing } from './contents.js';
import type { Delivered, Deliveries } from './deliveries.js';
import type { Platform } from './platform.js';
import type { LineEvent } from './webhook-sender.js';

/** Where it happens: the one-to-one chat, or a group the bot is in. */
export type Where = { readonly group?: string };
/** A file sent with a message, and how long LINE prepares it. */
export type Attached = Preparing & { readonly content?: Content };

export type PersonEvents = {
  /** One event of this person; `shown` is what their screen shows of it. */
  happens(
    who: string,
    partial: LineAction,
    where: Where,
    shown: Partial<Pick<ChatEntry, 'message' | 'messageId' | 'action'>> | null,
  ): Promise<Delivered>;
  /** A message of this person. */
  writes(
    userId: string,
    message: LineMessage,
    where: Where,
    more?: Attached & { readonly action?: LineAction },
  ): Promise<Delivered>;
};

const WITHOUT_TOKEN = ['unfollow', 'leave', 'memberLeft', 'unsend'];

/** Makes LINE's webhook events, with their ids, times and reply tokens, and hands them over. */
export function createPersonEvents(platform: Platform, deliveries: Deliveries): PersonEvents {
  const { now, ids, chats, people, contents, replyTokens, bot } = platform;

  const happens: PersonEvents['happens'] = (who, partial, where, shown) => {
    const chatId = where.group ?? who;
    const at = now();
    const token =
      WITHOUT_TOKEN.includes(partial.type) || partial.mode === 'standby'
        ? {}
        : { replyToken: ids.replyToken() };
    const source =
      where.group === undefined
        ? { type: 'user', userId: who }
        : { type: 'group', groupId: where.group, ...(who === bot.userId ? {} : { userId: who }) };
    const event: LineEvent = {
      mode: 'active',
      timestamp: at,
      source,
      webhookEventId: ids.eventId(),
      deliveryContext: { isRedelivery: false },
      ...token,
      ...partial,
    };
    if (typeof event.replyToken === 'string') replyTokens.issue(event.replyToken, chatId, at);
    const eventId = event.webhookEventId;
    const entry =
      shown === null ? null : chats.add({ chatId, at, from: 'person', by: who, eventId, ...shown });
    return deliveries.deliver(event, (delivery) => {
      if (entry !== null) chats.delivered(entry.seq, delivery);
    });
  };

  return {
    happens,
    writes(userId, content, where, { action, content: file, ...preparing } = {}) {
      people.person(userId);
      if (where.group === undefined) people.wrote(userId);
      const messageId = ids.messageId();
      if (file !== undefined) contents.keep(messageId, file, preparing);
      const message = { ...content, id: messageId, markAsReadToken: ids.quoteToken() };
      const shown = { message, messageId, ...(action === undefined ? {} : { action }) };
      return happens(userId, { type: 'message', message }, where, shown);
    },
  };
}
