import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

export type WorkerInput = { dir: string | null; port: number | undefined };
export type ToWorker = 'close';
export type FromWorker =
  | { kind: 'ready'; socketPath: string; port: number | null }
  | { kind: 'failed'; error: Error }
  | { kind: 'fatal'; error: Error };

/**
 * Starts the server's thread. Compiled code runs as it is; TypeScript (under tsx or jest) needs tsx
 * loaded into the thread, from our own dependencies whatever the current folder is.
 */
export function startWorker(input: WorkerInput): Worker {
  const isSource = __filename.endsWith('.ts');
  return new Worker(join(__dirname, isSource ? 'server-worker.ts' : 'server-worker.js'), {
    workerData: input,
    // What is loaded and stored stays: with more room it is copied less often before it is old.
    resourceLimits: { maxYoungGenerationSizeMb: 128 },
    execArgv: isSource ? ['--require', require.resolve('tsx/cjs')] : [],
  });
}
