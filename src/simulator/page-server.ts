import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BotFiles } from './bot-files.js';
import { buildPage, type PageFile } from './build-page.js';
import type { Content } from './contents.js';
import type { Route } from './control-route.js';
import type { PageStream } from './page-stream.js';
import type { Platform } from './platform.js';
import { readBody } from './read-body.js';

export type PageServer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const SAFETY = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; " +
    "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};
const DOWNLOAD = { 'content-disposition': 'attachment' };

/** Pictures and sounds are shown; anything else is downloaded: nothing of a file runs in this origin. */
const isShown = (contentType: string): boolean =>
  /^(image\/(png|jpeg|webp|gif)|audio\/[\w.+-]+|video\/[\w.+-]+)\b/.test(contentType);

/** Our page and tools ask with this header; another web site cannot without a preflight we never grant. */
function isAllowed(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const word = request.headers['x-simulator'];
  return (
    typeof word === 'string' &&
    word !== '' &&
    (origin === undefined || origin === `http://${host}`) &&
    (site === undefined || site === 'same-origin')
  );
}

/** The page of phones, its news, the files it shows, and the control API. */
export function createPageServer(parts: {
  readonly platform: Platform;
  readonly stream: PageStream;
  readonly routes: readonly Route[];
  readonly botFiles: BotFiles;
}): PageServer {
  const { contents, richMenus } = parts.platform;
  let built: Promise<ReadonlyMap<string, PageFile>> | null = null;

  const send = (
    response: ServerResponse,
    status: number,
    contentType = 'text/plain; charset=utf-8',
    body: Buffer | string = '',
    headers: Readonly<Record<string, string>> = {},
  ): void => {
    response.writeHead(status, { ...SAFETY, 'content-type': contentType, ...headers });
    response.end(body);
  };
  const sendFile = (response: ServerResponse, file: Content | null, status = 200): void => {
    if (file === null) {
      send(response, 404);
      return;
    }
    const { contentType, bytes } = file;
    send(response, status, contentType, bytes, isShown(contentType) ? {} : DOWNLOAD);
  };

  const control = async (
    request: IncomingMessage,
    response: ServerResponse,
    route: Route,
    params: readonly string[],
    search: string,
  ): Promise<void> => {
    const raw = await readBody(request, route.maxBytes);
    if (route.method === 'POST' && !isAllowed(request)) return send(response, 403);
    if (raw === null && route.method === 'POST') return send(response, 413);
    const { status, contentType, body } = await route.answer({
      params,
      query: new URLSearchParams(search),
      contentType: request.headers['content-type'] ?? '',
      bytes: raw ?? Buffer.alloc(0),
    });
    send(response, status, contentType, body);
  };

  return async (request, response) => {
    const target = request.url ?? '/';
    const [path = '/', search = ''] = target.split('?', 2);
    for (const route of parts.routes) {
      const match = route.method === request.method ? route.path.exec(path) : null;
      if (match !== null) return await control(request, response, route, match.slice(1), search);
    }
    request.resume();
    if (request.method !== 'GET') return send(response, 405);
    if (path === '/_sim/events') return parts.stream.open(request, response, SAFETY);
    const contentId = /^\/_sim\/content\/(\d+)$/.exec(path)?.[1];
    if (contentId !== undefined) return sendFile(response, contents.shown(contentId));
    const menuId = /^\/_sim\/richmenu\/([\w-]+)\/image$/.exec(path)?.[1];
    if (menuId !== undefined) return sendFile(response, richMenus.image(menuId));
    if (path.startsWith('/_sim/bot/')) {
      const file = await parts.botFiles(target.slice('/_sim/bot/'.length));
      return sendFile(response, file, file?.status);
    }
    built ??= buildPage();
    const found = (await built).get(path);
    if (found === undefined) return send(response, 404);
    send(response, 200, found.contentType, found.bytes);
  };
}
