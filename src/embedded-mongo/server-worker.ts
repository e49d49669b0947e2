import { parentPort, workerData } from 'node:worker_threads';
import { type RunningServer, startServer } from './server.js';
import type { FromWorker, ToWorker, WorkerInput } from './start-worker.js';

/** The entry of the server's thread: starts it, reports how that went, and closes it when told to. */
async function main(): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('server-worker runs in a worker thread only');
  const tell = (message: FromWorker) => port.postMessage(message);
  const { dir, port: tcpPort } = workerData as WorkerInput;
  // a failed commit rejects promises inside lmdb that nobody can listen to; without this they would
  // tear the thread down in the middle of lmdb's own clean-up
  process.on('unhandledRejection', (error) => tell({ kind: 'fatal', error: asError(error) }));
  let server: RunningServer;
  try {
    server = await startServer({
      dir,
      port: tcpPort,
      onFatal: (error) => tell({ kind: 'fatal', error }),
    });
  } catch (error) {
    tell({ kind: 'failed', error: asError(error) });
    port.close();
    return;
  }
  port.on('message', (message: ToWorker) => {
    if (message !== 'close') return;
    server.close().then(
      () => port.close(),
      (error: Error) => tell({ kind: 'fatal', error }),
    );
  });
  tell({ kind: 'ready', socketPath: server.socketPath, port: server.port });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

void main();
