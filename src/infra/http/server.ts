import { createServer, type Server } from 'node:http';
import express, { type RequestHandler } from 'express';
import { secondMs } from '../../core/time.js';

/** The bot's HTTP face: the webhook, the probes, the metrics and pictures. Nothing else is served. */
export function makeServer(p: {
  readonly webhook: RequestHandler;
  readonly metrics: RequestHandler;
  readonly files: RequestHandler<{ token: string }>;
  /** Why the bot is not ready; empty when it is. */
  readonly ailments: () => Promise<readonly string[]>;
  /** How long a request may take to arrive; a slower one is answered 408 (slow loris). */
  readonly arrivesWithinMs: number;
}): Server {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((_req, res, next) => {
    res.set({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    next();
  });
  app.get('/livez', (_req, res) => {
    res.json({ ok: true });
  });
  app.get('/readyz', async (_req, res) => {
    const reasons = await p.ailments();
    res.status(reasons.length === 0 ? 200 : 503).json({ ok: reasons.length === 0, reasons });
  });
  app.get('/metrics', p.metrics);
  app.get('/files/:token', p.files);
  app.use(p.webhook);
  app.use((_req, res) => {
    res.sendStatus(404);
  });
  const { arrivesWithinMs } = p;
  return createServer(
    {
      requestTimeout: arrivesWithinMs,
      headersTimeout: arrivesWithinMs,
      // Node looks for late requests only this often, and by default every 30 s.
      connectionsCheckingInterval: arrivesWithinMs / 20,
      keepAliveTimeout: 65 * secondMs,
    },
    app,
  );
}

/** Whoever is still being answered has this long. */
const closeWithinMs = 2 * secondMs;

/** Takes no more connections; resolves when the last one is closed. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((closed) => {
    server.close(() => closed());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), closeWithinMs).unref();
  });
