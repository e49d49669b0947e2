import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { play } from './harness/transcript.js';
import { furnish, startWorld, type World } from './harness/world.js';

const folder = join(__dirname, 'conversations');
const pages = readdirSync(folder).filter((f) => f.endsWith('.txt'));

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await furnish(world);
});
afterEach(() => world.close());

// UPDATE=1 rewrites the bot's lines, to be read in the diff.
test.each(pages)('%s', async (file) => {
  const page = readFileSync(join(folder, file), 'utf8').trimEnd();
  const played = await play(page, world);
  if (process.env['UPDATE'] === '1') writeFileSync(join(folder, file), `${played}\n`);
  else expect(played).toBe(page);
});
