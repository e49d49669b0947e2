import { join } from 'node:path';
import { type Config, ConfigError, databaseName, loadDotEnv, readConfig } from './config.js';
import { secondMs } from './core/time.js';
import { isDemoData } from './demo-stamp.js';
import { startEmbeddedMongo } from './embedded-mongo/start-embedded-mongo.js';
import { systemClock } from './infra/clock.js';
import { waitForDatabase } from './infra/http/waiting-room.js';
import { limitFetch } from './infra/line/deadline-agent.js';
import { loadData } from './infra/load-data.js';
import { type Log, makeLog } from './infra/log.js';
import { secretKeyOf } from './infra/secret-key.js';
import { makeSecrets } from './infra/secrets.js';
import { embeddedFolder, photosFolder } from './operate.js';
import { startBot } from './start-bot.js';

/** sysexits.h EX_CONFIG: the operator has to change something before it can work. */
const wrongSettings = 78;
const lineDeadlineMs = 5 * secondMs;
const stopWithinMs = 20 * secondMs;

function readSettings(): Config {
  try {
    const config = readConfig(loadDotEnv(process.cwd()));
    if (isDemoData(config.dataDir))
      throw new ConfigError([
        { key: 'DATA_DIR', problem: 'holds demo data; choose another folder' },
      ]);
    return config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const lines = error.problems.map(({ key, problem }) => `  ${key} ${problem}`);
    process.stderr.write(`settings that have to change (see .env.example):\n${lines.join('\n')}\n`);
    process.exit(wrongSettings);
  }
}

async function openMongo(config: Config, log: Log) {
  if (config.mongodbUri) return { uri: config.mongodbUri, close: async () => {} };
  if (config.nodeEnv === 'production') log.warn('embedded-mongo.in-production');
  const mongo = await startEmbeddedMongo({
    dir: embeddedFolder(config.dataDir),
    ...(config.embeddedMongoPort === null ? {} : { port: config.embeddedMongoPort }),
    onFatal: (error) => {
      log.error('embedded-mongo.stopped', error);
      process.exit(1);
    },
  });
  const uri = mongo.uri(databaseName);
  if (mongo.port !== null) log.info('embedded-mongo.listening', { uri });
  return { uri, close: () => mongo.close() };
}

async function main(): Promise<void> {
  const config = readSettings();
  const log = makeLog(config.logLevel);
  limitFetch(lineDeadlineMs);
  const mongo = await openMongo(config, log);
  const clock = systemClock();
  if (config.mongodbUri) await waitForDatabase({ uri: mongo.uri, port: config.port, clock, log });
  const bot = await startBot({
    data: loadData(join(__dirname, '..')),
    mongodbUri: mongo.uri,
    channelSecrets: config.channelSecrets,
    channelAccessToken: config.channelAccessToken,
    lineApiBaseUrl: config.lineApiBaseUrl,
    lineDataApiBaseUrl: config.lineDataApiBaseUrl,
    publicBaseUrl: config.publicBaseUrl,
    // Beside the embedded database; several bots share a database, and so their pictures.
    photosDir: config.mongodbUri === null ? photosFolder(config.dataDir) : null,
    secrets: makeSecrets(secretKeyOf(config)),
    admins: config.adminUserIds,
    broadcastApprovalOver: config.broadcastApprovalOver,
    monthlyMessageLimit: config.monthlyMessageLimit,
    clock,
    log,
    metricsToken: config.metricsToken,
    port: config.port,
  });
  const stop = async (): Promise<void> => {
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    await bot.stop();
    await mongo.close();
    process.exit(0);
  };
  let isStopping = false;
  // npm passes Ctrl-C on, so that it comes twice: the second must not cut the first short.
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      void stop();
    });
}

main().catch((error: unknown) => {
  const why = error instanceof Error ? error : new Error(String(error));
  const cause = why.cause instanceof Error ? `: ${why.cause.message}` : '';
  process.stderr.write(`the bot did not start: ${why.message}${cause}\n`);
  process.exit(1);
});
