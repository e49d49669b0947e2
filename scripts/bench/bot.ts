import { join } from 'node:path';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start-embedded-mongo.js';
import { systemClock } from '../../src/infra/clock.js';
import { limitFetch } from '../../src/infra/line/deadline-agent.js';
import { loadData } from '../../src/infra/load-data.js';
import { makeLog } from '../../src/infra/log.js';
import { makeSecrets } from '../../src/infra/secrets.js';
import { startBot } from '../../src/start-bot.js';

export type BotSettings = {
  readonly dir: string;
  readonly database: string;
  readonly lineApiBaseUrl: string;
  readonly channelSecret: string;
  readonly channelAccessToken: string;
  /** Base64. */
  readonly key: string;
  /** How far the programme's calendar is ahead of the machine's clock. */
  readonly aheadMs: number;
};
export type Ready = {
  readonly port: number;
  readonly uri: string;
  /** From the start of the process. */
  readonly readyMs: number;
};

/** `caught up`: answered when what was missed while nobody ran is made up for. */
export type Asked = 'memory' | 'caught up';

/** The bot with its database in one process, as one machine runs it. Answers every message with its memory. */
async function main(): Promise<void> {
  const p = JSON.parse(process.argv[2] ?? '') as BotSettings;
  limitFetch(5_000);
  const mongo = await startEmbeddedMongo({
    dir: p.dir,
    onFatal: (error) => {
      throw error;
    },
  });
  const uri = mongo.uri(p.database);
  const { port, caughtUp } = await startBot({
    data: loadData(join(__dirname, '..', '..')),
    mongodbUri: uri,
    channelSecrets: [p.channelSecret],
    channelAccessToken: p.channelAccessToken,
    lineApiBaseUrl: p.lineApiBaseUrl,
    secrets: makeSecrets(Buffer.from(p.key, 'base64')),
    admins: [],
    clock: systemClock(() => p.aheadMs),
    log: makeLog('error'),
    port: 0,
    host: '127.0.0.1',
  });
  process.on('message', async (asked: Asked) => {
    if (asked === 'caught up') await caughtUp;
    process.send?.(process.memoryUsage().rss);
  });
  process.send?.({ port, uri, readyMs: performance.now() } satisfies Ready);
}

void main();
