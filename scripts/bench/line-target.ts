import { randomBytes } from 'node:crypto';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { channelSecret } from './driver.js';

/** The LINE stand-in in a process of its own; its channel is made up for this run. */
async function main(): Promise<void> {
  const [webhookUrl = ''] = process.argv.slice(2);
  const channelAccessToken = randomBytes(16).toString('hex');
  const simulator = await startSimulator({
    environment: 'bench',
    channelSecret,
    channelAccessToken,
    webhookUrl: () => webhookUrl,
    // A driver that was held up catches up faster than LINE allows; the measure is what it can carry.
    rateLimits: false,
  });
  process.on('message', (ask) => {
    if (ask === 'cpu') process.send?.({ cpu: process.cpuUsage() });
    else process.exit(0);
  });
  process.send?.({ port: simulator.port, channelAccessToken });
}

void main();
