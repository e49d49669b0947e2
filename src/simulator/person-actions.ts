import type { LineAction } from './chats.js';
import type { Content } from './contents.js';
import type { Delivered, Deliveries } from './deliveries.js';
import { mentionsIn } from './mentions.js';
import { type Attached, createPersonEvents, type Where } from './person-events.js';
import type { Platform } from './platform.js';
import { type Random, shuffled } from './random.js';
import { sampleFile, samplePhoto, sampleVideo, sampleVoice } from './samples.js';

/** Which picture of several that were sent together this is; `index` from 1. */
export type ImageSet = { readonly id: string; readonly index: number; readonly total: number };

export type PersonActions = {
  follow(userId: string): Promise<Delivered>;
  unfollow(userId: string): Promise<Delivered>;
  says(userId: string, text: string, where?: Where): Promise<Delivered>;
  sticker(
    userId: string,
    where?: Where & { readonly packageId?: string; readonly stickerId?: string },
  ): Promise<Delivered>;
  location(
    userId: string,
    place: {
      readonly title?: string;
      readonly address?: string;
      readonly latitude: number;
      readonly longitude: number;
    },
    where?: Where,
  ): Promise<Delivered>;
  voice(
    userId: string,
    where?: Where & Attached & { readonly durationMs?: number },
  ): Promise<Delivered>;
  video(
    userId: string,
    where?: Where & Attached & { readonly durationMs?: number },
  ): Promise<Delivered>;
  file(
    userId: string,
    where?: Where & Attached & { readonly fileName?: string },
  ): Promise<Delivered>;
  photo(
    userId: string,
    where?: Where & Attached & { readonly imageSet?: ImageSet },
  ): Promise<Delivered>;
  /** Several at once: one event each, in no certain order, some of them at the same time. */
  photos(userId: string, pictures: readonly Content[], where?: Where): Promise<Delivered[]>;
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
  botJoins(groupId: string, members: readonly string[], name?: string): Promise<Delivered>;
  botLeaves(groupId: string): Promise<Delivered>;
  memberJoins(groupId: string, userId: string): Promise<Delivered>;
  memberLeaves(groupId: string, userId: string): Promise<Delivered>;
};

const NO_WEBHOOK: Delivered = { eventId: '', status: null };
const STICKER = { packageId: '446', stickerId: '1988' };
const DURATION_MS = 4_000;
const OWN = { contentProvider: { type: 'line' } };

/** What people do on their phones, turned into webhook events. */
export function createPersonActions(
  platform: Platform,
  deliveries: Deliveries,
  random: Random,
): PersonActions {
  const { now, ids, chats, people, contents, richMenus, bot } = platform;
  const { happens, writes } = createPersonEvents(platform, deliveries);
  let photosTaken = 0;

  const writesText = (userId: string, text: string, where: Where, action?: LineAction) => {
    const members = people.group(where.group ?? '')?.members.map((id) => people.person(id)) ?? [];
    return writes(
      userId,
      { type: 'text', text, quoteToken: ids.quoteToken(), ...mentionsIn(text, bot, members) },
      where,
      action === undefined ? {} : { action },
    );
  };
  const photo: PersonActions['photo'] = (userId, { imageSet, ...how } = {}) => {
    photosTaken += 1;
    const content = how.content ?? samplePhoto(photosTaken);
    const set = imageSet === undefined ? {} : { imageSet };
    const message = { type: 'image', ...OWN, quoteToken: ids.quoteToken(), ...set };
    return writes(userId, message, how, { ...how, content });
  };
  const member = (userId: string) => [{ type: 'user', userId }];

  return {
    follow(userId) {
      const { blocked } = people.person(userId);
      people.friendship(userId, { friend: true, blocked: false });
      const event = { type: 'follow', follow: { isUnblocked: blocked } };
      return happens(userId, event, {}, { action: { type: 'follow' } });
    },
    unfollow(userId) {
      people.friendship(userId, { friend: false, blocked: true });
      return happens(userId, { type: 'unfollow' }, {}, { action: { type: 'unfollow' } });
    },
    says: (userId, text, where = {}) => writesText(userId, text, where),
    sticker(userId, { packageId, stickerId, ...where } = {}) {
      const which =
        packageId === undefined || stickerId === undefined ? STICKER : { packageId, stickerId };
      const kind = { stickerResourceType: 'STATIC', keywords: ['hello'] };
      const message = { type: 'sticker', ...which, ...kind, quoteToken: ids.quoteToken() };
      return writes(userId, message, where);
    },
    location: (userId, { title, address, latitude, longitude }, where = {}) =>
      writes(
        userId,
        {
          type: 'location',
          ...(title === undefined ? {} : { title }),
          ...(address === undefined ? {} : { address }),
          latitude,
          longitude,
        },
        where,
      ),
    voice: (userId, { durationMs = DURATION_MS, ...how } = {}) =>
      writes(userId, { type: 'audio', duration: durationMs, ...OWN }, how, {
        content: sampleVoice(),
        ...how,
      }),
    video: (userId, { durationMs = DURATION_MS, ...how } = {}) =>
      writes(
        userId,
        { type: 'video', duration: durationMs, ...OWN, quoteToken: ids.quoteToken() },
        how,
        { content: sampleVideo(), ...how },
      ),
    file(userId, { fileName = 'report.pdf', content = sampleFile(), ...how } = {}) {
      const message = { type: 'file', fileName, fileSize: content.bytes.length };
      return writes(userId, message, how, { content, ...how });
    },
    photo,
    photos(userId, pictures, where = {}) {
      const id = ids.quoteToken();
      const total = pictures.length;
      const numbered = pictures.map((content, at) => ({ content, index: at + 1 }));
      const sent = shuffled(numbered, random).map(({ content, index }) =>
        photo(userId, { ...where, content, imageSet: { id, index, total } }),
      );
      return Promise.all(sent);
    },
    unsends(userId, messageId, where = {}) {
      contents.unsend(messageId);
      chats.unsend(where.group ?? userId, messageId);
      const action = { type: 'unsend', messageId };
      return happens(userId, { type: 'unsend', unsend: { messageId } }, where, { action });
    },
    taps(userId, action, how = {}) {
      people.person(userId);
      const words = action.displayText ?? action.text;
      if (action.type === 'message') return writesText(userId, String(action.text), how, action);
      if (action.type === 'postback' || action.type === 'datetimepicker') {
        const params = how.params === undefined ? {} : { params: how.params };
        const postback = { data: action.data, ...params };
        const bubble = typeof words === 'string' ? { message: { type: 'text', text: words } } : {};
        return happens(userId, { type: 'postback', postback }, how, { action, ...bubble });
      }
      if (action.type === 'richmenuswitch') {
        const status = richMenus.switch(userId, action);
        const params = { newRichMenuAliasId: action.richMenuAliasId, status };
        const postback = { data: action.data, params };
        return happens(userId, { type: 'postback', postback }, how, { action });
      }
      const chatId = how.group ?? userId;
      chats.add({ chatId, at: now(), from: 'person', by: userId, action });
      return Promise.resolve(NO_WEBHOOK);
    },
    event(userId, partial, where = {}) {
      people.person(userId);
      return happens(userId, partial, where, null);
    },
    botJoins(groupId, members, name) {
      people.join(groupId, members, name);
      return happens(
        bot.userId,
        { type: 'join' },
        { group: groupId },
        { action: { type: 'join' } },
      );
    },
    botLeaves(groupId) {
      people.leave(groupId);
      return happens(
        bot.userId,
        { type: 'leave' },
        { group: groupId },
        { action: { type: 'leave' } },
      );
    },
    memberJoins(group, userId) {
      people.join(group, [...(people.group(group)?.members ?? []), userId]);
      const event = { type: 'memberJoined', joined: { members: member(userId) } };
      return happens(bot.userId, event, { group }, { action: { type: 'memberJoined', userId } });
    },
    memberLeaves(group, userId) {
      const stay = people.group(group)?.members.filter((id) => id !== userId) ?? [];
      people.join(group, stay);
      const event = { type: 'memberLeft', left: { members: member(userId) } };
      return happens(bot.userId, event, { group }, { action: { type: 'memberLeft', userId } });
    },
  };
}
