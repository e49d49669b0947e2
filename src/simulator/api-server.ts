import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { FaultDesk, Outcome } from './faults.js';
import type { Ids } from './ids.js';
import { type ApiAnswer, type Endpoint, refuse } from './platform.js';
import type { createRateLimits } from './rate-limits.js';
import { readBody } from './read-body.js';

const MAX_BODY_BYTES = 2 * 1024 * 1024;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const RATE = 'The API rate limit has been exceeded. Try again later.';
const QUOTA = 'You have reached your monthly limit.';

/** One line of the request log. Status 0: the client got no whole answer. */
export type ApiCall = {
  readonly at: number;
  readonly endpoint: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly requestId: string;
  readonly retryKey: string | null;
  readonly fault: Outcome | null;
};

export type ApiServer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const headerOf = (request: IncomingMessage, name: string): string | null => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
};

function parse(body: Buffer): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(body.toString('utf8')) };
  } catch {
    return null;
  }
}

/** LINE's HTTP side: authorization, limits, scripted faults, then the endpoint. */
export function createApiServer(parts: {
  readonly now: () => number;
  readonly ids: Ids;
  readonly channelAccessToken: string;
  readonly endpoints: readonly Endpoint[];
  readonly faults: FaultDesk;
  readonly allowedNow: ReturnType<typeof createRateLimits>;
  readonly rateLimits: boolean;
  readonly latencyMs: () => number;
  readonly calls: ApiCall[];
}): ApiServer {
  const { endpoints, faults, ids, calls } = parts;

  const answerOf = async (
    request: IncomingMessage,
    endpoint: Endpoint,
    params: readonly string[],
    requestId: string,
  ): Promise<ApiAnswer> => {
    const retryKey = headerOf(request, 'x-line-retry-key');
    if (retryKey !== null && endpoint.takesRetryKey !== true) {
      return refuse(400, 'The retry key is not supported by this API');
    }
    if (retryKey !== null && !UUID.test(retryKey)) return refuse(400, 'Invalid retry key');
    const raw = await readBody(request, MAX_BODY_BYTES);
    if (raw === null) return refuse(413, 'Request entity too large');
    if (endpoint.method === 'GET' || raw.length === 0) {
      return await endpoint.answer({ requestId, params, body: undefined, retryKey });
    }
    if (!/^application\/json\b/i.test(headerOf(request, 'content-type') ?? '')) {
      return refuse(415, 'Unsupported media type');
    }
    const body = parse(raw);
    if (body === null) {
      return refuse(400, 'The request body could not be parsed as JSON (line: -, column: -)');
    }
    try {
      return await endpoint.answer({ requestId, params, body: body.value, retryKey });
    } catch (error) {
      if (error instanceof RangeError) return refuse(400, 'The request body is nested too deeply');
      throw error;
    }
  };

  const write = (response: ServerResponse, answer: ApiAnswer, requestId: string): void => {
    const bytes = answer.bytes?.bytes ?? Buffer.from(JSON.stringify(answer.body ?? {}));
    response.writeHead(answer.status, {
      'content-type': answer.bytes?.contentType ?? 'application/json',
      'content-length': bytes.length,
      'x-content-type-options': 'nosniff',
      'x-line-request-id': requestId,
      ...answer.headers,
    });
    response.end(bytes);
  };

  /** Nothing more is said on this socket; counted when the client is the one who closes it. */
  const hold = (request: IncomingMessage): void => {
    request.resume();
    request.socket.once('close', () => faults.peerClosed());
  };

  /** Announces the whole answer, sends half of it and cuts the connection. */
  const cut = (response: ServerResponse, answer: ApiAnswer, requestId: string): void => {
    const bytes = Buffer.from(JSON.stringify(answer.body ?? {}));
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'content-length': bytes.length + 1,
      'x-line-request-id': requestId,
    });
    response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.destroy());
  };

  return async (request, response) => {
    const requestId = ids.requestId();
    const method = request.method ?? 'GET';
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const matches = endpoints.flatMap((endpoint) => {
      const match = endpoint.path.exec(path);
      return match === null ? [] : [{ endpoint, params: match.slice(1) }];
    });
    const found = matches.find((match) => match.endpoint.method === method);
    const name = found?.endpoint.name ?? 'unknown';

    const finish = (answer: ApiAnswer, fault: Outcome | null = null, status = answer.status) => {
      const retryKey = headerOf(request, 'x-line-retry-key');
      calls.push({
        at: parts.now(),
        endpoint: name,
        method,
        path,
        status,
        requestId,
        retryKey,
        fault,
      });
    };
    const answerWith = (answer: ApiAnswer, fault: Outcome | null = null): void => {
      finish(answer, fault);
      write(response, answer, requestId);
    };
    const early = (answer: ApiAnswer): void => {
      request.resume();
      answerWith(answer);
    };

    if (headerOf(request, 'authorization') !== `Bearer ${parts.channelAccessToken}`) {
      return early(
        refuse(
          401,
          'Authentication failed. Confirm that the access token in the authorization header is valid.',
        ),
      );
    }
    if (found === undefined) {
      return early(
        matches.length > 0 ? refuse(405, 'Method not allowed') : refuse(404, 'Not found'),
      );
    }
    const { endpoint, params } = found;
    if (parts.rateLimits && !parts.allowedNow(`${method} ${name}`, endpoint.limit)) {
      return early(refuse(429, RATE));
    }
    const fault = faults.draw(name);
    if (fault === '429-rate') return answerWith(refuse(429, RATE), fault);
    if (fault === '429-quota') return answerWith(refuse(429, QUOTA), fault);
    if (fault === 'status-500') return answerWith(refuse(500, 'Internal server error'), fault);
    if (fault === 'reset' || fault === 'timeout') {
      finish(refuse(0, ''), fault);
      if (fault === 'timeout') hold(request);
      else request.socket.resetAndDestroy();
      return;
    }

    const delayMs =
      parts.latencyMs() + (typeof fault === 'object' && fault !== null ? fault.slowMs : 0);
    const [answer] = await Promise.all([
      answerOf(request, endpoint, params, requestId),
      delayMs > 0 ? wait(delayMs) : null,
    ]);
    switch (fault) {
      case 'accepted-then-500':
        return answerWith(refuse(500, 'Internal server error'), fault);
      case 'accepted-then-timeout':
        finish(answer, fault, 0);
        return hold(request);
      case 'accepted-then-reset':
        finish(answer, fault, 0);
        request.socket.resetAndDestroy();
        return;
      case 'cut-body':
        finish(answer, fault, 0);
        return cut(response, answer, requestId);
      default:
        return answerWith(answer, fault);
    }
  };
}
