import {
  all,
  byType,
  type Check,
  type Fields,
  flag,
  integer,
  isRecord,
  jsonBytes,
  kind,
  listOf,
  matching,
  oneOf,
  pattern,
  shape,
  text,
} from './check.js';
import { actionWith, mediaUrl } from './check-action.js';

const STEPS = 'none|xs|sm|md|lg|xl|xxl';
const SIZES = 'xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl';
const PX = String.raw`\d+(\.\d+)?px`;
const PERCENT = String.raw`\d+(\.\d+)?%`;

const length = (...forms: readonly string[]): Check =>
  pattern(new RegExp(`^(${forms.join('|')})$`));
const colour = pattern(/^#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?$/);
const flexRatio = integer(0, 1_000_000);
const tap = actionWith({ max: 40, required: false });

/** `w:h`, each 1–100000, the height at most three times the width. */
const aspectRatio = matching((value) => {
  const parts = typeof value === 'string' ? /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(value) : null;
  const [width, height] = [Number(parts?.[1]), Number(parts?.[2])];
  return width >= 1 && width <= 100_000 && height >= 1 && height <= 100_000 && height <= 3 * width;
});

const placed: Fields = {
  margin: length(STEPS, PX),
  position: oneOf('relative', 'absolute'),
  offsetTop: length(STEPS, PX, PERCENT),
  offsetBottom: length(STEPS, PX, PERCENT),
  offsetStart: length(STEPS, PX, PERCENT),
  offsetEnd: length(STEPS, PX, PERCENT),
};
const padding = length(STEPS, PX, PERCENT);
const lettering: Fields = {
  size: length(SIZES, PX),
  color: colour,
  weight: oneOf('regular', 'bold'),
  style: oneOf('normal', 'italic'),
  decoration: oneOf('none', 'underline', 'line-through'),
};
const gravity = oneOf('top', 'bottom', 'center');
const flexText = text(Number.MAX_SAFE_INTEGER);

const span = kind({ text: flexText }, lettering);

const textHasWords: Check = (value, path) =>
  isRecord(value) && (value.text !== undefined || value.contents !== undefined)
    ? []
    : [{ path: [...path, 'text'], message: 'must be specified' }];

const textComponent = kind(
  {},
  {
    ...placed,
    ...lettering,
    text: flexText,
    contents: listOf(byType({ span }), 1, Number.MAX_SAFE_INTEGER),
    flex: flexRatio,
    align: oneOf('start', 'end', 'center'),
    gravity,
    wrap: flag,
    lineSpacing: length(PX),
    maxLines: integer(0, 1_000_000),
    adjustMode: oneOf('shrink-to-fit'),
    scaling: flag,
    action: tap,
  },
  textHasWords,
);

const button = kind(
  { action: actionWith({ max: 40, required: true }) },
  {
    ...placed,
    flex: flexRatio,
    color: colour,
    style: oneOf('primary', 'secondary', 'link'),
    gravity,
    height: oneOf('sm', 'md'),
    adjustMode: oneOf('shrink-to-fit'),
    scaling: flag,
  },
);

const image = kind(
  { url: mediaUrl },
  {
    ...placed,
    flex: flexRatio,
    align: oneOf('start', 'end', 'center'),
    gravity,
    size: length(SIZES, 'full', PX, PERCENT),
    aspectRatio,
    aspectMode: oneOf('fit', 'cover'),
    backgroundColor: colour,
    action: tap,
    animated: flag,
  },
);

const icon = kind(
  { url: mediaUrl },
  { ...placed, size: length(SIZES, PX), aspectRatio, scaling: flag },
);
const filler = kind({}, { flex: flexRatio });
const separator = kind({}, { margin: length(STEPS, PX), color: colour });

const background = byType({
  linearGradient: kind(
    { angle: pattern(/^\d+(\.\d+)?deg$/), startColor: colour, endColor: colour },
    { centerColor: colour, centerPosition: length(PERCENT) },
  ),
});

/** What may stand in a box depends on its layout; an icon stands in a baseline box only. */
const boxContents: Check = (value, path) => {
  if (!isRecord(value) || value.contents === undefined) return [];
  const member = value.layout === 'baseline' ? baselineMember : boxMember;
  return listOf(member, 0, Number.MAX_SAFE_INTEGER)(value.contents, [...path, 'contents']);
};

const box: Check = kind(
  { layout: oneOf('horizontal', 'vertical', 'baseline'), contents: () => [] },
  {
    ...placed,
    flex: flexRatio,
    spacing: length(STEPS, PX),
    backgroundColor: colour,
    borderColor: colour,
    borderWidth: length('none|light|normal|medium|semi-bold|bold', PX),
    cornerRadius: length(STEPS, PX),
    width: length(PX, PERCENT),
    maxWidth: length(PX, PERCENT),
    height: length(PX, PERCENT),
    maxHeight: length(PX, PERCENT),
    paddingAll: padding,
    paddingTop: padding,
    paddingBottom: padding,
    paddingStart: padding,
    paddingEnd: padding,
    action: tap,
    justifyContent: oneOf(
      'center',
      'flex-start',
      'flex-end',
      'space-between',
      'space-around',
      'space-evenly',
    ),
    alignItems: oneOf('center', 'flex-start', 'flex-end'),
    background,
  },
  boxContents,
);

const boxMember = byType({ box, button, filler, image, separator, text: textComponent });
const baselineMember = byType({ filler, icon, text: textComponent });
const onlyBox = byType({ box });

const video = kind(
  { url: mediaUrl, previewUrl: mediaUrl, altContent: byType({ box, image }) },
  { aspectRatio, action: actionWith({ max: 20, required: true }) },
);
const blockStyle = shape({}, { backgroundColor: colour, separator: flag, separatorColor: colour });

const someBlock: Check = (value, path) =>
  isRecord(value) && ['header', 'hero', 'body', 'footer'].some((name) => Object.hasOwn(value, name))
    ? []
    : [{ path, message: 'At least one block must be specified' }];

const videoNeedsWidth: Check = (value, path) => {
  if (!isRecord(value) || !isRecord(value.hero) || value.hero.type !== 'video') return [];
  return oneOf('kilo', 'mega', 'giga')(value.size ?? 'mega', [...path, 'size']);
};

const bubbleHolding = (hero: Check): Check =>
  all(
    kind(
      {},
      {
        size: oneOf('nano', 'micro', 'deca', 'hecto', 'kilo', 'mega', 'giga'),
        direction: oneOf('ltr', 'rtl'),
        header: onlyBox,
        hero,
        body: onlyBox,
        footer: onlyBox,
        styles: shape(
          {},
          { header: blockStyle, hero: blockStyle, body: blockStyle, footer: blockStyle },
        ),
        action: tap,
      },
      someBlock,
      videoNeedsWidth,
    ),
    jsonBytes(30 * 1024),
  );

/** Bubbles side by side must be equally wide. */
const oneWidth: Check = (value, path) => {
  if (!isRecord(value) || !Array.isArray(value.contents)) return [];
  const widths = new Set(
    value.contents.map((bubble) => (isRecord(bubble) ? (bubble.size ?? 'mega') : 'mega')),
  );
  return widths.size <= 1
    ? []
    : [{ path: [...path, 'contents'], message: 'bubbles must have the same size' }];
};

const carousel = all(
  kind(
    { contents: listOf(byType({ bubble: bubbleHolding(byType({ box, image })) }), 1, 12) },
    {},
    oneWidth,
  ),
  jsonBytes(50 * 1024),
);

const animatedIn = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Object.values(value).reduce<number>((sum, each) => sum + animatedIn(each), 0) +
      Number(isRecord(value) && value.type === 'image' && value.animated === true);
const fewAnimated = matching(
  (value) => animatedIn(value) <= 10,
  'The maximum number of animated images is 10',
);

/** The container of a Flex Message; problems carry the JSON pointer LINE would answer. */
export const flexContainer: Check = all(
  byType({ bubble: bubbleHolding(byType({ box, image, video })), carousel }),
  fewAnimated,
);
