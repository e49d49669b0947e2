import { randomBytes } from 'node:crypto';
import { systemClock } from '../../src/infra/clock.js';
import { openDatabase } from '../../src/infra/mongo/database.js';
import { makeSecrets } from '../../src/infra/secrets.js';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { startBot } from '../../src/start-bot.js';
import { userIdOf } from '../harness/phone.js';
import { data } from '../harness/world.js';

const channelSecret = 'pair-channel-secret';
const channelAccessToken = 'pair-channel-access-token';
const quiet = () => undefined;
const person = userIdOf('somebody');

/** Two instances of the bot on one database, and somebody who writes to either. */
export async function startPair(mongodbUri: string) {
  const simulator = await startSimulator({
    environment: 'test',
    channelSecret,
    channelAccessToken,
    rateLimits: false,
  });
  const secrets = makeSecrets(randomBytes(32));
  const start = () =>
    startBot({
      data,
      mongodbUri,
      channelSecrets: [channelSecret],
      channelAccessToken,
      lineApiBaseUrl: simulator.url,
      secrets,
      admins: [],
      clock: systemClock(),
      log: { info: quiet, warn: quiet, error: quiet },
      port: 0,
      host: '127.0.0.1',
    });
  const bots = { one: await start(), two: await start() };
  type Which = keyof typeof bots;
  const turnTo = (which: Which): void =>
    simulator.setWebhookUrl(`http://127.0.0.1:${bots[which].port}/webhook`);
  simulator.befriend([person]);
  return {
    says(which: Which, text: string) {
      turnTo(which);
      return simulator.says(person, text);
    },
    redeliver(which: Which, eventId: string) {
      turnTo(which);
      return simulator.redeliver(eventId);
    },
    async idle() {
      for (const bot of Object.values(bots)) await bot.idle();
    },
    /** Send requests that LINE accepted. */
    answers: (): number => simulator.sent.length,
    async storedEvents(uri: string): Promise<number> {
      const database = await openDatabase(uri);
      const events = await database.models.inbox.countDocuments({ state: 'done' });
      await database.close();
      return events;
    },
    async stop() {
      for (const bot of Object.values(bots)) await bot.stop();
      await simulator.close();
    },
  };
}
