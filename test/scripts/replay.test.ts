import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replay } from '../../scripts/replay.js';
import { userIdOf } from '../harness/phone.js';
import { codeOf, furnish, settle, startWorld, type World } from '../harness/world.js';

let folder: string;
let world: World;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'replay-'));
  world = await startWorld();
  await furnish(world);
});
afterEach(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

async function play(...argv: readonly string[]) {
  const { host = '', port, name } = world.bot.database.connection;
  const server = process.env.TEST_MONGODB_URI ?? `mongodb://${host}:${port}/`;
  const environment = {
    DATA_DIR: folder,
    SECRET_KEY: Buffer.alloc(32).toString('base64'),
    MONGODB_URI: server.replace(/\/[^/?]*(?=$|\?)/, `/${name}`),
  };
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const code = await replay({ argv, environment: () => environment, print });
  return { code, lines };
}
function file(content: unknown): string {
  const path = join(folder, 'event.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const says = (who: string, text: string, id = '01REPLAYEVENT') => ({
  type: 'message',
  timestamp: world.clock.now(),
  webhookEventId: id,
  replyToken: 'f'.repeat(32),
  source: { type: 'user', userId: userIdOf(who) },
  message: { type: 'text', id: '1', text },
});
/** Everything in the database that a turn could change. */
async function contents(): Promise<string> {
  const all = await Promise.all(
    Object.values(world.models).map((model) => model.collection.find().toArray()),
  );
  return JSON.stringify(all);
}
async function die(event: ReturnType<typeof says>): Promise<void> {
  await world.models.inbox.insertMany([
    {
      _id: event.webhookEventId,
      person: event.source.userId,
      storedAt: event.timestamp,
      state: 'dead',
      lease: null,
      attempts: 5,
      event: JSON.stringify(event),
      doneAt: event.timestamp,
    },
  ]);
}

test('a file shows what would be decided, by kind, and changes nothing', async () => {
  await settle(world, 'leader', { seat: '450213-01' });
  const before = await contents();
  const body = {
    destination: 'x',
    events: [
      says('leader', 'สถานะ'),
      says('leader', 'รายงาน 64A3R1 120 3 6000', '01REPLAYEVENT2'),
      says('newcomer', `รหัส ${codeOf('450213-02')}`, '01REPLAYEVENT3'),
      { ...says('x', ''), source: { type: 'group', groupId: 'C1' } },
    ],
  };
  const { code, lines } = await play(file(body));
  expect(lines[0]).toBe('01REPLAYEVENT: message, from a user');
  expect(lines[1]).toMatch(/^ {2}say: (text|card \w+)/);
  expect(lines).toContain('  conversation: reporting, at figure');
  expect(lines).toContain('  conversation: registration, at consent');
  expect(lines).toContain('  not for us: it would be done without a turn');
  expect(lines.at(-1)).toBe('Nothing was changed: this was a dry run.');
  expect(code).toBe(0);
  expect(lines.join()).not.toMatch(/[\u0E00-\u0E7F]|U[0-9a-f]{32}|TEST0/);
  expect(await contents()).toBe(before);
});

test('a dead event is shown, queued again by --apply, and then answered once', async () => {
  const event = says('somebody', 'เมนู');
  await die(event);
  world.simulator.befriend([userIdOf('somebody')]);
  const dry = await play(event.webhookEventId);
  expect(dry.lines[0]).toBe('01REPLAYEVENT is dead, attempts: 5');
  expect(dry.lines.at(-1)).toBe(
    'Nothing was changed: this was a dry run. Queue a dead event again with --apply.',
  );
  expect(dry.code).toBe(0);
  await world.bot.sweep();
  expect(world.simulator.requests.filter(({ endpoint }) => endpoint === 'reply')).toEqual([]);

  expect((await play(event.webhookEventId, '--apply')).code).toBe(0);
  await world.bot.sweep();
  await world.idle();
  expect(await world.models.inbox.findById(event.webhookEventId).lean()).toMatchObject({
    state: 'done',
    attempts: 1,
  });
  expect(world.simulator.requests.filter(({ endpoint }) => endpoint === 'reply')).toHaveLength(1);
  const [note] = await world.models.audit.find({ event: 'event.replayed' }).lean();
  expect(note).toMatchObject({ who: 'operator', about: { event: event.webhookEventId } });

  expect(await play(event.webhookEventId, '--apply')).toMatchObject({
    code: 2,
    lines: [
      '01REPLAYEVENT is done, attempts: 1',
      'It was handled, and what was said in it is not kept any longer.',
    ],
  });
});

test('what makes an event fail is named without what was said', async () => {
  const broken = { current: null, waiting: 'ความลับ', dropped: null, ended: null };
  await world.models.sessions.insertMany([
    { _id: userIdOf('somebody'), rev: 1, session: broken as never, at: 0 },
  ]);
  const { code, lines } = await play(file(says('somebody', 'ความลับ')));
  expect(code).toBe(1);
  expect(lines[1]).toMatch(/^ {2}fails: TypeError at src\/flow\/talk\.ts:\d+/);
  expect(lines.join()).not.toContain('ความลับ');
});

const bad: readonly (readonly [string, () => readonly string[], RegExp])[] = [
  ['nothing named', () => [], /^Usage: /],
  ['no such event', () => ['01UNKNOWNEVENT'], /has no event 01UNKNOWNEVENT/],
  ['no such file', () => ['./none.json'], /^There is no file/],
  ['a file and --apply', () => [file('{}'), '--apply'], /takes the id of a dead event/],
  ['no JSON', () => [file('{')], /is not JSON/],
  ['no event', () => [file({ type: 'x' })], /is no event of LINE; look at: timestamp, webhookEv/],
];
test.each(bad)('%s is refused in a sentence', async (_, argv, line) => {
  const { code, lines } = await play(...argv());
  expect(lines.join('\n')).toMatch(line);
  expect(code).toBe(2);
});
