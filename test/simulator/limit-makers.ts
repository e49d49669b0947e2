import { flex, type Json, text } from './samples.js';

/** One maximum of LINE: `of(max)` is the biggest that is allowed, `of(max + 1)` one too much. */
export type Limit = {
  readonly name: string;
  readonly max: number;
  readonly of: (size: number) => Json;
  /** Where LINE points when it is too much. */
  readonly property: string;
  /** LINE's words; absent: any. */
  readonly says?: string;
};

export const x = (size: number): string => 'x'.repeat(size);
export const times = <T>(size: number, one: (at: number) => T): T[] =>
  Array.from({ length: size }, (_, at) => one(at));
export const url = (size: number): string => `https://bot.demo/${x(size - 17)}`;

export const say = (label = 'ป้าย'): Json => ({ type: 'message', label, text: 'คำ' });
export const characters = (
  name: string,
  max: number,
  property: string,
  of: (words: string) => Json,
): Limit => ({
  name,
  max,
  property,
  of: (size) => of(x(size)),
  says: `Length must be between 0 and ${max}`,
});
export const address = (
  name: string,
  property: string,
  of: (uri: string) => Json,
  max = 2000,
): Limit => ({
  name,
  max,
  property,
  of: (size) => of(url(size)),
});
export const count = (
  name: string,
  max: number,
  property: string,
  of: (size: number) => Json,
): Limit => ({
  name,
  max,
  property,
  of,
});

export const picture = (more: Json): Json => ({
  type: 'image',
  originalContentUrl: url(40),
  previewImageUrl: url(40),
  ...more,
});
export const clip = (more: Json): Json => ({ ...picture(more), type: 'video' });
export const area = { x: 0, y: 0, width: 10, height: 10 };
export const imagemap = (more: Json): Json => ({
  type: 'imagemap',
  baseUrl: url(40),
  altText: 'แผนที่',
  baseSize: { width: 1040, height: 1040 },
  actions: [{ type: 'uri', linkUri: url(40), area }],
  ...more,
});
export const mapAction = (action: Json): Json => imagemap({ actions: [{ area, ...action }] });
export const mapVideo = (more: Json): Json =>
  imagemap({
    video: {
      originalContentUrl: url(40),
      previewImageUrl: url(40),
      area,
      externalLink: { linkUri: url(40), label: 'ดู' },
      ...more,
    },
  });
export const template = (more: Json): Json => ({
  type: 'template',
  altText: 'ข้อความ',
  template: more,
});
export const buttons = (more: Json): Json =>
  template({ type: 'buttons', text: 'เลือก', actions: [say()], ...more });
export const columns = (more: Json, howMany = 1): Json =>
  template({
    type: 'carousel',
    columns: times(howMany, () => ({ text: 'เลือก', actions: [say()], ...more })),
  });
export const pictures = (more: Json, howMany = 1): Json =>
  template({
    type: 'image_carousel',
    columns: times(howMany, () => ({ imageUrl: url(40), action: say(), ...more })),
  });
export const quick = (action: Json): Json => ({
  ...text(),
  quickReply: { items: [{ type: 'action', action }] },
});
export const postback = (more: Json): Json =>
  quick({ type: 'postback', label: 'ส่ง', data: 'd', ...more });
export const box = (...contents: readonly Json[]): Json => ({
  type: 'box',
  layout: 'vertical',
  contents,
});
export const body = (...contents: readonly Json[]): Json =>
  flex({ type: 'bubble', body: box(...contents) });
export const hero = (more: Json): Json =>
  flex({
    type: 'bubble',
    hero: { type: 'video', url: url(40), previewUrl: url(40), altContent: box(), ...more },
  });
export const v2 = (substitution: Json, words = 'สวัสดี'): Json => ({
  type: 'textV2',
  text: words,
  substitution,
});
export const emoji = { productId: 'p', emojiId: 'e' };
export const many = (size: number, one: unknown): Json =>
  Object.fromEntries(times(size, (at) => [`k${at}`, one]));
export const mention = { type: 'mention', mentionee: { type: 'all' } };
/** A Flex container whose JSON is exactly so many bytes long. */
export const heavy = (container: (words: string) => Json, size: number): Json =>
  flex(container(x(size - Buffer.byteLength(JSON.stringify(container(''))))));
export const filled = (words: string): Json => ({
  type: 'bubble',
  body: box({ type: 'text', text: `.${words}` }),
});
