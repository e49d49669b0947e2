import { request } from 'node:http';
import { KEY, type Rig, refusalOf, startRig, TOKEN, user } from './rig.js';

const text = (words: string) => ({ type: 'text' as const, text: words });
const MINUTE = 60_000;
let rig: Rig;

beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const sender = user(1);

describe('reply', () => {
  it('answers once, within a minute, in the chat of the token', async () => {
    await rig.line.says(sender, 'สวัสดี');
    const replyToken = rig.replyToken();
    const answer = await rig.api.replyMessage({ replyToken, messages: [text('ครับ'), text('ค่ะ')] });

    expect(answer.sentMessages).toHaveLength(2);
    expect(
      rig.line.chat(sender).map(({ from, message, via }) => [from, message?.text, via]),
    ).toEqual([
      ['person', 'สวัสดี', undefined],
      ['bot', 'ครับ', 'reply'],
      ['bot', 'ค่ะ', 'reply'],
    ]);
    const again = await refusalOf(rig.api.replyMessage({ replyToken, messages: [text('อีก')] }));
    expect(again).toMatchObject({ status: 400, body: { message: 'Invalid reply token' } });
  });

  it('refuses a token after its minute, and gives a redelivered one a new minute', async () => {
    const { eventId } = await rig.line.says(sender, 'a');
    const replyToken = rig.replyToken();
    rig.advance(MINUTE + 1);
    expect(
      (await refusalOf(rig.api.replyMessage({ replyToken, messages: [text('late')] }))).status,
    ).toBe(400);

    await rig.line.redeliver(eventId);
    await rig.api.replyMessage({ replyToken, messages: [text('in time')] });
    expect(rig.line.chat(sender).at(-1)?.message).toMatchObject({ text: 'in time' });
  });

  it('refuses a redelivered token 20 minutes after the event', async () => {
    const { eventId } = await rig.line.says(sender, 'a');
    rig.advance(20 * MINUTE + 1);
    await rig.line.redeliver(eventId);
    const refusal = await refusalOf(
      rig.api.replyMessage({ replyToken: rig.replyToken(), messages: [text('x')] }),
    );
    expect(refusal.body).toEqual({ message: 'Invalid reply token' });
  });

  it('refuses a retry key', async () => {
    await rig.line.says(sender, 'a');
    const response = await fetch(`${rig.line.url}/v2/bot/message/reply`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
        'x-line-retry-key': KEY,
      },
      body: JSON.stringify({ replyToken: rig.replyToken(), messages: [text('x')] }),
    });
    expect(response.status).toBe(400);
    expect(rig.line.sent).toEqual([]);
  });
});

describe('push and multicast', () => {
  it('reach friends and whoever wrote within 7 days, and are dropped for the others', async () => {
    rig.line.befriend([user(2)]);
    rig.line.person(user(3));
    await rig.line.says(user(4), 'hello');
    await rig.api.multicast({ to: [user(2), user(3), user(4)], messages: [text('x')] });
    expect(rig.line.sent.at(-1)?.deliveredTo).toEqual([user(2), user(4)]);

    rig.advance(7 * 24 * 60 * MINUTE + 1);
    await rig.api.pushMessage({ to: user(4), messages: [text('late')] });
    expect(rig.line.sent.at(-1)?.deliveredTo).toEqual([]);
  });

  it('accept a message to somebody who blocked the bot, and deliver and count nothing', async () => {
    await rig.line.follow(sender);
    await rig.line.unfollow(sender);
    await rig.api.pushMessage({ to: sender, messages: [text('x')] });
    expect(rig.line.chat(sender).filter(({ from }) => from === 'bot')).toEqual([]);
    expect(rig.line.quota.used()).toBe(0);
    expect((await refusalOf(rig.api.getProfile(sender))).status).toBe(404);
  });

  it('refuse recipients that do not exist or are not written as ids', async () => {
    const push = (to: string) => refusalOf(rig.api.pushMessage({ to, messages: [text('x')] }));
    expect(await push(user(9))).toMatchObject({
      status: 400,
      body: { message: 'Failed to send messages' },
    });
    expect((await push('somebody')).body.message).toContain(
      "The property, 'to', in the request body",
    );
    const many = await refusalOf(rig.api.multicast({ to: [user(1), 'x'], messages: [text('x')] }));
    expect(many.body.message).toBe(
      'The property, to[1], in the request body is invalid (line: -, column: -)',
    );
    const tooMany = Array.from({ length: 501 }, (_, at) => user(at));
    expect(
      (await refusalOf(rig.api.multicast({ to: tooMany, messages: [text('x')] }))).body,
    ).toMatchObject({
      details: [{ message: 'Size must be between 1 and 500', property: 'to' }],
    });
  });

  it('answer an accepted retry key with 409 for 24 hours and send it once', async () => {
    rig.line.befriend([sender]);
    const push = () =>
      rig.api.pushMessageWithHttpInfo({ to: sender, messages: [text('once')] }, KEY);
    const first = await push();
    const second = await refusalOf(push());

    expect(second.status).toBe(409);
    expect(second.body).toEqual({
      message: 'The retry key is already accepted',
      sentMessages: first.body.sentMessages,
    });
    expect(second.headers.get('x-line-accepted-request-id')).toBe(
      first.httpResponse.headers.get('x-line-request-id'),
    );
    expect(rig.line.sent.map(({ retryKey }) => retryKey)).toEqual([KEY]);

    rig.advance(24 * 60 * MINUTE);
    await push();
    expect(rig.line.chat(sender)).toHaveLength(2);
  });

  it('refuse a retry key that is no UUID', async () => {
    rig.line.befriend([sender]);
    const push = rig.api.pushMessage({ to: sender, messages: [text('x')] }, 'key-1');
    expect((await refusalOf(push)).status).toBe(400);
  });

  it('reach a group and count its members', async () => {
    const group = `C${'a'.repeat(32)}`;
    await rig.line.botJoins(group, [user(1), user(2), user(3)]);
    await rig.api.pushMessage({ to: group, messages: [text('all')] });
    expect(rig.line.quota.used()).toBe(3);
    expect(rig.line.chat(group).at(-1)).toMatchObject({ via: 'push', message: { text: 'all' } });
    expect((await rig.api.getGroupMemberCount(group)).count).toBe(3);
  });
});

describe('quota', () => {
  it('counts recipients of push and multicast, refuses a whole multicast, and starts anew each month', async () => {
    rig.line.quota.setPlan({ type: 'limited', value: 3 });
    rig.line.befriend([user(1), user(2), user(3)]);
    await rig.api.multicast({ to: [user(1), user(2)], messages: [text('a'), text('b')] });
    expect((await rig.api.getMessageQuotaConsumption()).totalUsage).toBe(2);

    const refusal = await refusalOf(
      rig.api.multicast({ to: [user(1), user(2)], messages: [text('c')] }),
    );
    expect(refusal).toMatchObject({
      status: 429,
      body: { message: 'You have reached your monthly limit.' },
    });
    expect(rig.line.sent).toHaveLength(1);

    await rig.line.says(user(1), 'x');
    await rig.api.replyMessage({ replyToken: rig.replyToken(), messages: [text('free')] });
    expect(rig.line.quota.used()).toBe(2);

    rig.advance(31 * 24 * 60 * MINUTE);
    await rig.api.multicast({ to: [user(1), user(2)], messages: [text('c')] });
    expect(rig.line.quota.used()).toBe(2);
    expect(await rig.api.getMessageQuota()).toEqual({ type: 'limited', value: 3 });
  });
});

describe('rate limits', () => {
  it('allow 200 multicasts a second and refill with time', async () => {
    rig.line.befriend([sender]);
    const cast = () => rig.api.multicast({ to: [sender], messages: [text('x')] });
    await Promise.all(Array.from({ length: 200 }, cast));
    const refusal = await refusalOf(cast());
    expect(refusal).toMatchObject({
      status: 429,
      body: { message: 'The API rate limit has been exceeded. Try again later.' },
    });
    rig.advance(5);
    await cast();
    expect(rig.line.requests.filter(({ status }) => status === 429)).toHaveLength(1);
  });
});

describe('the API', () => {
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${rig.line.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${TOKEN}`, ...(init.headers as Record<string, string>) },
    });
  const post = (body: string, type = 'application/json') =>
    call('/v2/bot/message/push', { method: 'POST', body, headers: { 'content-type': type } });

  it.each([
    ['an unknown endpoint', () => call('/v2/bot/nothing'), 404],
    ['a wrong method', () => call('/v2/bot/message/push'), 405],
    [
      'a wrong token',
      () => fetch(`${rig.line.url}/v2/bot/info`, { headers: { authorization: 'Bearer x' } }),
      401,
    ],
    ['no token', () => fetch(`${rig.line.url}/v2/bot/info`), 401],
    ['a body that is not JSON', () => post('{'), 400],
    ['a body of another type', () => post('{}', 'text/plain'), 415],
    ['a body over 2 MB', () => post(JSON.stringify({ to: 'x'.repeat(2 * 1024 * 1024) })), 413],
    [
      'an absurdly deep body',
      () => post(`{"messages":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
      400,
    ],
  ])('refuses %s', async (_name, request, status) => {
    const response = await request();
    expect(response.status).toBe(status);
    expect(response.headers.get('x-line-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toHaveProperty('message');
  });

  it('answers a well-signed stranger with 403: only names of this machine reach it', async () => {
    const status = await new Promise((resolve) => {
      request(`${rig.line.url}/v2/bot/info`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(status).toBe(403);
  });

  it('tells who people and the bot are', async () => {
    rig.line.person(sender, 'สมชาย');
    await rig.line.follow(sender);
    expect(await rig.api.getProfile(sender)).toMatchObject({
      userId: sender,
      displayName: 'สมชาย',
    });
    expect((await rig.api.getBotInfo()).userId).toBe(rig.line.botUserId);
    expect(rig.line.botUserId).toMatch(/^U[0-9a-f]{32}$/);
  });

  it('checks loading requests', async () => {
    await rig.api.showLoadingAnimation({ chatId: sender, loadingSeconds: 5 });
    const refusal = await refusalOf(
      rig.api.showLoadingAnimation({ chatId: `C${'0'.repeat(32)}`, loadingSeconds: 62 }),
    );
    expect(refusal.body.message).toBe('The request body has 3 error(s)');
  });
});
