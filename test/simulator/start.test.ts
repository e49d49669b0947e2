import { startSimulator } from '../../src/simulator/start-simulator.js';
import { SECRET, startRig, TOKEN } from './rig.js';

const options = { environment: 'test', channelSecret: SECRET, channelAccessToken: TOKEN };

it('refuses production', async () => {
  await expect(startSimulator({ ...options, environment: 'production' })).rejects.toThrow(
    /never runs in production/,
  );
});

it('names a busy port', async () => {
  const rig = await startRig();
  await expect(startSimulator({ ...options, port: rig.line.port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  await rig.close();
});

it('keeps the bot id over restarts of the same channel', async () => {
  const first = await startSimulator(options);
  const second = await startSimulator(options);
  expect(first.botUserId).toBe(second.botUserId);
  await Promise.all([first.close(), second.close()]);
});
