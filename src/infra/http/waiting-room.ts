import type { Server } from 'node:http';
import type { RequestHandler } from 'express';
import { AppError } from '../../core/fault.js';
import { secondMs } from '../../core/time.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { reachDatabase } from '../mongo/database.js';
import { isPassing } from '../mongo/errors.js';
import { closeServer, makeServer } from './server.js';

const retryMs = secondMs;
/** What a name service says when it cannot say where a server is. */
const namesFail: readonly string[] = ['ENOTFOUND', 'EAI_AGAIN', 'ESERVFAIL', 'ETIMEOUT'];
const arrivesWithinMs = 10 * secondMs;

/**
 * Resolves when the database can be reached. Until then the process lives, is not ready and takes no
 * events (LINE delivers them again), instead of starting over and over (quality.md, fault 8). Throws
 * what trying again does not mend, for example a standalone server.
 */
export async function waitForDatabase(p: {
  readonly uri: string;
  readonly port: number;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  let room: Server | null = null;
  try {
    for (;;) {
      const why = await whyUnreachable(p.uri);
      if (why === null) return;
      p.log.warn('bot.waits-for-database', { why });
      room ??= await openRoom(p.port);
      await p.clock.sleep(retryMs);
    }
  } finally {
    if (room) await closeServer(room);
  }
}

/** Null when the database answers; else the kind of trouble. Throws when waiting will not mend it. */
async function whyUnreachable(uri: string): Promise<string | null> {
  try {
    await (await reachDatabase(uri)).close();
    return null;
  } catch (error) {
    if (!(error instanceof AppError) || !isPassing(error) || !isAway(error.cause)) throw error;
    return error.cause instanceof Error ? error.cause.name : error.code;
  }
}

/** Not a wrong password or option, but a server or a name service that does not answer. */
const isAway = (cause: unknown): boolean =>
  isPassing(cause) ||
  (cause instanceof Error &&
    (cause.name === 'MongooseServerSelectionError' ||
      ('code' in cause && namesFail.includes(String(cause.code)))));

const unavailable: RequestHandler = (_req, res) => {
  res.sendStatus(503);
};

async function openRoom(port: number): Promise<Server> {
  const server = makeServer({
    webhook: (req, res, next) => (req.path === '/webhook' ? unavailable(req, res, next) : next()),
    metrics: unavailable,
    files: unavailable,
    ailments: async () => ['the database does not answer'],
    arrivesWithinMs,
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, listening);
  });
  return server;
}
