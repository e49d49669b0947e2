import { makeMetrics } from '../../../src/infra/metrics.js';
import { furnish, startWorld, type World } from '../../harness/world.js';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const scrape = (headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${world.bot.port}/metrics`, { headers });
/** The value of one series; undefined when the page has none. */
async function value(series: string): Promise<number | undefined> {
  const line = (await (await scrape()).text()).split('\n').find((l) => l.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

test('what happened is counted, and nothing on the page names anybody or quotes them', async () => {
  await furnish(world);
  const { id } = world.phone('somebody');
  const { eventId } = await world.simulator.follow(id);
  await world.simulator.redeliver(eventId);
  await world.simulator.event(id, { type: 'message', mode: 'standby' });
  await world.simulator.says(id, 'ความลับ ๐๘๑๒๓๔๕๖๗๘');
  await world.idle();

  expect(await value('webhook_events_total{result="stored"}')).toBe(3);
  expect(await value('webhook_events_total{result="standby"}')).toBe(1);
  expect(await value('line_requests_total{endpoint="reply",status="200"}')).toBe(2);
  expect(await value('inbox_oldest_age_seconds')).toBe(0);
  expect(await value('line_quota_remaining')).toBeUndefined();
  const page = await scrape();
  expect(page.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await page.text();
  expect(text).not.toMatch(/U[0-9a-f]{32}|ความลับ|๐๘๑|[\u0E00-\u0E7F]/);
  expect(text).toContain('# TYPE dead_letters_total counter\n');
});

test('what waits, what LINE refused for good and what is left of the quota', async () => {
  world.simulator.quota.setPlan({ type: 'limited', value: 500 });
  await world.restart();
  const { inbox, outbox } = world.models;
  const storedAt = world.clock.now() - 90_000;
  const row = { storedAt, attempts: 1, event: '{}', doneAt: null };
  const lease = { owner: 'another', until: world.clock.now() + 60_000 };
  await inbox.insertMany([{ ...row, _id: 'old', person: 'x', state: 'leased', lease }]);
  const message = {
    kind: 'push' as const,
    to: 'x',
    messages: [],
    matters: true,
    dueAt: Number.MAX_SAFE_INTEGER,
    until: Number.MAX_SAFE_INTEGER,
    createdAt: 0,
    attempts: 0,
  };
  await outbox.insertMany([
    { ...message, _id: '1', key: '1', lane: 'bulk', state: 'pending' },
    { ...message, _id: '2', key: '2', lane: 'bulk', state: 'pending' },
    { ...message, _id: '3', key: '3', lane: 'interactive', state: 'dead' },
    { ...message, _id: '4', key: '4', lane: 'interactive', state: 'sent' },
  ]);
  expect(await value('inbox_oldest_age_seconds')).toBe(90);
  expect(await value('outbox_depth{lane="bulk",state="pending"}')).toBe(2);
  expect(await value('outbox_depth{lane="interactive",state="dead"}')).toBe(1);
  expect(await value('outbox_depth{lane="interactive",state="sent"}')).toBeUndefined();
  expect(await value('line_quota_remaining')).toBe(500);
});

test('jobs and dead letters are counted as the log tells them', async () => {
  await furnish(world);
  await world.idle();
  // The run of this night was caught up when the bot started.
  expect(await value('slots_total{job="prune",result="done"}')).toBe(1);
  await world.clock.set(Date.parse('2021-02-28T03:30:00+07:00'));
  await world.bot.sweep();
  expect(await value('slots_total{job="prune",result="done"}')).toBe(2);

  await world.restart({ channelAccessToken: 'revoked' });
  await world.simulator.follow(world.phone('somebody').id);
  await world.idle();
  expect(await value('line_requests_total{endpoint="reply",status="401"}')).toBe(1);
  expect(await value('dead_letters_total{from="outbox"}')).toBe(1);
});

test('with a token only its bearer is answered', async () => {
  await world.restart({ metricsToken: 'a-token-of-16-or-more' });
  expect((await scrape()).status).toBe(401);
  expect((await scrape({ authorization: 'Bearer a-token-of-16-or-mor' })).status).toBe(401);
  expect((await scrape({ authorization: 'Bearer a-token-of-16-or-more' })).status).toBe(200);
});

test.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])(
  'without a token a request that a proxy passed on (%s) is refused',
  async (header) => {
    expect((await scrape({ [header]: '127.0.0.1' })).status).toBe(403);
  },
);

test('labels are escaped as Prometheus reads them', () => {
  const metrics = makeMetrics();
  metrics.count('webhook_events_total', { result: 'a"b\\c\nd' }, 2);
  expect(metrics.page([])).toContain('webhook_events_total{result="a\\"b\\\\c\\nd"} 2\n');
});
