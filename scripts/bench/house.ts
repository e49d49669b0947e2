import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.js';
import type { BotSettings, Ready } from './bot.js';

const channelSecret = 'bench-channel-secret';
const channelAccessToken = 'bench-channel-access-token';
/** What LINE takes for an answer, by quality.md. */
const latencyMs = 100;

export const key = randomBytes(32);
export const userIdOf = (name: string): string =>
  `U${createHash('md5').update(name).digest('hex')}`;

const hear = <T>(child: ChildProcess): Promise<T> =>
  new Promise((heard, failed) => {
    const died = (code: number | null) => failed(new Error(`the bot ended with code ${code}`));
    child.once('exit', died);
    child.once('message', (message) => {
      child.off('exit', died);
      heard(message as T);
    });
  });

export type House = Ready & {
  readonly simulator: Simulator;
  readonly now: () => number;
  /** Bytes that the bot and its database take. */
  memory(): Promise<number>;
  close(): Promise<void>;
};

/** LINE's stand-in here, and the bot with its database in a process of its own. */
export async function openHouse(
  p: Pick<BotSettings, 'dir' | 'database' | 'aheadMs'>,
): Promise<House> {
  const now = (): number => Date.now() + p.aheadMs;
  const simulator = await startSimulator({
    environment: 'bench',
    channelSecret,
    channelAccessToken,
    now,
    latencyMs,
  });
  const settings: BotSettings = {
    ...p,
    ...{ channelSecret, channelAccessToken, key: key.toString('base64') },
    lineApiBaseUrl: simulator.url,
  };
  const child = fork(join(__dirname, 'bot.ts'), [JSON.stringify(settings)], {
    execArgv: ['--require', 'tsx/cjs'],
  });
  const ready = await hear<Ready>(child);
  simulator.setWebhookUrl(`http://127.0.0.1:${ready.port}/webhook`);
  return {
    ...ready,
    simulator,
    now,
    memory() {
      child.send('memory');
      return hear<number>(child);
    },
    async close() {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await ended;
      await simulator.close();
    },
  };
}
