import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { benchEmbedded } from './bench/embedded.js';
import { benchStatistics } from './bench/stats.js';
import { benchWebhook } from './bench/webhook.js';

/** Prints the benchmarks of quality.md as one table, ratios first; never fails because of a figure. */
async function main(): Promise<void> {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const [cpu] = cpus();
  console.log(
    `${cpus().length} x ${cpu?.model.trim() ?? '?'}, Node ${process.version}, ${commit}\n`,
  );
  console.log('| what | measured | yardstick of the same run | goal | |');
  console.log('|---|---|---|---|---|');
  const rows = [
    ...(await benchWebhook()),
    ...(await benchStatistics(join(__dirname, '..'))),
    ...(await benchEmbedded()),
  ];
  for (const row of rows)
    console.log(
      `| ${row.what} | ${row.measured} | ${row.yardstick} | ${row.goal} | ${row.isReached ? 'reached' : 'NOT reached'} |`,
    );
}

void main();
