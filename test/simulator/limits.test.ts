import { MESSAGE_LIMITS } from './limit-table.js';
import { type Rig, refusalOf, startRig, TOKEN, user } from './rig.js';
import { asMessages, bubble, flex, type Json, quickReply, SAMPLES, text } from './samples.js';

const group = `C${'d'.repeat(32)}`;
let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  rig.line.befriend([user(1)]);
  await rig.line.botJoins(group, [user(1)]);
});
afterAll(() => rig.close());

const box = (...contents: readonly Json[]): Json => ({ type: 'box', layout: 'vertical', contents });
const body = (...contents: readonly Json[]): Json =>
  flex({ type: 'bubble', body: box(...contents) });
const action = (more: Json): Json => ({ type: 'postback', label: 'ป้าย', data: 'd', ...more });
const buttonWith = (more: Json): Json => body({ type: 'button', action: action(more) });
const quick = (more: Json): Json => ({
  ...text(),
  quickReply: { items: [{ type: 'action', action: action(more) }] },
});
const uri = (address: string): Json => buttonWith({ type: 'uri', uri: address, data: undefined });
const image = (url: string): Json => body({ type: 'image', url });
const carouselOf = (contents: readonly Json[]): Json => flex({ type: 'carousel', contents });

/** What is wrong, the message, and where LINE points. */
const REFUSED: readonly (readonly [string, Json, string])[] = [
  ['emoji counted as two units each', text('🙂'.repeat(2501)), 'messages[0].text'],
  ['an empty text', text(''), 'messages[0].text'],
  ['a lone surrogate', text('\ud800'), 'messages[0].text'],
  ['a text that is a number', { type: 'text', text: 5 }, 'messages[0].text'],
  ['an unknown message type', { type: 'texxt', text: 'x' }, 'messages[0].type'],
  ['a type from the prototype', { type: 'constructor' }, 'messages[0].type'],
  ['an unknown field', { ...text(), colour: 'red' }, 'messages[0].colour'],
  [
    'no quick replies at all',
    { ...text(), quickReply: quickReply(0) },
    'messages[0].quickReply.items',
  ],
  [
    'a quick reply label of 21 characters',
    { ...text(), quickReply: quickReply(1, 'ก'.repeat(21)) },
    'messages[0].quickReply.items[0].action.label',
  ],
  [
    'a quick reply without label',
    quick({ label: undefined }),
    'messages[0].quickReply.items[0].action.label',
  ],
  ['a missing alt text', { type: 'flex', contents: bubble }, 'messages[0].altText'],
  ['an alt text that is no string', { ...flex(), altText: 5 }, 'messages[0].altText'],
  [
    'a picture over http',
    { ...SAMPLES[4], originalContentUrl: 'http://bot.demo/a.png' },
    'messages[0].originalContentUrl',
  ],
  [
    'confirm with one action',
    {
      type: 'template',
      altText: 'x',
      template: {
        type: 'confirm',
        text: 'x',
        actions: [{ type: 'message', label: 'a', text: 'a' }],
      },
    },
    'messages[0].template.actions',
  ],
  [
    'an impossible date',
    {
      type: 'template',
      altText: 'x',
      template: {
        type: 'confirm',
        text: 'x',
        actions: Array(2).fill({
          type: 'datetimepicker',
          label: 'a',
          data: 'd',
          mode: 'date',
          min: '2021-13-01',
        }),
      },
    },
    'messages[0].template.actions[0].min',
  ],

  [
    'a wrong box layout',
    flex({ type: 'bubble', body: { ...box(), layout: 'diagonal' } }),
    '/body/layout',
  ],
  [
    'a box without contents',
    flex({ type: 'bubble', body: { type: 'box', layout: 'vertical' } }),
    '/body/contents',
  ],
  ['a text as body', flex({ type: 'bubble', body: text() }), '/body/type'],
  ['an unknown Flex property', body({ ...text(), colour: '#000000' }), '/body/contents/0/colour'],
  ['an unknown component', body({ type: 'spacer' }), '/body/contents/0/type'],
  [
    'an icon outside a baseline box',
    body({ type: 'icon', url: 'https://a.b/c.png' }),
    '/body/contents/0/type',
  ],
  ['a span outside a text', body({ type: 'span', text: 'x' }), '/body/contents/0/type'],
  [
    'a button in a baseline box',
    flex({
      type: 'bubble',
      body: { ...box({ type: 'button', action: action({}) }), layout: 'baseline' },
    }),
    '/body/contents/0/type',
  ],
  ['a colour by name', body({ ...text(), color: 'red' }), '/body/contents/0/color'],
  ['an unknown size', body({ ...text(), size: 'huge' }), '/body/contents/0/size'],
  ['an empty Flex text', body(text('')), '/body/contents/0/text'],
  ['a text without words', body({ type: 'text' }), '/body/contents/0/text'],
  ['a Flex picture over http', image('http://a.b/c.png'), '/body/contents/0/url'],
  ['a button without label', buttonWith({ label: undefined }), '/body/contents/0/action/label'],
  [
    'a rich menu action on a card',
    buttonWith({ type: 'richmenuswitch' }),
    '/body/contents/0/action/type',
  ],
  [
    'a camera action on a card',
    buttonWith({ type: 'camera', data: undefined }),
    '/body/contents/0/action/type',
  ],
  ['a script as link', uri('javascript:alert(1)'), '/body/contents/0/action/uri'],
  ['Thai letters unescaped in a link', uri('https://bot.demo/ก'), '/body/contents/0/action/uri'],
  ['a bubble with nothing in it', flex({ type: 'bubble' }), '/'],
  [
    'bubbles of different widths',
    carouselOf([
      { type: 'bubble', size: 'kilo', body: box() },
      { type: 'bubble', body: box() },
    ]),
    '/contents',
  ],
];

it.each(MESSAGE_LIMITS.map((limit) => [limit.name, limit] as const))(
  'takes the most there may be of %s and refuses one more, sent or validated',
  async (_name, { max, of, property, says = expect.any(String) }) => {
    const push = (size: number) =>
      rig.api.pushMessage({ to: group, messages: asMessages(of(size)) });
    await push(max);
    const before = rig.line.sent.length;
    for (const call of [
      push(max + 1),
      rig.api.validatePush({ messages: asMessages(of(max + 1)) }),
    ]) {
      const refusal = await refusalOf(call);
      expect(refusal.status).toBe(400);
      expect(refusal.body.details).toContainEqual({ message: says, property });
    }
    expect(rig.line.sent).toHaveLength(before);
  },
);

describe.each(['pushMessage', 'validatePush'] as const)('%s', (method) => {
  const send = (...messages: readonly Json[]): Promise<unknown> =>
    method === 'pushMessage'
      ? rig.api.pushMessage({ to: user(1), messages: asMessages(...messages) })
      : rig.api.validatePush({ messages: asMessages(...messages) });

  it.each(REFUSED)('refuses %s', async (_name, message, property) => {
    const refusal = await refusalOf(send(message));
    expect(refusal.status).toBe(400);
    expect(refusal.body.details).toContainEqual({ message: expect.any(String), property });
    expect(rig.line.requests.at(-1)?.status).toBe(400);
  });
});

const REQUESTS: readonly (readonly [string, number, (size: number) => Promise<unknown>])[] = [
  [
    'messages of a push',
    5,
    (size) =>
      rig.api.pushMessage({ to: user(1), messages: asMessages(...Array(size).fill(text())) }),
  ],
  [
    'recipients of a multicast',
    500,
    (size) =>
      rig.api.multicast({
        to: Array.from({ length: size }, (_, at) => user(1_000 + at)),
        messages: asMessages(text()),
      }),
  ],
  [
    'units to count by',
    1,
    (size) =>
      rig.api.pushMessage({
        to: user(1),
        messages: asMessages(text()),
        customAggregationUnits: Array(size).fill('unit'),
      }),
  ],
  [
    'characters of a unit',
    30,
    (size) =>
      rig.api.pushMessage({
        to: user(1),
        messages: asMessages(text()),
        customAggregationUnits: ['u'.repeat(size)],
      }),
  ],
  [
    'seconds of typing',
    60,
    (size) => rig.api.showLoadingAnimation({ chatId: user(1), loadingSeconds: size }),
  ],
  [
    'characters of a webhook URL',
    500,
    (size) => rig.api.setWebhookEndpoint({ endpoint: `https://bot.demo/${'w'.repeat(size - 17)}` }),
  ],
];
it.each(REQUESTS)('takes the most %s (%i) and refuses one more', async (_name, max, call) => {
  await call(max);
  expect((await refusalOf(call(max + 1))).status).toBe(400);
});

it('takes a body of 2 MB and refuses one byte more', async () => {
  const status = async (bytes: number) => {
    const body = JSON.stringify({ to: user(1), messages: [] });
    const answer = await fetch(`${rig.line.url}/v2/bot/message/push`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: body + ' '.repeat(bytes - body.length),
    });
    return [answer.status, ((await answer.json()) as { message: string }).message];
  };
  expect(await status(2 * 1024 * 1024)).toEqual([400, 'The request body has 1 error(s)']);
  expect(await status(2 * 1024 * 1024 + 1)).toEqual([413, 'Request entity too large']);
});

it.each(SAMPLES.map((sample) => [String(sample.type), sample] as const))(
  'accepts a good %s',
  async (_type, sample) => {
    await expect(rig.api.validateReply({ messages: asMessages(sample) })).resolves.toEqual({});
  },
);

it('words its refusals as LINE does', async () => {
  const validate = (...messages: readonly Json[]) =>
    refusalOf(rig.api.validatePush({ messages: asMessages(...messages) }));
  expect((await validate()).body).toEqual({
    message: 'The request body has 1 error(s)',
    details: [{ message: 'Size must be between 1 and 5', property: 'messages' }],
  });
  expect((await validate(...Array(6).fill(text()))).body.message).toBe(
    'The request body has 1 error(s)',
  );
  expect((await validate(text('a'.repeat(5001)))).body.details).toEqual([
    { message: 'Length must be between 0 and 5000', property: 'messages[0].text' },
  ]);
  expect((await validate(text(), body({ ...text(), color: 'red' }))).body).toEqual({
    message: 'A message (messages[1]) in the request body is invalid',
    details: [{ message: 'invalid property', property: '/body/contents/0/color' }],
  });
});

it('counts labels in grapheme clusters and texts in UTF-16 units', async () => {
  const label = 'ที่'.repeat(20);
  await rig.api.validatePush({
    messages: asMessages({ ...text(), quickReply: quickReply(1, label) }),
  });
  expect(label.length).toBe(60);
});
