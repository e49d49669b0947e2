import { validateSignature } from '@line/bot-sdk';
import { loadLineSchemas } from '../harness/line-schema.js';
import { type Rig, SECRET, startRig, user } from './rig.js';

const GROUP = `C${'b'.repeat(32)}`;
const sender = user(7);
let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const lastEvent = (): Record<string, unknown> =>
  JSON.parse(rig.bot.received.at(-1)?.raw.toString('utf8') ?? '{}').events.at(-1);

it('signs the raw bytes so that the official SDK accepts them', async () => {
  await rig.line.says(sender, 'สวัสดี 👨‍👩‍👧 "ครับ"');
  const [first] = rig.bot.received;
  expect(first && validateSignature(first.raw, SECRET, first.signature)).toBe(true);
  expect(first && validateSignature(first.raw, 'another secret', first.signature)).toBe(false);
  expect(first?.body.destination).toBe(rig.line.botUserId);
});

it('makes events of everything a person can do, and LINE knows them all', async () => {
  const { line } = rig;
  await line.follow(sender);
  await line.says(sender, 'hello');
  await line.sticker(sender);
  await line.voice(sender);
  await line.photo(sender);
  await line.taps(sender, { type: 'postback', label: 'ส่ง', data: 'send', displayText: 'ส่ง' });
  await line.taps(sender, { type: 'message', label: 'เมนู', text: 'เมนู' });
  const picked = { params: { date: '2026-11-20' } };
  await line.taps(
    sender,
    { type: 'datetimepicker', label: 'วัน', data: 'day', mode: 'date' },
    picked,
  );
  await line.event(sender, { type: 'beacon', beacon: { hwid: 'd41d8cd98f', type: 'enter' } });
  await line.botJoins(GROUP, [sender]);
  await line.says(sender, '@LINE Bot สถานะ', { group: GROUP });
  await line.unsends(sender, '5');
  await line.botLeaves(GROUP);
  await line.unfollow(sender);

  const types = rig.bot.received.flatMap(({ body }) => body.events.map(({ type }) => type));
  expect(types).toEqual([
    'follow',
    'message',
    'message',
    'message',
    'message',
    'postback',
    'message',
    'postback',
    'beacon',
    'join',
    'message',
    'unsend',
    'leave',
    'unfollow',
  ]);
  const schemas = loadLineSchemas();
  for (const { body } of rig.bot.received) {
    expect(schemas?.('CallbackRequest', body) ?? []).toEqual([]);
  }
  const ids = rig.bot.received.flatMap(({ body }) =>
    body.events.map((event) => event.webhookEventId),
  );
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
});

it('gives a reply token to every event but those LINE gives none', async () => {
  await rig.line.follow(sender);
  expect(lastEvent()).toMatchObject({ mode: 'active', follow: { isUnblocked: false } });
  expect(lastEvent().replyToken).toMatch(/^[0-9a-f]{32}$/);
  await rig.line.unfollow(sender);
  expect(lastEvent()).not.toHaveProperty('replyToken');
  await rig.line.follow(sender);
  expect(lastEvent()).toMatchObject({ follow: { isUnblocked: true } });
  await rig.line.event(sender, {
    type: 'message',
    mode: 'standby',
    message: { type: 'text', id: '1', text: 'x' },
  });
  expect(lastEvent()).not.toHaveProperty('replyToken');
});

it('marks a mention of the bot in a group', async () => {
  await rig.line.botJoins(GROUP, [sender]);
  await rig.line.says(sender, 'ถาม @LINE Bot หน่อย', { group: GROUP });
  expect(lastEvent()).toMatchObject({
    source: { type: 'group', groupId: GROUP, userId: sender },
    message: { mention: { mentionees: [{ index: 4, length: 9, isSelf: true }] } },
  });
});

it('redelivers the same event marked so, and repeats one unmarked', async () => {
  const { eventId } = await rig.line.says(sender, 'once');
  const first = lastEvent();
  await rig.line.redeliver(eventId);
  expect(lastEvent()).toEqual({ ...first, deliveryContext: { isRedelivery: true } });
  await rig.line.repeat(eventId);
  expect(lastEvent()).toEqual(first);
});

it('reports what the bot answered, on the phone too, and redelivers what failed', async () => {
  rig.bot.failNext(503);
  const failed = await rig.line.says(sender, 'x');
  expect(failed.status).toBe(503);
  expect(rig.line.chat(sender)[0]?.delivery).toEqual({ status: 503 });

  expect(await rig.line.redeliverFailed()).toEqual([{ eventId: failed.eventId, status: 200 }]);
  expect(await rig.line.redeliverFailed()).toEqual([]);
  expect(rig.line.chat(sender)[0]?.delivery).toEqual({ status: 200 });
});

it('redelivers by itself only when that is switched on', async () => {
  rig.bot.failNext(500, 2);
  rig.line.setRedelivery({ on: true, delaysMs: [1, 1, 1] });
  await rig.line.says(sender, 'x');
  const settled = () => rig.line.chat(sender)[0]?.delivery?.status;
  while (settled() !== 200) await new Promise((resolve) => setImmediate(resolve));
  expect(rig.bot.received).toHaveLength(3);
});

it('says why a webhook could not be delivered', async () => {
  rig.line.setWebhookUrl('http://127.0.0.1:9/webhook');
  expect(await rig.line.says(sender, 'x')).toMatchObject({ status: null, failure: 'ECONNREFUSED' });
  rig.line.setWebhookUrl(null);
  expect(await rig.line.says(sender, 'y')).toMatchObject({
    status: null,
    failure: 'no webhook URL',
  });
});

it('does not send a webhook for a link, but remembers the tap', async () => {
  await rig.line.taps(sender, { type: 'uri', label: 'โทร', uri: 'tel:0812345678' });
  expect(rig.bot.received).toEqual([]);
  expect(rig.line.chat(sender)).toMatchObject([
    { from: 'person', action: { uri: 'tel:0812345678' } },
  ]);
});

it('hands out the bytes of a photo until it is unsent', async () => {
  await rig.line.photo(sender);
  const messageId = rig.line.chat(sender)[0]?.messageId ?? '';
  const get = async () => (await rig.blob.getMessageContentWithHttpInfo(messageId)).httpResponse;
  expect((await get()).headers.get('content-type')).toBe('image/png');
  const parts: Buffer[] = [];
  for await (const part of await rig.blob.getMessageContent(messageId)) parts.push(part);
  expect(Buffer.concat(parts).subarray(1, 4).toString('latin1')).toBe('PNG');
  await rig.line.unsends(sender, messageId);
  await expect(get()).rejects.toMatchObject({ status: 410 });
  await expect(rig.blob.getMessageContent('1')).rejects.toMatchObject({ status: 404 });
});

it('tests and changes the webhook settings', async () => {
  expect(await rig.api.testWebhookEndpoint({})).toMatchObject({ success: true, statusCode: 200 });
  expect(rig.bot.received.at(-1)?.body.events).toEqual([]);
  expect((await rig.api.getWebhookEndpoint()).endpoint).toBe(rig.bot.url);
  await expect(rig.api.setWebhookEndpoint({ endpoint: 'ftp://x' })).rejects.toMatchObject({
    status: 400,
  });
  await rig.api.setWebhookEndpoint({ endpoint: 'https://bot.example/webhook' });
  expect((await rig.api.getWebhookEndpoint()).endpoint).toBe('https://bot.example/webhook');
});
