import {
  address,
  area,
  body,
  box,
  buttons,
  characters,
  clip,
  columns,
  count,
  emoji,
  filled,
  heavy,
  hero,
  imagemap,
  type Limit,
  many,
  mapAction,
  mapVideo,
  mention,
  picture,
  pictures,
  postback,
  quick,
  say,
  template,
  times,
  url,
  v2,
  x,
} from './limit-makers.js';
import { flex, text } from './samples.js';

const quickAction = 'messages[0].quickReply.items[0].action';

/** Everything of sections 3.2 to 3.4 and Appendix B that a send call can check by itself. */
export const MESSAGE_LIMITS: readonly Limit[] = [
  characters('a text', 5000, 'messages[0].text', (words) => ({ type: 'text', text: words })),
  count('emoji', 20, 'messages[0].emojis', (size) => ({
    ...text(x(30)),
    emojis: times(size, (index) => ({ index, ...emoji })),
  })),
  characters('a text (v2)', 5000, 'messages[0].text', (words) => ({ type: 'textV2', text: words })),
  count('substitutions', 100, 'messages[0].substitution', (size) => v2(many(size, mention))),
  count('mentions', 20, 'messages[0].text', (size) => v2({ k: mention }, '{k}'.repeat(size))),
  count('emoji (v2)', 20, 'messages[0].text', (size) =>
    v2({ k: { type: 'emoji', ...emoji } }, '{k}'.repeat(size)),
  ),
  count('a substitution key', 20, `messages[0].substitution.${x(21)}`, (size) =>
    v2({ [x(size)]: mention }),
  ),
  count('quick replies', 13, 'messages[0].quickReply.items', (size) => ({
    ...text(),
    quickReply: { items: times(size, () => ({ type: 'action', action: say() })) },
  })),
  address("a quick reply's icon", 'messages[0].quickReply.items[0].imageUrl', (imageUrl) => ({
    ...text(),
    quickReply: { items: [{ type: 'action', imageUrl, action: say() }] },
  })),
  characters("a sender's name", 20, 'messages[0].sender.name', (name) => ({
    ...text(),
    sender: { name },
  })),
  address("a sender's icon", 'messages[0].sender.iconUrl', (iconUrl) => ({
    ...text(),
    sender: { iconUrl },
  })),
  address('an image', 'messages[0].originalContentUrl', (originalContentUrl) =>
    picture({ originalContentUrl }),
  ),
  address('a preview', 'messages[0].previewImageUrl', (previewImageUrl) =>
    picture({ previewImageUrl }),
  ),
  address('a video', 'messages[0].originalContentUrl', (originalContentUrl) =>
    clip({ originalContentUrl }),
  ),
  address("a video's preview", 'messages[0].previewImageUrl', (previewImageUrl) =>
    clip({ previewImageUrl }),
  ),
  count('a tracking id', 100, 'messages[0].trackingId', (size) => clip({ trackingId: x(size) })),
  address('a sound', 'messages[0].originalContentUrl', (originalContentUrl) => ({
    type: 'audio',
    originalContentUrl,
    duration: 4000,
  })),
  ...['title', 'address'].map((name) =>
    characters(`a location's ${name}`, 100, `messages[0].${name}`, (words) => ({
      type: 'location',
      title: 'ที่',
      address: 'ตำบล',
      latitude: 15,
      longitude: 103,
      [name]: words,
    })),
  ),
  characters('a delivery tag', 30, 'messages[0].deliveryTag', (deliveryTag) => ({
    type: 'coupon',
    couponId: 'c',
    deliveryTag,
  })),

  address('an image map', 'messages[0].baseUrl', (baseUrl) => imagemap({ baseUrl })),
  characters("an image map's alt text", 1500, 'messages[0].altText', (altText) =>
    imagemap({ altText }),
  ),
  count("an image map's actions", 50, 'messages[0].actions', (size) =>
    imagemap({ actions: times(size, () => ({ type: 'message', text: 'x', area })) }),
  ),
  ...(
    [
      ['message', { text: 'x' }],
      ['uri', { linkUri: url(40) }],
      ['clipboard', { clipboardText: 'x' }],
    ] as const
  ).map(([type, more]) =>
    characters(`an image map's ${type} label`, 100, 'messages[0].actions[0].label', (label) =>
      mapAction({ type, label, ...more }),
    ),
  ),
  address(
    "an image map's link",
    'messages[0].actions[0].linkUri',
    (linkUri) => mapAction({ type: 'uri', linkUri }),
    1000,
  ),
  characters("an image map's text", 400, 'messages[0].actions[0].text', (words) =>
    mapAction({ type: 'message', text: words }),
  ),
  characters("an image map's clipboard", 1000, 'messages[0].actions[0].clipboardText', (words) =>
    mapAction({ type: 'clipboard', clipboardText: words }),
  ),
  ...['originalContentUrl', 'previewImageUrl'].map((name) =>
    address(`an image map's ${name}`, `messages[0].video.${name}`, (uri) =>
      mapVideo({ [name]: uri }),
    ),
  ),
  address(
    "an image map's video link",
    'messages[0].video.externalLink.linkUri',
    (linkUri) => mapVideo({ externalLink: { linkUri, label: 'ดู' } }),
    1000,
  ),
  characters("an image map's video label", 30, 'messages[0].video.externalLink.label', (label) =>
    mapVideo({ externalLink: { linkUri: url(40), label } }),
  ),

  characters("a template's alt text", 1500, 'messages[0].altText', (altText) => ({
    ...buttons({}),
    altText,
  })),
  address("buttons' picture", 'messages[0].template.thumbnailImageUrl', (thumbnailImageUrl) =>
    buttons({ thumbnailImageUrl }),
  ),
  characters("buttons' title", 40, 'messages[0].template.title', (title) => buttons({ title })),
  characters("buttons' text", 160, 'messages[0].template.text', (words) =>
    buttons({ text: words }),
  ),
  characters("buttons' text under a title", 60, 'messages[0].template.text', (words) =>
    buttons({ title: 'ชื่อ', text: words }),
  ),
  count("buttons' actions", 4, 'messages[0].template.actions', (size) =>
    buttons({ actions: times(size, () => say()) }),
  ),
  characters("a template's label", 20, 'messages[0].template.actions[0].label', (label) =>
    buttons({ actions: [say(label)] }),
  ),
  characters('a confirmation', 240, 'messages[0].template.text', (words) =>
    template({ type: 'confirm', text: words, actions: [say(), say()] }),
  ),
  count("a confirmation's actions", 2, 'messages[0].template.actions', (size) =>
    template({ type: 'confirm', text: 'ใช่ไหม', actions: times(size, () => say()) }),
  ),
  count('columns', 10, 'messages[0].template.columns', (size) => columns({}, size)),
  address(
    "a column's picture",
    'messages[0].template.columns[0].thumbnailImageUrl',
    (thumbnailImageUrl) => columns({ thumbnailImageUrl }),
  ),
  characters("a column's title", 40, 'messages[0].template.columns[0].title', (title) =>
    columns({ title }),
  ),
  characters("a column's text", 120, 'messages[0].template.columns[0].text', (words) =>
    columns({ text: words }),
  ),
  characters("a column's text under a title", 60, 'messages[0].template.columns[0].text', (words) =>
    columns({ title: 'ชื่อ', text: words }),
  ),
  count("a column's actions", 3, 'messages[0].template.columns[0].actions', (size) =>
    columns({ actions: times(size, () => say()) }),
  ),
  count('picture columns', 10, 'messages[0].template.columns', (size) => pictures({}, size)),
  address("a picture column's address", 'messages[0].template.columns[0].imageUrl', (imageUrl) =>
    pictures({ imageUrl }),
  ),
  characters(
    "a picture column's label",
    12,
    'messages[0].template.columns[0].action.label',
    (label) => pictures({ action: say(label) }),
  ),

  characters("a Flex message's alt text", 1500, 'messages[0].altText', (altText) => ({
    ...flex(),
    altText,
  })),
  count('the bytes of a bubble', 30 * 1024, '/', (size) => heavy(filled, size)),
  count('the bytes of a carousel', 50 * 1024, '/', (size) =>
    heavy((words) => {
      const half = Math.floor(words.length / 2);
      const [first, second] = [words.slice(0, half), words.slice(half)];
      return { type: 'carousel', contents: [filled(first), filled(second)] };
    }, size),
  ),
  count('bubbles in a carousel', 12, '/contents', (size) =>
    flex({ type: 'carousel', contents: times(size, () => ({ type: 'bubble', body: box() })) }),
  ),
  count('animated pictures', 10, '/', (size) =>
    body(...times(size, () => ({ type: 'image', url: url(40), animated: true }))),
  ),
  address('a Flex picture', '/body/contents/0/url', (uri) => body({ type: 'image', url: uri })),
  address('a Flex video', '/hero/url', (uri) => hero({ url: uri })),
  address("a Flex video's preview", '/hero/previewUrl', (uri) => hero({ previewUrl: uri })),
  address('a Flex icon', '/body/contents/0/url', (uri) =>
    flex({ type: 'bubble', body: { ...box({ type: 'icon', url: uri }), layout: 'baseline' } }),
  ),
  count('the height of a picture to its width', 3, '/body/contents/0/aspectRatio', (size) =>
    body({ type: 'image', url: url(40), aspectRatio: `1:${size}` }),
  ),
  count('the parts of an aspect ratio', 100_000, '/body/contents/0/aspectRatio', (size) =>
    body({ type: 'image', url: url(40), aspectRatio: `${size}:100000` }),
  ),
  characters("a Flex button's label", 40, '/body/contents/0/action/label', (label) =>
    body({ type: 'button', action: say(label) }),
  ),

  ...['data', 'displayText', 'fillInText'].map((name) =>
    characters(`a postback's ${name}`, 300, `${quickAction}.${name}`, (words) =>
      postback({ [name]: words }),
    ),
  ),
  characters("a postback's text", 300, `${quickAction}.text`, (words) => postback({ text: words })),
  characters('a message action', 300, `${quickAction}.text`, (words) =>
    quick({ ...say(), text: words }),
  ),
  address('a link', `${quickAction}.uri`, (uri) => quick({ type: 'uri', label: 'ดู', uri }), 1000),
  address(
    'a link for desktops',
    `${quickAction}.altUri.desktop`,
    (desktop) => quick({ type: 'uri', label: 'ดู', uri: url(40), altUri: { desktop } }),
    1000,
  ),
  characters("a date picker's data", 300, `${quickAction}.data`, (data) =>
    quick({ type: 'datetimepicker', label: 'วัน', data, mode: 'date' }),
  ),
  count("a date picker's year", 2100, `${quickAction}.max`, (year) =>
    quick({ type: 'datetimepicker', label: 'วัน', data: 'd', mode: 'date', max: `${year}-12-31` }),
  ),
  count("a date picker's hour", 23, `${quickAction}.initial`, (hour) =>
    quick({ type: 'datetimepicker', label: 'วัน', data: 'd', mode: 'time', initial: `${hour}:59` }),
  ),
  characters('a clipboard', 1000, `${quickAction}.clipboardText`, (clipboardText) =>
    quick({ type: 'clipboard', label: 'คัดลอก', clipboardText }),
  ),
  ...['camera', 'cameraRoll', 'location', 'message'].map((type) =>
    characters(`a quick ${type}'s label`, 20, `${quickAction}.label`, (label) =>
      quick({ type, label, ...(type === 'message' ? { text: 'คำ' } : {}) }),
    ),
  ),
];
