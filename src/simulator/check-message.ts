import {
  byType,
  type Check,
  decimal,
  type Fields,
  integer,
  isRecord,
  kind,
  listOf,
  matching,
  type Path,
  type Problem,
  pattern,
  shape,
  text,
} from './check.js';
import { linkUri, mediaUrl, quickReply } from './check-action.js';
import { flexContainer } from './check-flex.js';
import { template } from './check-template.js';

/** What LINE answers with status 400. */
export type Refusal = {
  readonly message: string;
  readonly details?: readonly { readonly message: string; readonly property: string }[];
};

const MAX_MESSAGES = 5;
const altText = text(1500);
const digits = pattern(/^\d{1,20}$/);
const size = integer(1, 100_000);

const every: Fields = {
  quickReply,
  sender: shape({}, { name: text(20, 'graphemes'), iconUrl: mediaUrl }),
};
const message = (required: Fields, optional: Fields = {}, ...also: readonly Check[]): Check =>
  kind(required, { ...every, ...optional }, ...also);

const emoji = shape({ index: integer(0, 5000), productId: text(100), emojiId: text(100) });
const userId = pattern(/^U[0-9a-f]{32}$/);
const mention = kind({ mentionee: byType({ user: kind({ userId }), all: kind({}) }) });
const substitutions: Check = (value, path) => {
  if (!isRecord(value)) return [{ path, message: 'must be an object' }];
  const entries = Object.entries(value);
  if (entries.length > 100) return [{ path, message: 'Size must be between 0 and 100' }];
  const check = byType({
    mention,
    emoji: kind({ productId: text(100), emojiId: text(100) }),
  });
  return entries.flatMap(([key, each]) => [
    ...pattern(/^[0-9A-Za-z_]{1,20}$/, 'invalid key')(key, [...path, key]),
    ...check(each, [...path, key]),
  ]);
};
/** At most 20 mentions and 20 emoji stand in a text, however many are prepared. */
const fewInText: Check = (value, path) => {
  const { text: words, substitution } = value as Readonly<Record<string, unknown>>;
  if (typeof words !== 'string' || !isRecord(substitution)) return [];
  const used = [...words.matchAll(/\{(\w+)\}/g)].map(([, key = '']) => substitution[key]);
  return ['mention', 'emoji'].flatMap((type) =>
    used.filter((each) => isRecord(each) && each.type === type).length <= 20
      ? []
      : [{ path: [...path, 'text'], message: `The maximum number of ${type} objects is 20` }],
  );
};

const area = shape({
  x: integer(0, 100_000),
  y: integer(0, 100_000),
  width: size,
  height: size,
});
const areaLabel: Fields = { label: text(100, 'graphemes') };
const imagemapAction = byType({
  message: kind({ area, text: text(400) }, areaLabel),
  uri: kind({ area, linkUri }, areaLabel),
  clipboard: kind({ area, clipboardText: text(1000) }, areaLabel),
});

/** A Flex container's problems are answered as JSON pointers, apart from all others. */
const flexIsObject: Check = matching(isRecord, 'must be an object');

const anyMessage = byType({
  text: message({ text: text(5000) }, { emojis: listOf(emoji, 1, 20), quoteToken: text(500) }),
  textV2: message(
    { text: text(5000) },
    { substitution: substitutions, quoteToken: text(500) },
    fewInText,
  ),
  sticker: message({ packageId: digits, stickerId: digits }, { quoteToken: text(500) }),
  image: message({ originalContentUrl: mediaUrl, previewImageUrl: mediaUrl }),
  video: message(
    { originalContentUrl: mediaUrl, previewImageUrl: mediaUrl },
    { trackingId: pattern(/^[0-9A-Za-z\-.=,+*()%$&;:@{}!?<>[\]]{1,100}$/) },
  ),
  audio: message({ originalContentUrl: mediaUrl, duration: integer(1, 86_400_000) }),
  location: message({
    title: text(100),
    address: text(100),
    latitude: decimal(-90, 90),
    longitude: decimal(-180, 180),
  }),
  imagemap: message(
    {
      baseUrl: mediaUrl,
      altText,
      baseSize: shape({ width: size, height: size }),
      actions: listOf(imagemapAction, 1, 50),
    },
    {
      video: shape(
        { originalContentUrl: mediaUrl, previewImageUrl: mediaUrl, area },
        { externalLink: shape({ linkUri, label: text(30, 'graphemes') }) },
      ),
    },
  ),
  template: message({ altText, template }),
  flex: message({ altText, contents: flexIsObject }),
  coupon: message({ couponId: text(100) }, { deliveryTag: text(30) }),
});

const anyMessages = listOf(anyMessage, 1, MAX_MESSAGES);

const dotted = (path: Path): string =>
  path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`))
    .join('');
const pointer = (path: Path): string => path.map((part) => `/${part}`).join('');

/** LINE's answer to a body with these problems, or null when there are none. */
export function refusalOf(problems: readonly Problem[]): Refusal | null {
  if (problems.length === 0) return null;
  return {
    message: `The request body has ${problems.length} error(s)`,
    details: problems.map(({ path, message }) => ({ message, property: dotted(path) })),
  };
}

/**
 * Everything LINE documents about message objects, as a hand-written layer of its own: the official
 * schemas lack most maxima. One module for sending and for validating, so that the two agree.
 * Stricter than LINE in one way: an unknown field is refused in every object.
 */
export function checkMessages(messages: unknown): Refusal | null {
  const refusal = refusalOf(
    messages === undefined
      ? [{ path: ['messages'], message: 'must be specified' }]
      : anyMessages(messages, ['messages']),
  );
  if (refusal !== null || !Array.isArray(messages)) return refusal;
  for (const [index, each] of messages.entries()) {
    const problems = each.type === 'flex' ? flexContainer(each.contents, []) : [];
    if (problems.length > 0) {
      return {
        message: `A message (messages[${index}]) in the request body is invalid`,
        details: problems.map(({ path, message }) => ({ message, property: pointer(path) || '/' })),
      };
    }
  }
  return null;
}
