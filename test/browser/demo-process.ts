import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const readyWithinMs = 30_000;
const demoArguments = ['--require', 'tsx/cjs', join(root, 'src', 'demo.ts')];

export type Demo = {
  readonly url: string;
  /** From the start of the process to its "demo ready". */
  readonly readyMs: number;
  stop(): Promise<void>;
};

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((ready, failed) => {
    const timer = setTimeout(
      () => failed(new Error(`the demo was not ready in ${readyWithinMs} ms`)),
      readyWithinMs,
    );
    child.stdout?.on('data', (chunk) => {
      const found = /demo ready: (\S+)/.exec(String(chunk))?.[1];
      if (!found) return;
      clearTimeout(timer);
      ready(found);
    });
    child.once('exit', (code) => failed(new Error(`the demo ended with code ${code}`)));
  });
}

/** `npm run demo` in a folder of its own, which goes when it stops. */
export async function startDemo(): Promise<Demo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'browser-test-'));
  const began = performance.now();
  const child = spawn(process.execPath, demoArguments, {
    cwd: root,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const url = await readyUrl(child);
    return { url, readyMs: Math.round(performance.now() - began), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
