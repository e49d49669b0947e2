import { samplePhoto } from '../../src/simulator/samples.js';
import { loadLineSchemas } from '../harness/line-schema.js';
import { type Rig, startRig, user } from './rig.js';

const GROUP = `C${'b'.repeat(32)}`;
const [one, other, third] = [user(1), user(2), user(3)];
const schemas = loadLineSchemas();
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(async () => {
  for (const { body } of rig.bot.received)
    if (!JSON.stringify(body).includes('telepathy'))
      expect(schemas?.('CallbackRequest', body) ?? []).toEqual([]);
  await rig.close();
});

type Event = Readonly<Record<string, unknown>>;
const requests = (): readonly (readonly Event[])[] =>
  rig.bot.received.map(({ body }) => body.events as unknown as readonly Event[]);
const texts = (): readonly unknown[] =>
  requests().map((events) =>
    events.map(({ message }) => (message as { text?: string } | undefined)?.text).join(' '),
  );

describe('held webhooks', () => {
  beforeEach(async () => {
    rig.line.hold();
    for (const [who, words] of [
      [one, 'ก'],
      [other, 'ข'],
      [third, 'ค'],
    ] as const)
      expect(await rig.line.says(who, words)).toMatchObject({ status: null, failure: 'held' });
    expect(rig.bot.received).toEqual([]);
  });

  it('come several people’s in one request', async () => {
    const delivered = await rig.line.release({ perRequest: 2 });
    expect(texts()).toEqual(['ก ข', 'ค']);
    expect(delivered.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(rig.line.chat(other)[0]?.delivery).toEqual({ status: 200 });
    await rig.line.says(one, 'ง');
    expect(texts()).toHaveLength(3);
  });

  it('come out of order, with the times at which they happened', async () => {
    await rig.line.release({ order: 'reversed' });
    expect(texts()).toEqual(['ค', 'ข', 'ก']);
  });

  it('come shuffled, in the same way for the same seed', async () => {
    await rig.line.release({ order: { seed: 5 } });
    expect([...texts()].sort()).toEqual(['ก', 'ข', 'ค']);
    const first = texts();
    rig.bot.received.splice(0);
    rig.line.hold();
    for (const words of ['ก', 'ข', 'ค']) await rig.line.says(one, words);
    await rig.line.release({ order: { seed: 5 } });
    expect(texts()).toEqual(first);
  });
});

it('a disturbed network doubles and delays, and loses nothing', async () => {
  rig.line.disturb({ seed: 3, twice: 0.5, late: 0.5, lateMs: 10 });
  const said = Array.from({ length: 30 }, (_, at) => String(at));
  await Promise.all(said.map((words) => rig.line.says(one, words)));
  while (rig.bot.received.length < 40) await nextTurn();
  const order = texts().map(String);
  expect(new Set(order)).toEqual(new Set(said));
  expect(order.filter((words, at) => order.indexOf(words) === at)).not.toEqual(said);

  rig.line.disturb(null);
  const before = rig.bot.received.length;
  await rig.line.says(one, 'calm');
  expect(texts().at(-1)).toBe('calm');
  expect(rig.bot.received.length).toBeGreaterThan(before);
});

it('an answer after two seconds counts as a time-out, and is delivered anew', async () => {
  await rig.close();
  let elapsed = 0;
  rig = await startRig({ stopwatch: () => elapsed });
  let answer = (): void => undefined;
  rig.bot.waitFor(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  const said = rig.line.says(one, 'slow');
  while (rig.bot.received.length === 0) await nextTurn();
  elapsed += 2_001;
  answer();
  expect(await said).toMatchObject({ status: 200, failure: 'request_timeout' });
  rig.bot.waitFor(null);
  expect(rig.line.webhookErrors()).toMatchObject({ request_timeout: 1, error_status_code: 0 });
  expect(await rig.line.redeliverFailed()).toMatchObject([{ status: 200 }]);
  expect(requests().at(-1)?.[0]).toMatchObject({ deliveryContext: { isRedelivery: true } });
});

it('counts what could not be connected to', async () => {
  rig.line.setWebhookUrl('http://127.0.0.1:9/webhook');
  await rig.line.says(one, 'x');
  expect(rig.line.webhookErrors()).toMatchObject({ could_not_connect: 1 });
});

it('never leaves this machine', async () => {
  rig.line.setWebhookUrl('https://bot.example/webhook');
  expect(await rig.line.says(one, 'x')).toMatchObject({ status: null, failure: 'ENOTFOUND' });
});

describe('what people send', () => {
  const newest = () => rig.line.chat(one).at(-1);

  it('pictures sent together are events of their own, in one set', async () => {
    await rig.line.photos(one, [samplePhoto(1), samplePhoto(2), samplePhoto(3)]);
    const sets = requests().flatMap((events) =>
      events.map(({ message }) => (message as { imageSet: Record<string, unknown> }).imageSet),
    );
    expect(sets.map(({ index }) => index).sort()).toEqual([1, 2, 3]);
    expect(new Set(sets.map(({ id }) => id)).size).toBe(1);
    expect(sets.every(({ total }) => total === 3)).toBe(true);
  });

  it('places, files, videos and stickers carry what LINE tells of them', async () => {
    const bytes = Buffer.from('a file');
    await rig.line.location(one, { title: 'ที่ว่าการ', latitude: 15.65, longitude: 103.58 });
    expect(newest()?.message).toMatchObject({ type: 'location', latitude: 15.65 });
    await rig.line.file(one, {
      fileName: 'รายงาน.pdf',
      content: { contentType: 'application/pdf', bytes },
    });
    expect(newest()?.message).toMatchObject({ type: 'file', fileName: 'รายงาน.pdf', fileSize: 6 });
    await rig.line.video(one, { durationMs: 9_000 });
    expect(newest()?.message).toMatchObject({ type: 'video', duration: 9_000 });
    await rig.line.sticker(one, { packageId: '789', stickerId: '10855' });
    expect(newest()?.message).toMatchObject({ packageId: '789', stickerId: '10855' });
    expect(rig.bot.received).toHaveLength(4);
  });

  it('what is unsent leaves the screen as well', async () => {
    await rig.line.says(one, 'พิมพ์ผิด');
    const { messageId = '' } = newest() ?? {};
    await rig.line.unsends(one, messageId);
    expect(rig.line.chat(one)[0]).toMatchObject({ unsent: true });
    expect(requests().at(-1)?.[0]).toMatchObject({ type: 'unsend', unsend: { messageId } });
  });

  it('an event of a kind that does not exist yet arrives as it is', async () => {
    await rig.line.event(one, { type: 'telepathy', telepathy: { mood: 'good' } });
    expect(requests()[0]?.[0]).toMatchObject({
      type: 'telepathy',
      telepathy: { mood: 'good' },
      source: { type: 'user', userId: one },
    });
  });
});

it('in a group people mention each other, everybody and the bot; they come and go', async () => {
  rig.line.person(one, 'สมชาย');
  rig.line.person(other, 'สมชาย ใจดี');
  await rig.line.botJoins(GROUP, [one]);
  await rig.line.memberJoins(GROUP, other);
  await rig.line.says(one, '@สมชาย ใจดี กับ @LINE Bot และ @All', { group: GROUP });
  await rig.line.memberLeaves(GROUP, other);
  const [, joined, said, left] = requests().flat();
  expect(joined).toMatchObject({
    type: 'memberJoined',
    joined: { members: [{ type: 'user', userId: other }] },
  });
  expect(said?.message).toMatchObject({
    mention: {
      mentionees: [
        { index: 0, length: 11, type: 'user', userId: other, isSelf: false },
        { index: 16, length: 9, type: 'user', isSelf: true },
        { index: 30, length: 4, type: 'all' },
      ],
    },
  });
  expect(left).toMatchObject({ type: 'memberLeft' });
  expect(left).not.toHaveProperty('replyToken');
  expect((await rig.api.getGroupMemberCount(GROUP)).count).toBe(1);
});
