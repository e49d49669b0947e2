import type { Server } from 'node:http';
import type { RequestHandler } from 'express';
import { AppError } from '../../core/fault.js';
import { secondMs } from '../../core/time.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { reachDatabase } from '../mongo/database.js';
import { closeServer, makeServer } from './server.js';

const retryMs = 2 * secondMs;
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
      if (await isReachable(p.uri)) return;
      p.log.warn('bot.waits-for-database');
      room ??= await openRoom(p.port);
      await p.clock.sleep(retryMs);
    }
  } finally {
    if (room) await closeServer(room);
  }
}

async function isReachable(uri: string): Promise<boolean> {
  try {
    await (await reachDatabase(uri)).close();
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'database-unreachable') return false;
    throw error;
  }
}

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
