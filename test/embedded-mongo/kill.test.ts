import { killLoop } from './kill-loop.js';
import { temporaryFolder } from './temporary-folder.js';

const dir = temporaryFolder();

test('every acknowledged write survives kill -9', async () => {
  const { singles, pairs, claims } = await killLoop({ rounds: 3, dir });
  expect(singles).toBeGreaterThanOrEqual(450);
  expect(Math.min(pairs, claims)).toBeGreaterThan(0);
});
