import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { makeLineContent } from '../../../src/infra/line/content.js';
import { samplePhoto } from '../../../src/simulator/samples.js';
import type { Phone } from '../../harness/phone.js';
import { furnish, settle, startWorld, type World } from '../../harness/world.js';

/*
 * The intake against a data API that answers as LINE may, each test in its own words. The conversation
 * about it stands in test/conversations/photo-*.txt.
 */

/** What the data API answers, one request after the other; the last one again and again. */
let answers: ((response: ServerResponse) => void | Promise<void>)[] = [];
let asked = 0;
let dataApi: Server;
let world: World;

const status =
  (code: number) =>
  (response: ServerResponse): void =>
    void response.writeHead(code, { 'content-type': 'application/json' }).end('{}');
const picture = (response: ServerResponse): void =>
  void response.writeHead(200, { 'content-type': 'image/png' }).end(samplePhoto(1).bytes);

/** Every test has a leader of its own. */
let seat = '';
let leader = 0;

beforeAll(async () => {
  dataApi = createServer((_request, response) => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    void answer?.(response);
  });
  await new Promise<void>((up) => dataApi.listen(0, '127.0.0.1', up));
  world = await startWorld();
  await furnish(world, ['450213'], 9);
  await world.restart({ lineDataApiBaseUrl: address() });
});
afterAll(async () => {
  await world.close();
  await new Promise((down) => dataApi.close(down));
});
beforeEach(async () => {
  asked = 0;
  leader += 1;
  seat = `450213-0${leader}`;
  world.simulator.befriend([phone().id]);
  await settle(world, seat, { seat });
});

const address = (): string => `http://127.0.0.1:${(dataApi.address() as AddressInfo).port}`;
const phone = (): Phone => world.phone(seat);
const sends = async (): Promise<void> => {
  await world.simulator.photo(phone().id);
  await world.idle();
};
const passes = async (ms: number): Promise<void> => {
  await world.clock.advance(ms);
  await world.idle();
};
const heard = (): readonly string[] =>
  phone()
    .news()
    .map((message) => String(message.text));
const mine = () => ({ user: phone().id });
const rows = () => world.models.photos.find(mine()).lean();
/** Files of both sizes that belong to no row: what should have been removed. */
async function strayFiles(): Promise<readonly string[]> {
  const files = world.bot.database.connection.collection<{ _id: string }>('pictures.files');
  const known = new Set<string>((await world.models.photos.find().lean()).map((row) => row._id));
  const names = (await files.find().toArray()).map((file) => file._id);
  return names.filter((name) => !known.has(name.split('-')[0] ?? ''));
}

test('202: LINE is asked again until it is ready, and the answer comes once', async () => {
  answers = [status(202), status(202), picture];
  await sends();
  await passes(1_000);
  await passes(2_000);
  expect(await rows()).toMatchObject([{ state: 'stored', width: 320, attempts: 3 }]);
  await passes(10_000);
  await passes(10_000);
  expect(heard()).toHaveLength(1);
});

test.each([
  [410, 'gone'],
  [404, 'gone'],
])('%i: gone for good, said in one sentence', async (code, refusal) => {
  answers = [status(code)];
  await sends();
  await passes(10_000);
  expect(await rows()).toMatchObject([{ state: 'refused', refusal, told: true }]);
  expect(asked).toBe(1);
  expect(heard()).toHaveLength(1);
});

test('401, 429, 503: on its way, said once; after half an hour that it did not come', async () => {
  answers = [status(401), status(429), status(503)];
  await sends();
  await passes(60_000);
  await passes(60_000);
  await passes(27 * 60_000);
  expect(await rows()).toMatchObject([{ state: 'wanted', attempts: 4, told: true }]);
  expect(heard()).toHaveLength(1);
  await passes(120_000);
  await passes(10_000);
  expect(await rows()).toMatchObject([{ state: 'refused', refusal: 'unreachable', told: true }]);
  expect(heard()).toHaveLength(1);
});

test('a picture that ended the process three times is not tried a fourth time', async () => {
  answers = [status(503)];
  await sends();
  await world.models.photos.updateMany(mine(), { $set: { claims: 3, dueAt: 0 } });
  await passes(1_000);
  await passes(10_000);
  expect(await rows()).toMatchObject([{ state: 'refused', refusal: 'unreadable' }]);
  expect(asked).toBe(1);
});

test('unsent in the middle of the download: nothing stays and nothing is said', async () => {
  answers = [
    async (response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      const { id } = phone();
      const sent = world.simulator.chat(id).find((e) => e.message?.type === 'image');
      await world.simulator.unsends(id, sent?.messageId ?? '');
      // The turn of the unsend is over before the last byte comes.
      await until(async () => (await world.models.photos.findOne(mine())) === null);
      response.end(samplePhoto(1).bytes);
    },
  ];
  await sends();
  await passes(10_000);
  expect(await rows()).toEqual([]);
  expect(await strayFiles()).toEqual([]);
  expect(heard()).toEqual([]);
});

test('withdrawn in the middle of the download: as if it had never been sent', async () => {
  answers = [
    async (response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      const { id, button } = phone();
      await world.simulator.says(id, 'ถอนความยินยอม');
      await until(() => world.simulator.chat(id).some((e) => e.from === 'bot'));
      await world.simulator.taps(id, button('ยืนยันลบข้อมูล', 'newest'));
      await until(async () => (await world.models.members.findById(id)) === null);
      response.end(samplePhoto(1).bytes);
    },
  ];
  await sends();
  await passes(10_000);
  expect(await rows()).toEqual([]);
  expect(await strayFiles()).toEqual([]);
});

test('a bot that lost its lease keeps nothing of it; the one that took over does', async () => {
  answers = [
    async (response) => {
      // As if it had stood still for longer than its lease, and another bot had taken the picture up.
      await world.models.photos.updateMany(mine(), { $set: { leaseOwner: 'another' } });
      picture(response);
    },
    picture,
  ];
  await sends();
  expect(await rows()).toMatchObject([{ state: 'wanted', leaseOwner: 'another' }]);
  await passes(61_000);
  expect(await rows()).toMatchObject([{ state: 'stored', attempts: 2 }]);
  expect(await strayFiles()).toEqual([]);
});

/** Looks again and again; the work it waits for goes on beside it. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((next) => setImmediate(next));
}

describe('what the data API sends', () => {
  const get = async (answer: (response: ServerResponse) => void) => {
    answers = [answer];
    const dispatcher = new Agent();
    const content = makeLineContent({
      baseUrl: address(),
      channelAccessToken: 't',
      mostBytes: 1_000,
      dispatcher,
    });
    const got = await content.get('1');
    await dispatcher.close();
    return got;
  };

  test('as many bytes as may be', async () => {
    const bytes = Buffer.alloc(1_000, 7);
    expect(await get((r) => r.end(bytes))).toEqual({ kind: 'bytes', bytes });
  });
  test('one byte more, announced', async () => {
    const answer = await get((r) => {
      r.writeHead(200, { 'content-length': 1_001 });
      r.end(Buffer.alloc(1_001));
    });
    expect(answer).toEqual({ kind: 'too-large' });
  });
  test('endless bytes, not announced', async () => {
    let sent = 0;
    const answer = await get((r) => {
      const more = (): void => {
        if (r.destroyed) return;
        sent += 600;
        r.write(Buffer.alloc(600), () => setImmediate(more));
      };
      more();
    });
    expect(answer).toEqual({ kind: 'too-large' });
    expect(sent).toBeLessThan(10_000_000);
  });
  test('cut off in the middle', async () => {
    const answer = await get((r) => {
      r.writeHead(200, { 'content-length': 900 });
      r.write(Buffer.alloc(100), () => r.destroy());
    });
    expect(answer.kind).toBe('later');
  });
});
