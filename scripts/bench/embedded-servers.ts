import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { findRunningEmbeddedMongo } from '../../src/embedded-mongo/find-running.js';
import { socketUri } from '../../src/embedded-mongo/start-embedded-mongo.js';

/** A database server in a process of its own. */
export type Server = {
  readonly uri: string;
  /** From starting the process to its being ready. */
  readonly startMs: number;
  /** Memory of the process as the system counts it; NaN where there is no /proc. */
  rssBytes(): number;
  stop(): Promise<void>;
};

/** How to start one kind of server on a folder. */
export type Side = (dir: string) => Promise<Server>;

async function start(
  command: readonly string[],
  cwd: string,
  uriIn: (line: string) => string,
): Promise<Server> {
  const began = performance.now();
  const child = spawn(process.execPath, command, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const uri = await new Promise<string>((ready, failed) => {
    createInterface(child.stdout).once('line', (line) => ready(uriIn(line)));
    child.once('exit', (code) => failed(new Error(`a server ended with code ${code}`)));
  });
  return {
    uri,
    startMs: performance.now() - began,
    rssBytes: () => rssOf(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function rssOf(pid: number): number {
  const file = `/proc/${pid}/status`;
  const found = existsSync(file) && /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'));
  return found ? Number(found[1]) * 1024 : Number.NaN;
}

const root = join(__dirname, '..', '..');

/** The product's own, as `npm run mongod` starts it, reached as the bot does: over its socket file. */
export const ours: Side = async (dir) => {
  const command = ['--require', 'tsx/cjs', 'scripts/mongod.ts', '--dir', dir, '--port', '0'];
  const server = await start(command, root, (line) => line);
  const socket = await findRunningEmbeddedMongo(dir);
  if (socket === null) {
    await server.stop();
    throw new Error(`nobody answers at the socket file of ${dir}`);
  }
  return { ...server, uri: socketUri(socket, 'bench') };
};

/**
 * The prototype of the same design that lies beside the checkout, copied to `folder` and installed there;
 * null when it is absent or cannot be installed.
 */
export async function prototypeIn(folder: string): Promise<Side | null> {
  const source = join(root, '..', 'shared', 'embedded-prototype');
  if (!existsSync(source)) return null;
  cpSync(source, folder, { recursive: true, mode: 0 });
  rmSync(join(folder, 'data'), { recursive: true, force: true });
  try {
    await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
      cwd: folder,
    });
  } catch {
    return null;
  }
  return (dir) =>
    start(['--import', 'tsx', 'src/main.ts', join(dir, 'data'), '0', 'flush'], folder, (line) => {
      const { port } = JSON.parse(line) as { port: number };
      return `mongodb://127.0.0.1:${port}/b?replicaSet=rs0`;
    });
}
