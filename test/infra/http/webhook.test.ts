import { randomBytes } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { gzipSync } from 'node:zlib';
import { withDatabase } from '../../harness/database.js';
import { botUserId, channelSecrets, type Rig, signatureOf, startRig, user } from './webhook-rig.js';

let rig: Rig;
let held: Awaited<ReturnType<typeof withDatabase>>;
beforeAll(async () => {
  held = await withDatabase();
});
beforeEach(async () => {
  rig = await startRig({ database: held.database });
});
afterEach(async () => {
  await rig.close();
  await held.database.models.inbox.deleteMany({});
});
afterAll(() => held.drop());

const day = 24 * 60 * 60 * 1000;
const mebibyte = 1024 * 1024;
/** An opening bracket that often, and the closing ones. */
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** Nothing about how we work may be seen from outside. */
const silent = /at |node_modules|Error|\.ts|src\//;

describe('accepted', () => {
  test.each([
    ['one event', 1],
    ['no events: LINE verifies the address', 0],
    ['ten thousand events of one person', 10_000],
  ])('%s', async (_name, count) => {
    const events = Array.from({ length: count }, (_, i) => ({
      type: 'follow',
      timestamp: rig.clock.now(),
      webhookEventId: `01${String(i).padStart(8, '0')}`,
    }));
    const answer = await rig.post(rig.envelope(...events));
    expect(answer).toMatchObject({ status: 200, body: '{}' });
    expect(await held.database.models.inbox.countDocuments()).toBe(count);
    expect(rig.counts).toEqual({ stored: count, ignored: {} });
  });

  test('signed with the second secret while rotating', async () => {
    const body = rig.envelope(rig.event());
    const headers = { 'x-line-signature': signatureOf(body, channelSecrets[1]) };
    expect((await rig.post(body, headers)).status).toBe(200);
  });

  test('a header name in other letters', async () => {
    const body = rig.envelope(rig.event());
    const headers = { 'X-LINE-Signature': signatureOf(body) };
    expect((await rig.send('POST', '/webhook', headers, body)).status).toBe(200);
  });

  test('raw bytes are what is signed: escapes and Thai of one text differ', async () => {
    const plain = rig.envelope(rig.event());
    const escaped = plain.replace(
      /[^\x20-\x7e]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    expect(JSON.parse(escaped)).toEqual(JSON.parse(plain));
    expect((await rig.post(escaped, { 'x-line-signature': signatureOf(plain) })).status).toBe(401);
    expect((await rig.post(escaped)).status).toBe(200);
    expect(await rig.stored()).toEqual(JSON.parse(plain).events);
  });

  test('the same event again and twice in one body is one', async () => {
    const event = rig.event();
    const again = { ...event, deliveryContext: { isRedelivery: true } };
    await rig.post(rig.envelope(event, event));
    expect((await rig.post(rig.envelope(again))).status).toBe(200);
    expect(await rig.stored()).toEqual([event]);
  });
});

describe('without a right signature: 401, nothing stored', () => {
  const right = (body: string) => signatureOf(body);
  const table: readonly (readonly [string, (body: string) => OutgoingHttpHeaders])[] = [
    ['missing', () => ({})],
    ['empty', () => ({ 'x-line-signature': '' })],
    ['tampered', (b) => ({ 'x-line-signature': right(`${b} `) })],
    ['another secret', (b) => ({ 'x-line-signature': signatureOf(b, 'somebody else') })],
    ['cut', (b) => ({ 'x-line-signature': right(b).slice(0, 20) })],
    ['too long', (b) => ({ 'x-line-signature': `${right(b)}AAAA` })],
    ['not base64', () => ({ 'x-line-signature': '*'.repeat(44) })],
    [
      'base64 with a foreign character inside',
      (b) => ({ 'x-line-signature': `!${right(b).slice(1)}` }),
    ],
    ['hex', (b) => ({ 'x-line-signature': Buffer.from(right(b), 'base64').toString('hex') })],
    ['the header twice', (b) => ({ 'x-line-signature': [right(b), right(b)] })],
  ];
  test.each(table)('%s', async (_name, headers) => {
    const body = rig.envelope(rig.event());
    const answer = await rig.send('POST', '/webhook', headers(body), body);
    expect(answer.status).toBe(401);
    expect(answer.body).not.toMatch(silent);
    expect(await rig.stored()).toEqual([]);
  });

  test('of the bytes before they were altered', async () => {
    const body = rig.envelope(rig.event());
    const headers = { 'x-line-signature': signatureOf(body) };
    expect((await rig.post(body.replace('สวัสดี', 'สวัสดิ์'), headers)).status).toBe(401);
  });

  test('of the body written anew', async () => {
    const body = JSON.stringify(JSON.parse(rig.envelope(rig.event())), null, 1);
    const headers = { 'x-line-signature': signatureOf(JSON.stringify(JSON.parse(body))) };
    expect((await rig.post(body, headers)).status).toBe(401);
    expect((await rig.send('POST', '/webhook', headers)).status).toBe(401);
  });
});

describe('not a webhook body: 400, nothing stored', () => {
  const table: readonly (readonly [string, string | Buffer])[] = [
    ['empty', ''],
    ['not JSON', '{"destination":'],
    ['null', 'null'],
    ['a number', '1e999'],
    ['a list', '[]'],
    ['no destination', '{"events":[]}'],
    ['no events', `{"destination":"${botUserId}"}`],
    ['events are no list', `{"destination":"${botUserId}","events":{"0":{}}}`],
    ['the later of two keys decides', `{"destination":"x","events":[],"events":null}`],
    ['half a million brackets', nested(500_000)],
    ['half a million brackets, never closed', '['.repeat(500_000)],
    ['packed with gzip', gzipSync(JSON.stringify({ destination: botUserId, events: [] }))],
    ['noise', randomBytes(1_000)],
  ];
  test.each(table)('%s', async (_name, body) => {
    const answer = await rig.post(body, { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(400);
    expect(answer.body).not.toMatch(silent);
    expect(await rig.stored()).toEqual([]);
    expect((await rig.send('GET', '/livez')).status).toBe(200);
  });
});

describe('one odd event never harms the others', () => {
  const ignored: readonly (readonly [string, string, (rig: Rig) => unknown])[] = [
    ['no object', 'unreadable', () => null],
    ['a nested list', 'unreadable', () => [[[]]]],
    ['no id', 'unreadable', ({ event }) => event({ webhookEventId: undefined })],
    ['an operator as id', 'unreadable', ({ event }) => event({ webhookEventId: { $gt: '' } })],
    ['wrong types', 'unreadable', ({ event }) => event({ timestamp: '1', source: 'x' })],
    ['a huge number', 'unreadable', ({ event }) => event({ timestamp: 1e300 })],
    ['standby', 'standby', ({ event }) => event({ mode: 'standby' })],
    [
      'older than 14 days',
      'too-old',
      ({ event, clock }) => event({ timestamp: clock.now() - 14 * day - 1 }),
    ],
  ];
  test.each(ignored)('%s is counted as %s', async (_name, why, odd) => {
    const good = rig.event();
    expect((await rig.post(rig.envelope(odd(rig), good))).status).toBe(200);
    expect(await rig.stored()).toEqual([good]);
    expect(rig.counts).toEqual({ stored: 1, ignored: { [why]: 1 } });
  });

  const kept: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['an unknown type', { type: 'surprise' }],
    ['an unknown message', { message: { type: 'hologram' } }],
    ['no source', { source: undefined }],
    ['a group without a user', { source: { type: 'group', groupId: `C${'1'.repeat(32)}` } }],
    ['new fields', { brandNew: { $set: { 'a.b': 1 } } }],
    ['names that no database takes', { '': 1, $where: 'x', 'a\u0000b': 1, 'a.b': 1 }],
    ['half a surrogate and NUL', { message: { type: 'text', text: '\ud83d\u0000' } }],
  ];
  test.each(kept)('%s is stored as it came', async (_name, change) => {
    const events = [rig.event(change), rig.event()];
    const body = rig.envelope(...events);
    expect((await rig.post(body)).status).toBe(200);
    expect(await rig.stored()).toEqual(JSON.parse(body).events);
  });

  test.each([100, 3_000, 400_000])('an event %d brackets deep', async (depth) => {
    const deep = JSON.stringify(rig.event({ odd: 0 })).replace('"odd":0', `"odd":${nested(depth)}`);
    const good = rig.event();
    const body = `{"destination":"${botUserId}","events":[${deep},${JSON.stringify(good)}]}`;
    expect((await rig.post(body)).status).toBe(200);
    expect((await rig.stored()).at(-1)).toEqual(good);
  });

  test('names of the prototype stay names', async () => {
    const event = JSON.stringify(rig.event({ odd: 0 }));
    const bad = ['__proto__', 'constructor'].map((name) =>
      event.replace('"odd":0', `"${name}":{"isAdmin":true,"prototype":{"isAdmin":true}}`),
    );
    const body = `{"__proto__":{"isAdmin":true},"destination":"${botUserId}","events":[${bad}]}`;
    expect((await rig.post(body)).status).toBe(200);
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
    expect(await rig.stored()).toHaveLength(1);
  });

  test('exactly 14 days old is not too old', async () => {
    await rig.post(rig.envelope(rig.event({ timestamp: rig.clock.now() - 14 * day })));
    expect(rig.counts.stored).toBe(1);
  });

  test("another bot's events are ignored and counted", async () => {
    const body = JSON.stringify({ destination: user, events: [rig.event()] });
    expect(await rig.post(body)).toMatchObject({ status: 200, body: '{}' });
    expect(await rig.stored()).toEqual([]);
    expect(rig.counts.ignored).toEqual({ 'other-destination': 1 });
  });
});

describe('size', () => {
  const padded = (bytes: number): string => {
    const body = rig.envelope(rig.event({ padding: '' }));
    const missing = bytes - Buffer.byteLength(body);
    return body.replace('"padding":""', `"padding":"${'x'.repeat(missing)}"`);
  };

  test('1 MiB is accepted, one byte more is 413', async () => {
    expect((await rig.post(padded(mebibyte))).status).toBe(200);
    expect((await rig.post(padded(mebibyte + 1))).status).toBe(413);
    expect(await rig.stored()).toHaveLength(1);
  });

  test('the size is judged before the signature', async () => {
    const answer = await rig.post(padded(mebibyte + 1), { 'x-line-signature': 'x' });
    expect(answer.status).toBe(413);
  });
});

describe('other methods', () => {
  test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'])('%s is 405', async (method) => {
    const answer = await rig.send(method, '/webhook');
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe('POST');
  });

  test.each(['/', '/webhooks', '/webhook/x', '/%E0%A4%A', '/../.env'])(
    '%s is 404',
    async (path) => {
      const answer = await rig.send('POST', path);
      expect(answer.status).toBe(404);
      expect(answer.body).not.toMatch(silent);
    },
  );
});
