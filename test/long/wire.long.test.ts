import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { sendHostileFrames } from '../embedded-mongo/hostile-frames.js';
import { openRawClient, socketPathOf } from '../embedded-mongo/raw-client.js';
import { temporaryFolder } from '../embedded-mongo/temporary-folder.js';
import { compiled } from '../harness/compiled.js';

const frames = 10_000;
const mostGrowthBytes = 150e6;
const dir = temporaryFolder();

/** NaN where the system has no /proc. */
function rssOf({ pid }: ChildProcess): number {
  const file = `/proc/${pid}/status`;
  const found = existsSync(file) && /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'));
  return found ? Number(found[1]) * 1024 : Number.NaN;
}

test('ten thousand spoiled frames: others are served meanwhile, memory stays bounded', async () => {
  const child = spawn(process.execPath, [compiled('test/embedded-mongo/kill-server.ts'), dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  const socketPath = socketPathOf(String(line).trim());
  const healthy = await openRawClient(socketPath);
  await sendHostileFrames({ frames: 1_000, socketPath, healthy });
  const before = rssOf(child);
  await sendHostileFrames({ frames, socketPath, healthy });
  const grown = rssOf(child) - before;
  process.stdout.write(`wire: ${frames} frames, memory grew by ${Math.round(grown / 1e6)} MB\n`);
  if (!Number.isNaN(grown)) expect(grown).toBeLessThan(mostGrowthBytes);
  healthy.close();
  child.kill('SIGKILL');
  await once(child, 'exit');
});
