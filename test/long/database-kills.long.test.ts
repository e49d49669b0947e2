import { killLoop } from '../embedded-mongo/kill-loop.js';
import { temporaryFolder } from '../embedded-mongo/temporary-folder.js';

const rounds = 30;
const dir = temporaryFolder();

test('thirty kills of the database under mixed load lose nothing that was acknowledged', async () => {
  const { singles, pairs, claims } = await killLoop({ rounds, dir });
  process.stdout.write(
    `database-kills: ${rounds} kills; ${singles} inserts, ${pairs} transactions, ${claims} claims kept\n`,
  );
  expect(singles).toBeGreaterThanOrEqual(rounds * 150);
  expect(Math.min(pairs, claims)).toBeGreaterThan(rounds);
});
