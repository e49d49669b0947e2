import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AreaCode, covers } from '../../src/core/area.js';
import type { Json as Bound } from '../../src/say/bind.js';
import { brokenLimits } from '../../src/say/limits.js';
import { loadLineSchemas } from './line-schema.js';
import { type Json, userIdOf } from './phone.js';
import { play } from './transcript.js';
import { furnish, startWorld, type World } from './world.js';

const folder = join(__dirname, '..', 'conversations');

/** What the pages' names begin with, by the test file that plays them: jest runs files side by side. */
const topics = {
  people: ['first', 'menu', 'privacy', 'registration'],
  photos: ['photo'],
  reports: ['edit', 'report', 'status', 'talk', 'undo'],
  officers: [
    'approval',
    'broadcast',
    'contact',
    'group',
    'invite',
    'missing',
    'reminder',
    'role',
    'stats',
  ],
} as const;

/**
 * One test a page of test/conversations about these topics: the bot answers as written, and what holds
 * for every page holds. UPDATE=1 rewrites the bot's lines, to be read in the diff.
 */
export function testPages(about: keyof typeof topics): void {
  const all = readdirSync(folder);
  const pagesOf = (names: readonly string[]) =>
    all.filter((file) => names.some((name) => file.startsWith(`${name}-`)));
  const lost = all.filter((file) => !pagesOf(Object.values(topics).flat()).includes(file));
  if (lost.length > 0) throw new Error(`nobody plays ${lost.join(', ')}`);
  const pages = pagesOf(topics[about]);
  const lineSchemas = loadLineSchemas();
  if (!lineSchemas)
    process.stdout.write('skipped: LINE schemas (../shared/line-openapi is not there)\n');

  test.each(pages)('%s', async (file) => {
    const path = join(folder, file);
    const page = readFileSync(path, 'utf8').trimEnd();
    const world = await startWorld();
    try {
      await furnish(world);
      // Who is told something must be a friend, or LINE drops it. Shown only where the page has an admin.
      world.simulator.befriend([userIdOf('admin')]);
      if (page.includes('admin')) world.phone('admin');
      const played = await play(page, world, async (name, message) => {
        expect(brokenLimits(message as Bound)).toEqual([]);
        expect(lineSchemas?.('Message', message) ?? []).toEqual([]);
        expect(await numbersOfOthers(world, name, message)).toEqual([]);
      });
      if (process.env.UPDATE === '1') writeFileSync(path, `${played}\n`);
      else expect(played).toBe(page);
      expect(await leftovers(world)).toEqual([]);
      expect(personalIn(world.logged, page)).toEqual([]);
    } finally {
      await world.close();
    }
  });
}

/** Work that should be finished once nobody speaks any more. */
async function leftovers({ models }: World): Promise<readonly string[]> {
  const events = await models.inbox.find({ state: { $ne: 'done' } }).lean();
  const messages = await models.outbox
    .find({ state: { $in: ['pending', 'replying', 'leased', 'dead'] } })
    .lean();
  const photos = await models.photos
    .find({ $or: [{ state: { $in: ['wanted', 'dropped'] } }, { told: false }] })
    .lean();
  return [...events, ...messages, ...photos].map((row) => `${row._id} is ${row.state}`);
}

/**
 * Telephone numbers that this person may not see: only the own, those of seats in the own duty and of
 * officers responsible for the own place are allowed. Admins may see all.
 */
async function numbersOfOthers(
  { models, secrets }: World,
  name: string,
  message: Json,
): Promise<readonly string[]> {
  const numbers = JSON.stringify(message).match(/(?<!\w)0[689]\d{8}(?!\d)/g) ?? [];
  if (numbers.length === 0 || name === 'admin') return [];
  const user = userIdOf(name);
  const [officers, seats] = await Promise.all([
    models.officers.find().lean(),
    models.seats.find().lean(),
  ]);
  const duties = officers.filter((o) => o.user === user).map((o) => o.area);
  const own = [...duties, ...seats.filter((s) => s.holder === user).map((s) => s.tambon)];
  const within = (outer: string, inner: string): boolean =>
    covers(outer as AreaCode, inner as AreaCode);
  const allowed = [
    ...seats.filter((s) => s.holder === user || duties.some((area) => within(area, s.tambon))),
    ...officers.filter((o) => own.some((area) => within(o.area, area))),
  ].flatMap(({ phone }) => (phone === null ? [] : [secrets.unseal(phone)]));
  return numbers.filter((number) => !allowed.includes(number));
}

/** What somebody said, a name or a number to call, found in the log. */
function personalIn(logged: readonly string[], page: string): readonly string[] {
  const log = logged.join('');
  const said = page
    .split('\n')
    .map((line) => /^> \S+: (?:\[[a-z0-9 ]+\] ?)?(.*)$/.exec(line)?.[1] ?? '')
    .filter((words) => words.length >= 6);
  const thai = /[\u0e00-\u0e7f]+/.exec(log);
  const numbers = /(?<!\d)08\d{8}(?!\d)/.exec(log);
  return [...said.filter((words) => log.includes(words)), ...(thai ?? []), ...(numbers ?? [])];
}
