import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';

/**
 * `GET /metrics`: with a token for whoever sends it as a bearer, without one for this machine alone. A
 * request that a proxy passed on is not from this machine, whatever its address says.
 */
export const metricsPage =
  (p: { readonly token: string | null; readonly page: () => Promise<string> }): RequestHandler =>
  async (req, res) => {
    if (p.token === null ? !isLocal(req) : !bears(req, p.token)) {
      res.sendStatus(p.token === null ? 403 : 401);
      return;
    }
    res.type('text/plain; version=0.0.4; charset=utf-8').send(await p.page());
  };

const proxyHeaders = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'];

const isLocal = (req: Request): boolean =>
  /^(127\.|::1$|::ffff:127\.)/.test(req.socket.remoteAddress ?? '') &&
  proxyHeaders.every((name) => req.headers[name] === undefined);

/** Compares digests, so that the time taken tells nothing of the token, its length included. */
function bears({ headers }: Request, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`));
}
