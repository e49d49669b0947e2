import { type Bot, startBot } from '../../../src/start-bot.js';
import { data, type World } from '../../harness/world.js';

const uriOf = (name: string): string =>
  (process.env.TEST_MONGODB_URI ?? '').replace(/\/[^/?]*(?=$|\?)/, `/${name}`);

/** Another instance of the bot beside that of the world: the same database, channel and calendar. */
export function startSecondBot(
  world: World,
  mongodbUri = uriOf(world.bot.database.connection.name),
): Promise<Bot> {
  const quiet = () => undefined;
  return startBot({
    data,
    mongodbUri,
    channelSecrets: ['test-channel-secret'],
    channelAccessToken: 'test-channel-access-token',
    lineApiBaseUrl: world.simulator.url,
    secrets: world.secrets,
    admins: [],
    clock: world.clock,
    log: { info: quiet, warn: quiet, error: quiet },
    port: 0,
    host: '127.0.0.1',
    random: () => 0.5,
  });
}

export const webhookOf = ({ port }: Bot): string => `http://127.0.0.1:${port}/webhook`;
