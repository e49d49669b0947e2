import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { fullSpeed, percentile, type Run, steady, webhookRequest } from './driver.js';
import { type Row, whole } from './row.js';

const connections = 64;
const ask = (child: ChildProcess, what: string): Promise<Record<string, unknown>> =>
  new Promise((done) => {
    child.once('message', (answer) => done(answer as Record<string, unknown>));
    child.send(what);
  });

async function startTarget(what: 'raw' | 'webhook') {
  const child = fork(join(__dirname, 'target.ts'), [what], { execArgv: ['--require', 'tsx/cjs'] });
  const port = await new Promise<number>((ready, failed) => {
    child.once('message', (m) => ready((m as { port: number }).port));
    child.once('exit', (code) => failed(new Error(`the ${what} target ended with code ${code}`)));
  });
  const cpuMicros = async (): Promise<number> => {
    const { cpu } = (await ask(child, 'cpu')) as { cpu: NodeJS.CpuUsage };
    return cpu.user + cpu.system;
  };
  return { port, cpuMicros, stop: () => child.send('stop') };
}

const requests = (count: number): readonly Buffer[] =>
  Array.from({ length: count }, () => webhookRequest());

type Measured = { readonly run: Run; readonly cpuPerRequest: number; readonly steady: Run | null };

async function measure(what: 'raw' | 'webhook', count: number): Promise<Measured> {
  const target = await startTarget(what);
  await fullSpeed({ port: target.port, connections, requests: requests(2_000) });
  const before = await target.cpuMicros();
  const run = await fullSpeed({ port: target.port, connections, requests: requests(count) });
  const cpuPerRequest = ((await target.cpuMicros()) - before) / run.requests;
  const slow =
    what === 'webhook'
      ? await steady({ port: target.port, perSecond: 500, requests: requests(5_000) })
      : null;
  target.stop();
  return { run, cpuPerRequest, steady: slow };
}

const rate = ({ requests: n, seconds }: Run): number => n / seconds;

/** The webhook row of quality.md section 1, beside its raw yardstick of the same run. */
export async function benchWebhook(): Promise<readonly Row[]> {
  const raw = await measure('raw', 20_000);
  const ours = await measure('webhook', 15_000);
  const refused = ours.run.refused + (ours.steady?.refused ?? 0);
  const cpuRatio = ours.cpuPerRequest / raw.cpuPerRequest;
  const p99 = percentile(ours.steady?.latencies ?? [], 0.99);
  return [
    {
      what: 'webhook: one-event requests accepted durably',
      measured: `${whole(rate(ours.run))}/s (${refused} refused)`,
      yardstick: `${whole(rate(raw.run))}/s raw, stored nowhere`,
      goal: '>= 1,500/s',
      isReached: rate(ours.run) >= 1_500 && refused === 0,
    },
    {
      what: 'webhook: CPU a request, database thread included',
      measured: `${cpuRatio.toFixed(1)} x raw (${whole(ours.cpuPerRequest)} us)`,
      yardstick: `${whole(raw.cpuPerRequest)} us`,
      goal: '<= 12 x raw',
      isReached: cpuRatio <= 12,
    },
    {
      what: 'webhook: p99 at 500 requests/s',
      measured: `${p99.toFixed(1)} ms`,
      yardstick: `p50 ${percentile(ours.steady?.latencies ?? [], 0.5).toFixed(1)} ms`,
      goal: '< 50 ms',
      isReached: p99 < 50,
    },
  ];
}
