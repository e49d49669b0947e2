import { request } from 'node:http';
import { buildPage } from '../../src/simulator/build-page.js';
import type { ChatEntry } from '../../src/simulator/chats.js';
import type { PageState } from '../../src/simulator/page-contract.js';
import type { Persona } from '../../src/simulator/persona.js';
import { type Rig, startRig, user } from './rig.js';

const leader: Persona = {
  id: 'leader',
  userId: user(1),
  name: 'สมชาย',
  role: 'ผู้นำ',
  about: 'ตำบลดงครั่งน้อย',
  hints: [{ label: 'รหัส', text: 'รหัส ABC' }],
};
const group: Persona = {
  id: 'group',
  userId: `C${'a'.repeat(32)}`,
  name: 'กลุ่มตำบล',
  role: 'กลุ่ม',
  about: '',
  members: [
    { userId: user(1), name: 'สมชาย', role: 'ผู้นำ' },
    { userId: user(3), name: 'พัฒนากร', role: 'เจ้าหน้าที่' },
  ],
  hints: [],
};
const PAGE = { 'content-type': 'application/json', 'x-simulator': 'page' };
let rig: Rig;

beforeEach(async () => {
  let origin: string | null = null;
  rig = await startRig({
    personas: () => [leader],
    publicBaseUrl: 'https://bot.demo',
    botOrigin: () => origin,
  });
  origin = rig.bot.origin;
});
afterEach(() => rig.close());

const get = (path: string, init: RequestInit = {}) => fetch(`${rig.line.url}${path}`, init);
const act = (body: unknown, headers: Record<string, string> = PAGE) =>
  get('/_sim/act', { method: 'POST', headers, body: JSON.stringify(body) });
const says = { userId: leader.userId, do: 'says', text: 'สวัสดี' };

type News = { readonly event: string; readonly id: string | undefined; readonly data: unknown };

/** The news of one connection until `enough` of it has come. */
async function listen(
  enough: (news: readonly News[]) => boolean,
  lastEventId?: string,
): Promise<readonly News[]> {
  const leaving = new AbortController();
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const response = await get('/_sim/events', { headers, signal: leaving.signal });
  const news: News[] = [];
  let rest = '';
  const decoder = new TextDecoder();
  for await (const part of response.body ?? []) {
    rest += decoder.decode(part as Uint8Array, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      news.push({
        event: field('event') ?? '',
        id: field('id'),
        data: JSON.parse(field('data') ?? 'null'),
      });
    }
    if (enough(news)) break;
  }
  leaving.abort();
  return news;
}
const isReady = (news: readonly News[]) => news.some(({ event }) => event === 'ready');
const stateOf = async () => (await listen(isReady))[0]?.data as PageState;

describe('the built page', () => {
  it('is one document, one script, one style sheet and the fonts it names', async () => {
    const files = await buildPage();
    const text = (path: string) => files.get(path)?.bytes.toString('utf8') ?? '';
    expect([...files.keys()].filter((path) => path.endsWith('.woff2'))).toHaveLength(4);
    for (const [, font] of text('/page/main.css').matchAll(/url\("?([^")]+)"?\)/g)) {
      expect(files.has(String(font))).toBe(true);
    }
    expect(text('/')).not.toMatch(/<script(?![^>]*src=)|<style|\s(style|on\w+)=/);
    expect(text('/page/main.js').length).toBeGreaterThan(10_000);
    expect(text('/page/main.js')).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
  });
});

describe('the page server', () => {
  it('serves the page under a strict policy', async () => {
    const response = await get('/');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'",
    );
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await get('/page/main.js')).headers.get('content-type')).toContain('text/javascript');
    expect((await get('/page/../start-simulator.ts')).status).toBe(404);
    expect((await get('/', { method: 'DELETE' })).status).toBe(405);
  });

  it.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '[::2]'])(
    'is not there under the name %p',
    async (host) => {
      const status = await new Promise((resolve, reject) => {
        request(`${rig.line.url}/`, { headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect(status === 403 || status === 400).toBe(true);
    },
  );

  it('tells who has a phone, what was said, and what became of it', async () => {
    await rig.line.follow(leader.userId);
    await rig.line.says(leader.userId, 'สวัสดี');
    await rig.line.says(user(2), 'a stranger without a phone');
    const news = await listen(isReady);

    const state = news[0]?.data as PageState;
    expect(state.personas).toEqual([{ ...leader, friend: true, blocked: false }]);
    const entries = news
      .filter(({ event }) => event === 'entry')
      .map(({ data }) => data as ChatEntry);
    expect(entries.map(({ chatId }) => chatId)).toEqual([leader.userId, leader.userId]);
    expect(entries[1]).toMatchObject({ message: { text: 'สวัสดี' }, delivery: { status: 200 } });
  });

  it('catches up after a lost connection, and starts over for a page of another run', async () => {
    await rig.line.follow(leader.userId);
    const first = await listen(isReady);
    const lastId = first.findLast(({ id }) => id !== undefined)?.id;
    await rig.line.says(leader.userId, 'missed');

    const entriesOf = async (id: string | undefined) =>
      (await listen(isReady, id)).filter(({ event }) => event === 'entry').length;
    expect(await entriesOf(lastId)).toBe(1);
    expect(await entriesOf(`other-run.99`)).toBe(2);
  });

  it('does what the page asks', async () => {
    const button = { type: 'postback', label: 'ส่ง', data: 'send', displayText: 'ส่งแล้ว' };
    const deeds = [
      { do: 'follow' },
      says,
      { do: 'taps', action: button },
      { do: 'sticker' },
      { do: 'voice' },
      { do: 'photo' },
      { do: 'unfollow' },
    ];
    for (const deed of deeds) expect((await act({ ...says, ...deed })).status).toBe(202);
    await listen(
      (news) =>
        news.filter(({ event, data }) => event === 'entry' && (data as ChatEntry).delivery)
          .length >= 7,
    );
    const types = rig.bot.received.flatMap(({ body }) => body.events.map(({ type }) => type));
    expect([...types].sort()).toEqual([
      'follow',
      'message',
      'message',
      'message',
      'message',
      'postback',
      'unfollow',
    ]);
    const bubbles = rig.line.chat(leader.userId).map(({ message }) => message?.text);
    expect(bubbles).toContain('ส่งแล้ว');
  });

  it.each([
    ['without our header', { 'content-type': 'application/json' }],
    ['from another site', { ...PAGE, origin: 'https://evil.example' }],
    ['marked as cross-site', { ...PAGE, 'sec-fetch-site': 'cross-site' }],
  ])('refuses a post %s', async (_name, headers) => {
    expect((await act(says, headers)).status).toBe(403);
    expect(rig.line.chat(leader.userId)).toEqual([]);
  });

  it.each([
    ['for somebody whose name is no id', { ...says, userId: 'somebody' }],
    ['with an unknown deed', { ...says, do: 'constructor' }],
    ['with nothing said', { ...says, text: '' }],
    ['with a tap on nothing', { ...says, do: 'taps' }],
    ['that is a list', [says]],
    ['that is far too long', { ...says, text: 'x'.repeat(70_000) }],
  ])('refuses a post %s', async (_name, body) => {
    expect((await act(body)).status).toBe(400);
    expect(rig.line.since(0)).toEqual([]);
  });

  it('fetches pictures of the bot from the bot and nothing from elsewhere', async () => {
    const picture = await get('/_sim/bot/files/a.png?v=1');
    expect(await picture.text()).toBe('picture /files/a.png?v=1');
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(await (await get('/_sim/bot//evil.example/x')).text()).toBe('picture //evil.example/x');
  });

  it('shows the pictures people sent', async () => {
    await rig.line.photo(leader.userId);
    const messageId = rig.line.chat(leader.userId)[0]?.messageId;
    expect((await get(`/_sim/content/${messageId}`)).headers.get('content-type')).toBe('image/png');
    expect((await get('/_sim/content/1')).status).toBe(404);
  });
});

describe('a group chat on the page', () => {
  beforeEach(async () => {
    await rig.close();
    rig = await startRig({ personas: () => [leader, group] });
  });
  const inGroup = { userId: group.userId, do: 'says', text: 'สวัสดี' };
  const heard = () => rig.bot.received.flatMap(({ body }) => body.events);
  const isIn = async () => (await stateOf()).personas.map(({ friend }) => friend);

  it('is entered and left by the bot, and members speak in it by name', async () => {
    expect(await isIn()).toEqual([false, false]);
    for (const deed of [
      { do: 'follow' },
      { as: user(3) },
      { as: user(1), do: 'sticker' },
      { as: user(3), do: 'taps', action: { type: 'postback', label: 'x', data: 'y' } },
    ]) {
      expect((await act({ ...inGroup, ...deed })).status).toBe(202);
    }
    expect(await isIn()).toEqual([false, true]);
    const spoken = rig.line.chat(group.userId).flatMap(({ message, by }) => (message ? [by] : []));
    expect(spoken).toEqual([user(3), user(1)]);
    expect((await act({ ...inGroup, do: 'unfollow' })).status).toBe(202);
    await listen(
      (news) =>
        news.filter(({ event, data }) => event === 'entry' && (data as ChatEntry).delivery)
          .length >= 5,
    );
    const sources = heard().map(({ type, source }) => [type, source]);
    const from = (userId: string) => ({ type: 'group', groupId: group.userId, userId });
    expect(sources).toEqual([
      ['join', { type: 'group', groupId: group.userId }],
      ['message', from(user(3))],
      ['message', from(user(1))],
      ['postback', from(user(3))],
      ['leave', { type: 'group', groupId: group.userId }],
    ]);
    expect(await isIn()).toEqual([false, false]);
  });

  it.each([
    ['nobody', {}],
    ['somebody who is not in it', { as: user(9) }],
    ['something else than a name', { as: ['x'] }],
  ])('is not spoken in by %s', async (_name, who) => {
    expect((await act({ ...inGroup, ...who })).status).toBe(400);
    expect(rig.line.chat(group.userId)).toEqual([]);
  });
});

describe('the clock on the page', () => {
  const HOUR = 60 * 60 * 1_000;
  const move = (to: unknown, headers: Record<string, string> = PAGE) =>
    get('/_sim/clock', { method: 'POST', headers, body: JSON.stringify({ to }) });

  it('is moved on when there is one to be moved, and what is said then has its time', async () => {
    expect((await stateOf()).movesClock).toBe(false);
    expect((await move((await stateOf()).now + HOUR)).status).toBe(400);

    await rig.close();
    let now = Date.UTC(2026, 10, 20, 3);
    rig = await startRig({
      personas: () => [leader],
      now: () => now,
      moveClock: async (to) => {
        now = to;
      },
    });
    expect(await stateOf()).toMatchObject({ movesClock: true, now });
    const later = now + 24 * HOUR;
    expect((await move(later)).status).toBe(200);
    expect((await stateOf()).now).toBe(later);
    await rig.line.says(leader.userId, 'วันต่อมา');
    expect(rig.line.chat(leader.userId)[0]?.at).toBe(later);

    const wrong = [later, later - HOUR, later + 32 * 24 * HOUR, `${later + 1}`, null, 1.5, 1e300];
    for (const to of wrong) expect((await move(to)).status).toBe(400);
    expect((await move(later + HOUR, { ...PAGE, origin: 'https://evil.example' })).status).toBe(
      403,
    );
    expect(now).toBe(later);
  });
});
