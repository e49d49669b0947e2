import type { PhotoId } from '../../../src/core/photo.js';
import { dayMs } from '../../../src/core/time.js';
import { photoLinks, readToken } from '../../../src/infra/photos/links.js';
import { makeSecrets } from '../../../src/infra/secrets.js';
import { furnish, settle, startWorld, type World } from '../../harness/world.js';

let world: World;
/** The addresses of one stored picture, on this machine. */
let small: string;
let full: string;

const here = (link: string): string =>
  link.replace('https://bot.test', `http://127.0.0.1:${world.bot.port}`);

beforeEach(async () => {
  world = await startWorld();
  await furnish(world, ['450213']);
  await settle(world, 'leader', { seat: '450213-01' });
  const { id } = world.phone('leader');
  await world.simulator.photo(id);
  await world.idle();
  await world.simulator.says(id, 'สถานะ');
  await world.idle();
  const card = JSON.stringify(world.phone('leader').news());
  const links = [...new Set(card.match(/https:\/\/bot\.test\/files\/[^"]+/g) ?? [])];
  [small = '', full = ''] = links.map(here);
});
afterEach(() => world.close());

test('a picture of a card: a JPEG that only the phone itself may keep', async () => {
  for (const url of [small, full]) {
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=86400',
      'content-security-policy': "default-src 'none'",
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff');
  }
});

test('an unsent picture is gone from its address at once', async () => {
  const { id } = world.phone('leader');
  const sent = world.simulator.chat(id).find((e) => e.message?.type === 'image');
  expect((await fetch(small)).status).toBe(200);
  await world.simulator.unsends(id, sent?.messageId ?? '');
  await world.idle();
  expect((await fetch(small)).status).toBe(404);
  expect((await fetch(full)).status).toBe(404);
});

test('the address is the same all day, and works for two weeks', () => {
  const morning = Date.parse('2021-02-27T09:00:00+07:00');
  const secrets = makeSecrets(Buffer.alloc(32));
  const publicBaseUrl = 'https://bot.test';
  const photo = '5' as PhotoId;
  const linksAt = (now: number) => photoLinks({ secrets, publicBaseUrl, now: () => now })(photo);
  const link = linksAt(morning)?.full ?? '';
  expect(linksAt(morning + dayMs / 2)?.full).toBe(link);
  expect(linksAt(morning + dayMs)?.full).not.toBe(link);

  const token = link.replace('https://bot.test/files/', '');
  const end = Date.parse('2021-03-13T23:59:59.999+07:00');
  expect(readToken(secrets, token, end)).toEqual({ id: photo, size: 'full' });
  expect(readToken(secrets, token, end + 1)).toBeNull();
  expect(readToken(makeSecrets(Buffer.alloc(32, 1)), token, morning)).toBeNull();
});

test('without a public https address there are no links', () => {
  const secrets = makeSecrets(Buffer.alloc(32));
  for (const publicBaseUrl of [null, 'http://bot.test'])
    expect(photoLinks({ secrets, publicBaseUrl, now: () => 0 })('5' as PhotoId)).toBeNull();
});

test('everything else looks alike: 404', async () => {
  const token = small.split('/files/')[1] ?? '';
  const [photo = '', size = '', until = '', signature = ''] = token.split('.');
  const forged = [
    '',
    'x',
    token.slice(0, -1),
    `${token}A`,
    [photo, 'f', until, signature].join('.'),
    [`${photo}1`, size, until, signature].join('.'),
    [photo, size, `${until}0`, signature].join('.'),
    [photo, size, until, signature.toLowerCase()].join('.'),
    [photo, size, until].join('.'),
    encodeURIComponent('../../mongo/data.mdb'),
    '%00',
    'a'.repeat(5_000),
  ];
  const answers = await Promise.all(
    forged.map(async (wrong) => {
      const answer = await fetch(here(`https://bot.test/files/${wrong}`));
      return [wrong, answer.status, await answer.text()];
    }),
  );
  expect(answers).toEqual(forged.map((wrong) => [wrong, 404, 'Not Found']));
});
