import { createFaults } from '../../src/simulator/faults.js';
import { KEY, type Rig, refusalOf, startRig, TOKEN, user } from './rig.js';

const sender = user(1);
let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
  rig.line.befriend([sender]);
});
afterEach(() => rig.close());

const push = (retryKey = KEY) =>
  rig.api.pushMessage({ to: sender, messages: [{ type: 'text', text: 'x' }] }, retryKey);
const shown = () => rig.line.chat(sender).length;

it.each([
  ['status-500', 500, 0],
  ['429-rate', 429, 0],
  ['429-quota', 429, 0],
  ['accepted-then-500', 500, 1],
] as const)('%s answers %d and shows %d messages', async (outcome, status, messages) => {
  rig.line.faults.next({ endpoint: 'push', outcome });
  expect((await refusalOf(push())).status).toBe(status);
  expect(shown()).toBe(messages);
});

it.each([
  ['reset', 0],
  ['accepted-then-reset', 1],
  ['cut-body', 1],
] as const)('%s gives the client no answer and shows %d messages', async (outcome, messages) => {
  rig.line.faults.next({ endpoint: 'push', outcome });
  await expect(push()).rejects.toThrow();
  expect(shown()).toBe(messages);
  expect(rig.line.requests.at(-1)).toMatchObject({ status: 0, fault: outcome });
});

it('shows one message when an accepted request is retried with its key', async () => {
  rig.line.faults.next({ endpoint: 'push', outcome: 'accepted-then-500' });
  await refusalOf(push());
  expect((await refusalOf(push())).status).toBe(409);
  expect(shown()).toBe(1);
});

it('lets a request through when it is retried after a plain 500', async () => {
  rig.line.faults.next({ endpoint: 'push', outcome: 'status-500', times: 2 });
  await refusalOf(push());
  await refusalOf(push());
  await push();
  expect(shown()).toBe(1);
});

it.each([
  ['timeout', 0],
  ['accepted-then-timeout', 1],
] as const)('%s holds the socket until the client closes it', async (outcome, messages) => {
  rig.line.faults.next({ endpoint: 'push', outcome });
  const leaving = new AbortController();
  const request = fetch(`${rig.line.url}/v2/bot/message/push`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ to: sender, messages: [{ type: 'text', text: 'x' }] }),
    signal: leaving.signal,
  });
  while (rig.line.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(rig.line.faults.closedByPeer()).toBe(0);
  leaving.abort();
  await expect(request).rejects.toThrow();
  while (rig.line.faults.closedByPeer() === 0)
    await new Promise((resolve) => setImmediate(resolve));
  expect(shown()).toBe(messages);
});

it('waits before it answers when told to be slow', async () => {
  rig.line.faults.next({ endpoint: 'push', outcome: { slowMs: 40 } });
  const before = performance.now();
  await push();
  expect(performance.now() - before).toBeGreaterThanOrEqual(39);
});

it('draws the same faults from the same seed', async () => {
  const run = async () => {
    rig.line.faults.table(42, [{ outcome: 'status-500', probability: 0.3, endpoint: 'info' }]);
    const calls = Array.from({ length: 40 }, () =>
      rig.api.getBotInfo().then(
        () => '.',
        () => 'x',
      ),
    );
    const outcomes = await Promise.all(calls);
    return outcomes.filter((outcome) => outcome === 'x').length;
  };
  const first = await run();
  expect(first).toBeGreaterThan(3);
  expect(first).toBeLessThan(25);
  expect(await run()).toBe(first);
  rig.line.faults.clear();
  await rig.api.getBotInfo();
});

it('answers with JSON that ends in its middle, after the message was shown', async () => {
  rig.line.faults.next({ endpoint: 'push', outcome: 'invalid-json' });
  await expect(push()).rejects.toBeInstanceOf(SyntaxError);
  expect(shown()).toBe(1);
});

it('loses the content of a photo, or takes long to prepare it, when told to', async () => {
  await rig.line.photo(sender);
  const messageId = rig.line.chat(sender)[0]?.messageId ?? '';
  const get = () => rig.blob.getMessageContentWithHttpInfo(messageId);
  const gone = { status: 410, message: 'The content is gone' };
  rig.line.faults.next({ endpoint: 'content', outcome: gone });
  rig.line.faults.next({ endpoint: 'content', outcome: { status: 202 } });
  expect(await refusalOf(get())).toMatchObject({ status: 410, body: { message: gone.message } });
  expect((await get()).httpResponse.status).toBe(202);
  expect((await get()).httpResponse.status).toBe(200);
});

it('draws answer times around the middle that was asked for, the same ones from the same seed', () => {
  const drawn = () => {
    const desk = createFaults();
    desk.latency(7, [{ endpoint: 'push', p50Ms: 40, p99Ms: 400 }]);
    expect(desk.delayMs('reply')).toBe(0);
    return Array.from({ length: 2_000 }, () => desk.delayMs('push')).sort((a, b) => a - b);
  };
  const times = drawn();
  expect(times[1_000]).toBeGreaterThan(36);
  expect(times[1_000]).toBeLessThan(44);
  expect(times[1_980]).toBeGreaterThan(280);
  expect(times[1_980]).toBeLessThan(560);
  expect(drawn()).toEqual(times);
});

it('takes the time it was told to', async () => {
  rig.line.faults.latency(1, [{ p50Ms: 30, p99Ms: 31 }]);
  const before = performance.now();
  await push();
  expect(performance.now() - before).toBeGreaterThanOrEqual(27);
});
