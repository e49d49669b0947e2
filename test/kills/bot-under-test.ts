import { dirname, join } from 'node:path';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start-embedded-mongo.js';
import { systemClock } from '../../src/infra/clock.js';
import { limitFetch } from '../../src/infra/line/deadline-agent.js';
import { loadData } from '../../src/infra/load-data.js';
import { makeSecrets } from '../../src/infra/secrets.js';
import { startBot } from '../../src/start-bot.js';

export type BotSettings = {
  /** A folder for a database in the bot's own process, as in production; or one that others use too. */
  readonly database: { readonly dir: string } | { readonly uri: string };
  readonly lineApiBaseUrl: string;
  /** Base64. */
  readonly key: string;
  readonly channelSecret: string;
  readonly token: string;
  /** How far the bot's calendar is ahead of the machine's clock. */
  readonly aheadMs: number;
};
/** What the bot says when it is ready. */
export type Born = { readonly port: number; readonly uri: string };
export type ToBot =
  /** It kills itself when it comes by this label for the nth time from now. */
  | { readonly kind: 'arm'; readonly label: string; readonly nth: number }
  /** Answered when it has handled and sent everything that is due. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'ahead'; readonly ms: number };

async function open(database: BotSettings['database']): Promise<string> {
  if ('uri' in database) return database.uri;
  const mongo = await startEmbeddedMongo({
    dir: database.dir,
    onFatal: (error) => {
      throw error;
    },
  });
  return mongo.uri('kills');
}

/*
 * The bot in a process of its own. It kills itself without a warning at the label it was told, the nth
 * time it comes by.
 */
async function main(): Promise<void> {
  const settings = JSON.parse(process.argv[2] ?? '') as BotSettings;
  const quiet = (): void => undefined;
  limitFetch(5_000);
  const uri = await open(settings.database);
  let armed: { readonly label: string; nth: number } | null = null;
  let { aheadMs } = settings;
  const bot = await startBot({
    data: loadData(join(__dirname, '..', '..')),
    mongodbUri: uri,
    channelSecrets: [settings.channelSecret],
    channelAccessToken: settings.token,
    lineApiBaseUrl: settings.lineApiBaseUrl,
    secrets: makeSecrets(Buffer.from(settings.key, 'base64')),
    admins: [],
    clock: systemClock(() => aheadMs),
    log: { info: quiet, warn: quiet, error: quiet },
    photosDir: 'dir' in settings.database ? join(dirname(settings.database.dir), 'photos') : null,
    port: 0,
    host: '127.0.0.1',
    // No waits between attempts.
    random: () => 0,
    mark(label) {
      if (armed?.label !== label) return;
      armed.nth -= 1;
      if (armed.nth === 0) process.kill(process.pid, 'SIGKILL');
    },
  });
  const obey = async (message: ToBot): Promise<void> => {
    if (message.kind === 'arm') armed = { label: message.label, nth: message.nth };
    else if (message.kind === 'ahead') aheadMs = message.ms;
    else await bot.sweep().then(bot.idle);
    process.send?.('done');
  };
  process.on('message', (message: ToBot) => void obey(message));
  process.send?.({ port: bot.port, uri } satisfies Born);
}

void main();
