import type { ChatEntry, Chats, LineAction, LineMessage } from './chats.js';
import { type Content, type Contents, samplePhoto, sampleVoice } from './contents.js';
import type { Ids } from './ids.js';
import type { People } from './people.js';
import type { ReplyTokens } from './reply-tokens.js';
import type { Delivered, LineEvent, Webhook } from './webhook.js';

/** Where it happens: the one-to-one chat, or a group the bot is in. */
export type Where = { readonly group?: string };

/** LINE's `imageSet`: each picture of a set is a message of its own. */
export type ImageSet = { readonly id: string; readonly index: number; readonly total: number };

export type PersonActions = {
  follow(userId: string): Promise<Delivered>;
  unfollow(userId: string): Promise<Delivered>;
  says(userId: string, text: string, where?: Where): Promise<Delivered>;
  sticker(userId: string, where?: Where): Promise<Delivered>;
  voice(userId: string, where?: Where): Promise<Delivered>;
  /** `set` says which of several chosen together it is. */
  photo(
    userId: string,
    where?: Where & { readonly content?: Content; readonly set?: ImageSet },
  ): Promise<Delivered>;
  unsends(userId: string, messageId: string, where?: Where): Promise<Delivered>;
  /**
   * Presses a button that carries this LINE action. `params` are a date picker's answer.
   * Actions that make no webhook (uri, clipboard, camera …) answer with an empty event id.
   */
  taps(
    userId: string,
    action: LineAction,
    how?: Where & { readonly params?: Readonly<Record<string, string>> },
  ): Promise<Delivered>;
  /** Any other event; what is given replaces the common properties. */
  event(userId: string, partial: LineAction, where?: Where): Promise<Delivered>;
  /** The bot is invited into a group of these people. */
  botJoins(groupId: string, members: readonly string[]): Promise<Delivered>;
  botLeaves(groupId: string): Promise<Delivered>;
};

const NO_WEBHOOK: Delivered = { eventId: '', status: null };
const WITHOUT_TOKEN = ['unfollow', 'leave', 'memberLeft', 'unsend'];

/** What people do on their phones, turned into webhook events. */
export function createPersonActions(parts: {
  readonly now: () => number;
  readonly ids: Ids;
  readonly chats: Chats;
  readonly people: People;
  readonly contents: Contents;
  readonly replyTokens: ReplyTokens;
  readonly webhook: Webhook;
  readonly bot: { readonly userId: string; readonly name: string };
}): PersonActions {
  const { now, ids, chats, people, contents, replyTokens, webhook, bot } = parts;
  type Shown = Partial<Pick<ChatEntry, 'message' | 'messageId' | 'action'>>;

  const send = (
    who: string,
    partial: LineAction,
    where: Where,
    shown: Shown | null,
  ): Promise<Delivered> => {
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
    return webhook.deliver(event, (delivery) => {
      if (entry !== null) chats.delivered(entry.seq, delivery);
    });
  };

  const writes = (
    userId: string,
    content: LineMessage,
    where: Where,
    more: { readonly action?: LineAction; readonly file?: Content } = {},
  ): Promise<Delivered> => {
    people.person(userId);
    if (where.group === undefined) people.wrote(userId);
    const messageId = ids.messageId();
    if (more.file !== undefined) contents.keep(messageId, more.file);
    const message = { ...content, id: messageId };
    const action = more.action === undefined ? {} : { action: more.action };
    const shown = { message, messageId, ...action };
    return send(userId, { type: 'message', message }, where, shown);
  };

  /** `@name` of the bot becomes a mention of itself, as the app makes it. */
  const mentionIn = (text: string): { mention?: unknown } => {
    const index = text.indexOf(`@${bot.name}`);
    if (index < 0) return {};
    const mentionee = {
      index,
      length: bot.name.length + 1,
      type: 'user',
      userId: bot.userId,
      isSelf: true,
    };
    return { mention: { mentionees: [mentionee] } };
  };
  const writesText = (userId: string, text: string, where: Where, action?: LineAction) =>
    writes(
      userId,
      { type: 'text', text, quoteToken: ids.quoteToken(), ...mentionIn(text) },
      where,
      action === undefined ? {} : { action },
    );

  return {
    follow(userId) {
      const { blocked } = people.person(userId);
      people.friendship(userId, { friend: true, blocked: false });
      return send(
        userId,
        { type: 'follow', follow: { isUnblocked: blocked } },
        {},
        { action: { type: 'follow' } },
      );
    },
    unfollow(userId) {
      people.friendship(userId, { friend: false, blocked: true });
      return send(userId, { type: 'unfollow' }, {}, { action: { type: 'unfollow' } });
    },
    says: (userId, text, where = {}) => writesText(userId, text, where),
    sticker: (userId, where = {}) =>
      writes(
        userId,
        {
          type: 'sticker',
          packageId: '446',
          stickerId: '1988',
          stickerResourceType: 'STATIC',
          keywords: ['hello'],
          quoteToken: ids.quoteToken(),
        },
        where,
      ),
    voice: (userId, where = {}) =>
      writes(userId, { type: 'audio', duration: 4000, contentProvider: { type: 'line' } }, where, {
        file: sampleVoice(),
      }),
    photo: (userId, where = {}) =>
      writes(
        userId,
        {
          type: 'image',
          contentProvider: { type: 'line' },
          quoteToken: ids.quoteToken(),
          ...(where.set === undefined ? {} : { imageSet: where.set }),
        },
        where,
        { file: where.content ?? samplePhoto(chats.chat(userId).length) },
      ),
    unsends(userId, messageId, where = {}) {
      contents.unsend(messageId);
      const action = { type: 'unsend', messageId };
      return send(userId, { type: 'unsend', unsend: { messageId } }, where, { action });
    },
    taps(userId, action, how = {}) {
      people.person(userId);
      const words = action.displayText ?? action.text;
      if (action.type === 'message') return writesText(userId, String(action.text), how, action);
      if (action.type === 'postback' || action.type === 'datetimepicker') {
        const params = how.params === undefined ? {} : { params: how.params };
        const postback = { data: action.data, ...params };
        const bubble = typeof words === 'string' ? { message: { type: 'text', text: words } } : {};
        return send(userId, { type: 'postback', postback }, how, { action, ...bubble });
      }
      const chatId = how.group ?? userId;
      chats.add({ chatId, at: now(), from: 'person', by: userId, action });
      return Promise.resolve(NO_WEBHOOK);
    },
    event(userId, partial, where = {}) {
      people.person(userId);
      return send(userId, partial, where, null);
    },
    botJoins(groupId, members) {
      people.join(groupId, members);
      return send(bot.userId, { type: 'join' }, { group: groupId }, { action: { type: 'join' } });
    },
    botLeaves(groupId) {
      people.leave(groupId);
      return send(bot.userId, { type: 'leave' }, { group: groupId }, { action: { type: 'leave' } });
    },
  };
}
