import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Traffic } from '../../src/simulator/page-contract.js';
import { root } from '../harness/root.js';
import { pngOf } from './png.js';
import { type Rig, startRig, user } from './rig.js';
import { asMessages, flex, type Json, quickReply, text } from './samples.js';

const one = user(1);
const group = `C${'c'.repeat(32)}`;
const person = { id: 'seat-5', userId: user(5), name: 'สมหญิง', role: 'ผู้นำ', about: '', hints: [] };
let rig: Rig;
beforeEach(async () => {
  let origin: string | null = null;
  rig = await startRig({
    publicBaseUrl: 'https://bot.demo',
    botOrigin: () => origin,
    roster: {
      find: async (words) => (person.name.includes(words) ? [person] : []),
      phoneOf: async (id) => (id === person.id ? person : null),
    },
  });
  origin = rig.bot.origin;
});
afterEach(() => rig.close());

const OURS = { 'x-simulator': 'test' };
const get = (path: string) => fetch(`${rig.line.url}/_sim/${path}`);
const read = async (path: string): Promise<Record<string, unknown>> =>
  (await (await get(path)).json()) as Record<string, unknown>;
const post = async (path: string, body: unknown, headers: Record<string, string> = OURS) => {
  const isFile = body instanceof Uint8Array;
  const response = await fetch(`${rig.line.url}/_sim/${path}`, {
    method: 'POST',
    headers,
    body: isFile ? new Uint8Array(body) : JSON.stringify(body),
  });
  const answer = await response.text();
  return { status: response.status, body: answer === '' ? null : JSON.parse(answer) };
};
const push = (...messages: readonly Json[]) =>
  rig.api.pushMessage({ to: one, messages: asMessages(...messages) });

it('plays people and tells what became of it', async () => {
  expect(await post('people', { userId: one, name: 'สมชาย', friend: true })).toMatchObject({
    body: { userId: one, name: 'สมชาย', friend: true },
  });
  const said = await post('act', { userId: one, do: 'says', text: 'สวัสดี', wait: true });
  expect(said).toMatchObject({ status: 200, body: { status: 200 } });
  await push({ ...text('ตอบ'), quickReply: quickReply(1) }, flex());
  const screen = await (await get(`screens/${one}`)).text();
  expect(screen.split('\n')).toEqual([
    `${one}: สวัสดี`,
    'bot: ตอบ {เมนู}',
    expect.stringContaining('bot: [ใบรับรายงาน'),
    '',
  ]);
  const { items } = await read('sent');
  expect(items).toMatchObject([{ endpoint: 'push', to: [one], deliveredTo: [one] }]);
  expect(await read('sent?after=1')).toEqual({ items: [], next: 1 });
  expect(await read('people')).toMatchObject({ people: [{ userId: one }] });
  expect(await read('state')).toMatchObject({ hasRoster: true, quota: { used: 1 } });
});

it('plays groups, and events that nobody knows yet', async () => {
  await post('groups', { groupId: group, members: [one], name: 'ตำบล' });
  const said = await post('act', { userId: group, as: one, do: 'says', text: '/เมนู', wait: true });
  expect(said.status).toBe(200);
  await post('event', { userId: one, event: { type: 'aura', aura: 7 } });
  expect(rig.bot.received.flatMap(({ body }) => body.events.map(({ type }) => type))).toEqual([
    'join',
    'message',
    'aura',
  ]);
});

it('breaks what it is told to break, and mends it', async () => {
  await post('people', { userId: one, friend: true });
  await post('faults', { next: [{ endpoint: 'push', outcome: 'status-500', times: 2 }] });
  for (const _time of [1, 2]) await expect(push(text())).rejects.toMatchObject({ status: 500 });
  await post('faults', {
    table: { seed: 1, chances: [{ outcome: { slowMs: 1 }, probability: 1 }] },
    latency: { seed: 1, latencies: [{ endpoint: 'push', p50Ms: 1, p99Ms: 2 }] },
  });
  await push(text());
  await post('faults', { clear: true });
  await post('quota', { plan: { type: 'limited', value: 2 }, use: 1 });
  await expect(push(text())).rejects.toMatchObject({ status: 429 });
});

it('holds and lets go webhooks, and sends them again', async () => {
  await post('webhooks', { hold: true });
  for (const words of ['a', 'b']) await post('act', { userId: one, do: 'says', text: words });
  expect(rig.bot.received).toEqual([]);
  const { body } = await post('webhooks', { release: { perRequest: 2, order: 'reversed' } });
  expect(body.delivered).toHaveLength(2);
  expect(rig.bot.received).toHaveLength(1);
  await post('webhooks', { redeliver: body.delivered[0].eventId });
  expect(rig.bot.received).toHaveLength(2);
  expect((await post('webhooks', { redeliver: 'no-such-event' })).status).toBe(400);
  expect(await read('webhooks')).toMatchObject({ errors: { request_timeout: 0 } });
});

it('takes own files up to their limit, alone or in a set', async () => {
  const upload = (kind: string, bytes: number, more = '') =>
    post(`upload?userId=${one}&kind=${kind}&name=a.pdf&wait=true${more}`, new Uint8Array(bytes), {
      ...OURS,
      'content-type': kind === 'image' ? 'image/jpeg' : 'application/pdf',
    });
  expect((await upload('file', 10)).body).toMatchObject({ status: 200 });
  expect((await upload('image', 10, '&set=s&index=2&total=2')).status).toBe(200);
  const [file, image] = rig.line.chat(one);
  expect(file?.message).toMatchObject({ type: 'file', fileName: 'a.pdf', fileSize: 10 });
  expect(image?.message).toMatchObject({
    type: 'image',
    imageSet: { id: 's', index: 2, total: 2 },
  });
  const shown = await get(`content/${file?.messageId}`);
  expect(shown.headers.get('content-disposition')).toBe('attachment');

  expect((await upload('image', 10_000_001)).status).toBe(413);
  for (const [kind, more] of [['poem'], ['image', '&set=s&index=3&total=2']] as const)
    expect((await upload(kind, 10, more)).status).toBe(400);
  expect((await upload('file', 0)).status).toBe(400);
});

it('gives phones to people of the roster and to strangers, and forgets all at a reset', async () => {
  expect(await read('roster?q=nobody')).toEqual([]);
  expect(await read(`roster?q=${encodeURIComponent('หญิง')}`)).toMatchObject([{ id: 'seat-5' }]);
  expect((await post('phones', { rosterId: 'seat-5' })).body).toMatchObject({ userId: user(5) });
  expect((await post('phones', { name: 'คนแปลกหน้า' })).body.userId).toMatch(/^U[0-9a-f]{32}$/);
  expect((await post('phones', { rosterId: 'seat-6' })).status).toBe(400);
  expect((await post('phones', {})).status).toBe(400);
  const before = await read('state');
  expect(before.personas).toMatchObject([{ name: 'สมหญิง' }, { name: 'คนแปลกหน้า' }]);

  await rig.line.says(one, 'x');
  expect((await post('reset', {})).status).toBe(200);
  const after = await read('state');
  expect(after.boot).not.toBe(before.boot);
  expect(after.personas).toEqual([]);
  expect(await (await get(`screens/${one}`)).text()).toBe('');
  expect((await read('traffic')).items).toEqual([]);
});

it('tells a page that looks while the bot begins anew to look again when its new people are there', async () => {
  let people = [person];
  let looking: Promise<string> | null = null;
  const anew = await startRig({
    personas: () => people,
    botGoesOn: true,
    resetBot: async (forget) => {
      forget();
      const events = await fetch(`${anew.line.url}/_sim/events`);
      looking = events.text();
      people = [{ ...person, userId: user(6) }];
    },
  });
  try {
    const reset = { method: 'POST', headers: OURS, body: '{}' };
    expect((await fetch(`${anew.line.url}/_sim/reset`, reset)).status).toBe(200);
    // What was told before is over: the page asks again.
    expect(await looking).toContain(user(5));
    expect(await looking).toContain('"botGoesOn":true');
    expect(await (await fetch(`${anew.line.url}/_sim/state`)).json()).toMatchObject({
      botGoesOn: false,
      personas: [{ userId: user(6) }],
    });
  } finally {
    await anew.close();
  }
});

it('shows both directions with their JSON, and what is wrong in red', async () => {
  await post('people', { userId: one, friend: true });
  await rig.line.says(one, 'สวัสดี');
  await push(text());
  await push(text('')).catch(() => undefined);
  const items = (await read('traffic')).items as readonly Traffic[];
  expect(items).toMatchObject([
    { kind: 'webhook', chats: [one], status: 200, body: { events: [{ type: 'message' }] } },
    { kind: 'call', endpoint: 'push', chats: [one], status: 200, violations: [] },
    {
      kind: 'call',
      status: 400,
      body: { to: one, messages: [{ type: 'text', text: '' }] },
      answer: { message: 'The request body has 1 error(s)' },
      violations: [{ property: 'messages[0].text', message: 'May not be empty' }],
    },
  ]);
  const [, pushed] = items;
  expect(rig.line.chat(one)[1]?.requestId).toBe(pushed?.kind === 'call' && pushed.requestId);
});

it('looks at the bot’s own pictures: a red mark for one that LINE would not show', async () => {
  await post('people', { userId: one, friend: true });
  rig.bot.serve(pngOf(1025, 10));
  const url = 'https://bot.demo/files/wide.png';
  await push(flex({ type: 'bubble', hero: { type: 'image', url } }), {
    type: 'image',
    originalContentUrl: 'https://elsewhere.example/never-asked.png',
    previewImageUrl: url,
  });
  const marks = () => rig.line.traffic.since(0).at(-1)?.violations ?? [];
  while (marks().length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(marks()).toEqual([
    {
      property: 'messages[0].contents.hero.url',
      message: 'the picture has 1025 x 10 pixels',
    },
  ]);
});

it.each([
  ['faults', { next: [{ endpoint: 'push', outcome: 'earthquake' }] }],
  ['faults', { table: { seed: 1, chances: [{ outcome: 'reset', probability: 2 }] } }],
  ['quota', { plan: { type: 'unlimited' } }],
  ['webhooks', { release: { order: 'backwards' } }],
  ['event', { userId: 'x', event: { type: 'message' } }],
  ['event', { userId: one, event: {} }],
  ['people', { userId: one, age: 5 }],
  ['groups', { groupId: one, members: [] }],
  ['clock', { byMs: 1_000 }],
  ['act', { userId: group, as: one, do: 'says', text: 'x' }],
  ['act', { userId: one, do: 'photo', count: 21 }],
  ['act', { userId: one, do: 'location', latitude: 91, longitude: 0 }],
])('refuses /_sim/%s with %j and says why', async (path, body) => {
  const answer = await post(path, body);
  expect(answer.status).toBe(400);
  expect(answer.body.message).not.toBe('');
  expect(rig.bot.received).toEqual([]);
});

it('is not to be had by another web site', async () => {
  for (const path of ['faults', 'reset', 'act', 'upload', 'quota', 'phones'])
    expect((await post(path, {}, {})).status).toBe(403);
});

it('is described in the README, every path of it', () => {
  const folder = join(root, 'src', 'simulator');
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const code = ['control-phones.ts', 'control-platform.ts', 'page-server.ts']
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  const paths = [...code.matchAll(/_sim\\?\/([a-z]+)/g)].map(([, path]) => `/_sim/${path}`);
  expect(new Set(paths).size).toBeGreaterThan(15);
  for (const path of paths) expect(readme).toContain(path);
});
