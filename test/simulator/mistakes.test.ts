import { KEY, type Rig, startRig, TOKEN, user } from './rig.js';
import { bubble, flex, type Json, quickReply, text } from './samples.js';

/** Bots as people write them by hand: what is wrong with each is refused, and shown in red. */

const friend = user(1);
const group = `C${'7'.repeat(32)}`;
let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
  await rig.line.botJoins(group, [friend]);
  await rig.line.follow(friend);
});
afterEach(() => rig.close());

type Answer = { readonly status: number; readonly body: { readonly message: string } };
const send = async (
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const response = await fetch(`${rig.line.url}/v2/bot/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
};
const reply = (message: unknown, more: Json = {}) =>
  send('message/reply', { replyToken: rig.replyToken(), messages: [message], ...more });
const push = (to: unknown, ...messages: readonly unknown[]) =>
  send('message/push', { to, messages });

const card = (part: Json): Json =>
  flex({ type: 'bubble', body: { type: 'box', layout: 'vertical', contents: [part] } });

const MISTAKES: readonly (readonly [string, number, () => Promise<Answer>])[] = [
  [
    'a retry key on a reply',
    400,
    () =>
      send(
        'message/reply',
        { replyToken: rig.replyToken(), messages: [text()] },
        { 'x-line-retry-key': KEY },
      ),
  ],
  [
    'a retry key that is no UUID',
    400,
    () =>
      send('message/push', { to: friend, messages: [text()] }, { 'x-line-retry-key': 'order-1' }),
  ],
  ['14 quick replies', 400, () => reply({ ...text(), quickReply: quickReply(14) })],
  [
    'a quick reply without "type": "action"',
    400,
    () =>
      reply({
        ...text(),
        quickReply: { items: [{ action: { type: 'message', label: 'a', text: 'a' } }] },
      }),
  ],
  ['an empty text', 400, () => reply(text(''))],
  ['an empty text in Flex', 400, () => reply(card({ type: 'text', text: '' }))],
  ['a number as text in Flex', 400, () => reply(card({ type: 'text', text: 5 }))],
  [
    'an http image',
    400,
    () =>
      reply({
        type: 'image',
        originalContentUrl: 'http://a.b/c.png',
        previewImageUrl: 'http://a.b/c.png',
      }),
  ],
  [
    'an image without preview',
    400,
    () => reply({ type: 'image', originalContentUrl: 'https://a.b/c.png' }),
  ],
  ['Flex as a string of JSON', 400, () => reply({ ...flex(), contents: JSON.stringify(bubble) })],
  ['Flex without alt text', 400, () => reply({ type: 'flex', contents: bubble })],
  ['a bare bubble as message', 400, () => reply(bubble)],
  ['a misspelt property', 400, () => reply({ ...flex(), alttext: 'x' })],
  ['a colour by its name', 400, () => reply(card({ type: 'text', text: 'x', color: 'red' }))],
  ['a spacer', 400, () => reply(card({ type: 'spacer', size: 'md' }))],
  [
    'a link with Thai letters',
    400,
    () =>
      reply(card({ type: 'button', action: { type: 'uri', label: 'x', uri: 'https://a.b/ก' } })),
  ],
  [
    'postback data as an object',
    400,
    () =>
      reply(card({ type: 'button', action: { type: 'postback', label: 'x', data: { go: 1 } } })),
  ],
  [
    'one message instead of a list',
    400,
    () => send('message/push', { to: friend, messages: text() }),
  ],
  ['six messages', 400, () => push(friend, ...Array(6).fill(text()))],
  ['a display name as recipient', 400, () => push('สมชาย', text())],
  ['a user of another provider', 400, () => push(user(99), text())],
  [
    'a group in a multicast',
    400,
    () => send('message/multicast', { to: [group], messages: [text()] }),
  ],
  [
    'one user as a string in a multicast',
    400,
    () => send('message/multicast', { to: friend, messages: [text()] }),
  ],
  [
    'a mention in a one-to-one chat',
    400,
    () =>
      push(friend, {
        type: 'textV2',
        text: '{a}',
        substitution: { a: { type: 'mention', mentionee: { type: 'all' } } },
      }),
  ],
  [
    'form data',
    415,
    () => send('message/push', 'to=x', { 'content-type': 'application/x-www-form-urlencoded' }),
  ],
  ['JSON with a comma too many', 400, () => send('message/push', '{"to":"x",}')],
  [
    'a token of another channel',
    401,
    () =>
      send('message/push', { to: friend, messages: [text()] }, { authorization: 'Bearer other' }),
  ],
  [
    'typing for 7 seconds',
    400,
    () => send('chat/loading/start', { chatId: friend, loadingSeconds: 7 }),
  ],
  ['typing in a group', 400, () => send('chat/loading/start', { chatId: group })],
  [
    'an endpoint that is none',
    404,
    () => send('message/pushh', { to: friend, messages: [text()] }),
  ],
];

it.each(MISTAKES)('catches %s', async (_name, status, call) => {
  const answer = await call();
  expect(answer.status).toBe(status);
  expect(answer.body.message).not.toBe('');
  expect(rig.line.sent).toEqual([]);
  expect(rig.line.chat(friend).filter(({ from }) => from === 'bot')).toEqual([]);
  const seen = rig.line.traffic.since(0).at(-1);
  expect(seen).toMatchObject({ kind: 'call', status });
  expect(seen?.violations.length).toBeGreaterThanOrEqual(1);
});

it('catches a reply that is sent twice, and one that is too late', async () => {
  expect((await reply(text())).status).toBe(200);
  expect((await reply(text())).body.message).toBe('Invalid reply token');
  await rig.line.says(friend, 'อีกครั้ง');
  rig.advance(60_001);
  expect((await reply(text())).body.message).toBe('Invalid reply token');
});

it('marks what LINE takes and then does not show', async () => {
  await push(friend, { ...text(), quickReply: quickReply() }, text());
  expect(rig.line.traffic.since(0).at(-1)).toMatchObject({
    status: 200,
    violations: [{ property: 'messages[0].quickReply' }],
  });
});

it('marks a slow webhook and an answer that is no 200', async () => {
  rig.bot.failNext(500);
  await rig.line.says(friend, 'x');
  expect(rig.line.traffic.since(0).at(-1)).toMatchObject({
    kind: 'webhook',
    status: 500,
    chats: [friend],
    violations: [{ property: 'error_status_code' }],
  });
  expect(rig.line.webhookErrors()).toMatchObject({ error_status_code: 1, request_timeout: 0 });
});
