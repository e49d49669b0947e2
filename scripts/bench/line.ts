import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { percentile, steady } from './driver.js';
import type { Row } from './row.js';

const people = 500;
const seconds = 10;
const eventsPerSecond = 200;
const pushesPerSecond = 2_000;
const userId = (number: number): string => `U${number.toString(16).padStart(32, '0')}`;

/** One request ready to be written to a socket. */
function post(path: string, body: unknown, headers: readonly string[]): Buffer {
  const bytes = Buffer.from(JSON.stringify(body));
  const head = [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    'content-type: application/json',
    `content-length: ${bytes.length}`,
    ...headers,
  ].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytes]);
}

/** A bot that answers every webhook at once, and counts them. */
async function startBot() {
  let events = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      events += 1;
      response.end('{}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhook`,
    events: () => events,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const told = <T>(child: ChildProcess): Promise<T> =>
  new Promise((done, failed) => {
    child.once('message', (answer) => done(answer as T));
    child.once('exit', (code) => failed(new Error(`the LINE stand-in ended with code ${code}`)));
  });

/**
 * The LINE stand-in under the load of the whole programme: what people do comes in by its control API,
 * each deed is answered when the bot has its webhook, and the bot pushes to them at LINE's own limit.
 */
export async function benchLine(): Promise<readonly Row[]> {
  const bot = await startBot();
  const child = fork(join(__dirname, 'line-target.ts'), [bot.url], {
    execArgv: ['--require', 'tsx/cjs'],
  });
  const { port, channelAccessToken } = await told<{ port: number; channelAccessToken: string }>(
    child,
  );
  const cpuSeconds = async (): Promise<number> => {
    child.send('cpu');
    const { cpu } = await told<{ cpu: NodeJS.CpuUsage }>(child);
    return (cpu.user + cpu.system) / 1e6;
  };
  const act = (number: number, deed: object): Buffer =>
    post('/_sim/act', { userId: userId(number % people), wait: true, ...deed }, ['x-simulator: b']);
  const push = (number: number): Buffer =>
    post(
      '/v2/bot/message/push',
      { to: userId(number % people), messages: [{ type: 'text', text: `ถึงกำหนดส่งแล้ว ${number}` }] },
      [`authorization: Bearer ${channelAccessToken}`, `x-line-retry-key: ${crypto.randomUUID()}`],
    );
  const list = (count: number, of: (number: number) => Buffer): readonly Buffer[] =>
    Array.from({ length: count }, (_, number) => of(number));

  const friends = list(people, (number) => act(number, { do: 'follow' }));
  await steady({ port, perSecond: eventsPerSecond, requests: friends });
  const before = await cpuSeconds();
  const [deeds, pushes] = await Promise.all([
    steady({
      port,
      perSecond: eventsPerSecond,
      requests: list(eventsPerSecond * seconds, (n) => act(n, { do: 'says', text: 'รายงาน' })),
    }),
    steady({
      port,
      perSecond: pushesPerSecond,
      requests: list(pushesPerSecond * seconds, push),
    }),
  ]);
  const cpu = (await cpuSeconds()) - before;
  child.send('stop');
  bot.close();

  const refused = deeds.refused + pushes.refused;
  const share = cpu / seconds;
  const rate = (run: { requests: number; seconds: number }): string =>
    Math.round(run.requests / run.seconds).toLocaleString('en-US');
  const isWhole = bot.events() === people + eventsPerSecond * seconds && refused === 0;
  return [
    {
      what: `LINE stand-in: ${people} people, ${eventsPerSecond} events/s and ${pushesPerSecond} pushes/s`,
      measured: `${share.toFixed(2)} of a core, p99 of a push ${percentile(pushes.latencies, 0.99).toFixed(0)} ms`,
      yardstick: `${rate(deeds)} events/s, ${rate(pushes)} pushes/s, ${refused} refused`,
      goal: '< 0.8 of a core, nothing lost',
      isReached: share < 0.8 && isWhole,
    },
  ];
}
