import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchEmbedded } from './bench/embedded.js';
import { benchEvening } from './bench/evening.js';
import { benchLine } from './bench/line.js';
import type { Row } from './bench/row.js';
import { benchStatistics } from './bench/stats.js';
import { benchWebhook } from './bench/webhook.js';

const root = join(__dirname, '..');
const usage = 'Usage: npm run bench -- [--full] [webhook] [evening] [statistics] [line] [embedded]';

/** The benchmarks of quality.md; `--full` takes them as long as they stand there. */
const parts = (isFull: boolean): Readonly<Record<string, () => Promise<readonly Row[]>>> => ({
  webhook: benchWebhook,
  evening: () => benchEvening(root, { seconds: isFull ? 60 : 30 }),
  statistics: () => benchStatistics(root),
  line: benchLine,
  embedded: benchEmbedded,
});

/** Prints the benchmarks as one table, ratios first; never fails because of a figure. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { full: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const all = parts(values.full);
  if (positionals.some((name) => !Object.hasOwn(all, name))) throw new Error(usage);
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const [cpu] = cpus();
  console.log(
    `${cpus().length} x ${cpu?.model.trim() ?? '?'}, Node ${process.version}, ${commit}, ` +
      `${values.full ? 'full' : 'short'} form\n`,
  );
  console.log('| what | measured | yardstick of the same run | goal | |');
  console.log('|---|---|---|---|---|');
  for (const [name, run] of Object.entries(all)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    for (const row of await run())
      console.log(
        `| ${row.what} | ${row.measured} | ${row.yardstick} | ${row.goal} | ${row.isReached ? 'reached' : 'NOT reached'} |`,
      );
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
