import { dirname, join } from 'node:path';
import { setGlobalDispatcher } from 'undici';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start-embedded-mongo.js';
import { systemClock } from '../../src/infra/clock.js';
import { deadlineAgent } from '../../src/infra/line/deadline-agent.js';
import { makeSecrets } from '../../src/infra/secrets.js';
import { startBot } from '../../src/start-bot.js';
import type { ToBot } from './mortal-bot.js';

/*
 * The whole house in a process of its own, as in production with the embedded database: bot, database
 * thread and files. It kills itself without a warning at the label it was told, the nth time it comes by.
 */
async function main(): Promise<void> {
  const [dir = '', lineApiBaseUrl = '', key = '', channelSecret = '', token = '', ahead = ''] =
    process.argv.slice(2);
  const quiet = (): void => undefined;
  setGlobalDispatcher(deadlineAgent(5_000));
  const mongo = await startEmbeddedMongo({
    dir,
    onFatal: (error) => {
      throw error;
    },
  });
  let armed: { readonly label: string; nth: number } | null = null;
  const bot = await startBot({
    root: join(__dirname, '..', '..'),
    mongodbUri: mongo.uri('kills'),
    channelSecrets: [channelSecret],
    channelAccessToken: token,
    lineApiBaseUrl,
    secrets: makeSecrets(Buffer.from(key, 'base64')),
    admins: [],
    clock: systemClock(() => Number(ahead)),
    log: { info: quiet, warn: quiet, error: quiet },
    photosDir: join(dirname(dir), 'photos'),
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
  process.on('message', (message: ToBot) => {
    if (message.kind === 'arm') {
      armed = { label: message.label, nth: message.nth };
      process.send?.('armed');
      return;
    }
    void bot
      .sweep()
      .then(bot.idle)
      .then(() => process.send?.('idle'));
  });
  process.send?.({ port: bot.port, uri: mongo.uri('kills') });
}

void main();
