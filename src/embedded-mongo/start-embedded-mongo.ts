import { replicaSetName } from './commands/hello.js';
import { type FromWorker, startWorker, type ToWorker } from './start-worker.js';

export type EmbeddedMongo = {
  /** The URI of one database, over TCP when a port was asked for, else over the socket file. */
  uri(name: string): string;
  /** TCP port when one was asked for */
  port: number | null;
  /** Resolves when all is on the disk and the thread has ended. */
  close(): Promise<void>;
};

/**
 * Starts the embedded database in its own thread.
 * @param options.dir folder of the data files; null keeps everything in memory
 * @param options.port TCP port on loopback (0 = any free one); undefined = socket file only
 * @param options.onFatal writing failed or the thread died; the server has stopped by then
 * @throws Error naming the folder and the process when another one has it open
 */
export function startEmbeddedMongo(options: {
  dir: string | null;
  port?: number;
  onFatal: (error: Error) => void;
}): Promise<EmbeddedMongo> {
  const worker = startWorker({ dir: options.dir, port: options.port });
  let state: 'starting' | 'running' | 'closing' | 'dead' = 'starting';
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  return new Promise((resolve, reject) => {
    const die = (error: Error) => {
      if (state === 'dead') return;
      const wasStarting = state === 'starting';
      state = 'dead';
      if (!wasStarting) {
        options.onFatal(error);
        return;
      }
      void worker.terminate();
      reject(error);
    };
    worker.once('error', die);
    worker.once('exit', (code) => {
      if (state !== 'closing') die(new Error(`the database thread ended with code ${code}`));
    });
    worker.on('message', (message: FromWorker) => {
      if (message.kind !== 'ready') {
        die(message.error);
        return;
      }
      const { socketPath, port } = message;
      state = 'running';
      resolve({
        port,
        uri: (name) => (port === null ? socketUri(socketPath, name) : tcpUri(port, name)),
        async close() {
          if (state === 'running') {
            state = 'closing';
            worker.postMessage('close' satisfies ToWorker);
          } else if (state === 'dead') {
            await worker.terminate();
          }
          await exited;
        },
      });
    });
  });
}

export function socketUri(socketPath: string, name: string): string {
  return `mongodb://${encodeURIComponent(socketPath)}/${name}?directConnection=true`;
}

function tcpUri(port: number, name: string): string {
  return `mongodb://127.0.0.1:${port}/${name}?replicaSet=${replicaSetName}`;
}
