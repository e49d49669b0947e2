import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { databaseName, readDemoConfig } from './config.js';
import { secondMs } from './core/time.js';
import { demoClock } from './demo/clock.js';
import { openDemoData } from './demo/data.js';
import { adminOf } from './demo/people.js';
import { guide, personasOf } from './demo/personas.js';
import { demoRoster } from './demo/roster.js';
import { stampDemoData } from './demo-stamp.js';
import { limitFetch } from './infra/line/deadline-agent.js';
import { loadData } from './infra/load-data.js';
import { makeLog } from './infra/log.js';
import { within } from './infra/mongo/within.js';
import { embeddedFolder, photosFolder } from './operate.js';
import type { SimulatorOptions } from './simulator/options.js';
import { type Simulator, startSimulator } from './simulator/start-simulator.js';
import { type Bot, startBot } from './start-bot.js';

const root = join(__dirname, '..');
const lineDeadlineMs = 5 * secondMs;
// Not secrets: the stand-in for LINE listens on this machine only.
const channelSecret = 'demo-channel-secret';
const publicBaseUrl = 'https://bot.demo';
const channelAccessToken = 'demo-channel-access-token';

/** The page on the wanted port; a busy one is named, and a free one taken. */
async function openPage(port: number, options: SimulatorOptions): Promise<Simulator> {
  try {
    return await startSimulator({ ...options, port });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    console.log(`port ${port} is taken by another program; taking a free one`);
    return startSimulator({ ...options, port: 0 });
  }
}

/** The newest code for the officers of this area on the admin's phone: what the admin would pass on. */
function officerCodeOn(simulator: Simulator | null, admin: string, area: string): string | null {
  const shown = simulator?.chat(admin).filter((e) => e.from === 'bot') ?? [];
  const codes = shown
    .map((e) => JSON.stringify(e.message))
    .filter((said) => said.includes(`"${area}"`))
    .flatMap((said) => said.match(/[0-9A-Z]{4}(-[0-9A-Z]{4}){2}/g) ?? []);
  return codes.at(-1) ?? null;
}

/** What is due now happens and reaches the phones; what takes longer happens a little later. */
async function happen(bot: Bot | null): Promise<void> {
  if (bot === null) return;
  await bot.sweep();
  await within(bot.idle(), secondMs).catch(() => undefined);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } });
  const { environment, dataDir, port } = readDemoConfig();
  const dir = join(dataDir, 'demo');
  stampDemoData(dir, values.fresh);
  limitFetch(lineDeadlineMs);
  const log = makeLog('warn');
  const clock = demoClock(dir);
  const loaded = loadData(root);
  const { areas } = loaded;
  const openData = () =>
    openDemoData({
      root,
      dir,
      databaseDir: embeddedFolder(dir),
      databaseName,
      areas,
      now: clock.now(),
      onFatal: (error) => {
        console.error(`the embedded database stopped: ${error.message}`);
        process.exit(1);
      },
    });
  let data = await openData();
  let webhookUrl: string | null = null;
  let simulator: Simulator | null = null;
  let bot: Bot | null = null;

  const runBot = async (line: Simulator): Promise<void> => {
    const { mongodbUri, secrets, people } = data;
    bot = await startBot({
      data: loaded,
      mongodbUri,
      channelSecrets: [channelSecret],
      channelAccessToken,
      lineApiBaseUrl: line.url,
      publicBaseUrl,
      photosDir: photosFolder(dir),
      secrets,
      admins: [adminOf(people)],
      clock,
      log,
      port: 0,
      host: '127.0.0.1',
    });
    webhookUrl = `http://127.0.0.1:${bot.port}/webhook`;
  };
  const stopBot = async (): Promise<void> => {
    const running = bot;
    bot = null;
    webhookUrl = null;
    await running?.stop();
    await data.close();
  };
  const beginAnew = async (forget: () => void): Promise<void> => {
    await stopBot();
    forget();
    stampDemoData(dir, true);
    clock.reset();
    data = await openData();
    if (simulator !== null) await runBot(simulator);
  };

  simulator = await openPage(port, {
    environment,
    botName: 'ผู้นำการเปลี่ยนแปลง',
    channelSecret,
    channelAccessToken,
    webhookUrl: () => webhookUrl,
    now: clock.now,
    moveClock: (to) => clock.passUntil(to, () => happen(bot)),
    // LINE takes pictures by https only; the page fetches these from the bot beside it.
    publicBaseUrl,
    botOrigin: () => webhookUrl && new URL(webhookUrl).origin,
    personas: () =>
      personasOf(data.people, areas, (area) => officerCodeOn(simulator, data.people.admin, area)),
    guide,
    roster: demoRoster(() => data.people, areas),
    resetBot: beginAnew,
    botGoesOn: data.goesOn,
  });
  simulator.befriend(data.friends);
  await runBot(simulator);
  // Builds the page before anybody waits for it.
  await fetch(new URL('/page/main.js', simulator.url));
  console.log(`demo ready: ${simulator.url}`);

  const page = simulator;
  const stop = async (): Promise<void> => {
    await page.close();
    await stopBot();
    process.exit(0);
  };
  let isStopping = false;
  // npm passes Ctrl-C on, so that it comes twice.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      void stop();
    });
}

main().catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  console.error(`the demo did not start: ${why}`);
  process.exit(1);
});
