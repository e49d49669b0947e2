import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { answerWriter, outcomeName } from './api-answer.js';
import type { FaultDesk, Outcome } from './faults.js';
import type { Ids } from './ids.js';
import type { Violation } from './page-contract.js';
import { type ApiAnswer, type Endpoint, refuse } from './platform.js';
import type { createRateLimits } from './rate-limits.js';
import { readBody } from './read-body.js';
import { chatsIn, type TrafficLog, violationsIn } from './traffic.js';

const MAX_BODY_BYTES = 2 * 1024 * 1024;
/** Longer bodies are only counted in the traffic log. */
const MAX_LOGGED_BYTES = 200_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const RATE = refuse(429, 'The API rate limit has been exceeded. Try again later.');
const QUOTA = refuse(429, 'You have reached your monthly limit.');
const BROKEN = refuse(500, 'Internal server error');
const NO_TOKEN = refuse(
  401,
  'Authentication failed. Confirm that the access token in the authorization header is valid.',
);
const NOT_JSON = 'The request body could not be parsed as JSON (line: -, column: -)';

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

/** The first endpoint that fits, with what its path carries. */
function match(endpoints: readonly Endpoint[], method: string, path: string) {
  for (const endpoint of endpoints) {
    const found = endpoint.method === method ? endpoint.path.exec(path) : null;
    if (found !== null) return { endpoint, params: found.slice(1) };
  }
  return undefined;
}

/** A request as it came, once its body has been read. */
type Arrived = {
  readonly requestId: string;
  readonly retryKey: string | null;
  readonly contentType: string;
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly raw: Buffer | null;
  /** Undefined when there is no JSON in it. */
  readonly json: unknown;
};

function jsonIn(raw: Buffer | null): unknown {
  try {
    return raw === null ? undefined : JSON.parse(raw.toString('utf8'));
  } catch {
    return undefined;
  }
}

async function answerOf(endpoint: Endpoint, arrived: Arrived): Promise<ApiAnswer> {
  const { requestId, params, query, retryKey, raw, json, contentType } = arrived;
  if (retryKey !== null && endpoint.takesRetryKey !== true) {
    return refuse(400, 'The retry key is not supported by this API');
  }
  if (retryKey !== null && !UUID.test(retryKey)) return refuse(400, 'Invalid retry key');
  if (raw === null) return refuse(413, 'Request entity too large');
  const request = { requestId, params, query, retryKey, file: null };
  if (endpoint.takesFile === true) {
    return await endpoint.answer({
      ...request,
      body: undefined,
      file: { contentType, bytes: raw },
    });
  }
  if (endpoint.method === 'GET' || raw.length === 0) {
    return await endpoint.answer({ ...request, body: undefined });
  }
  if (!/^application\/json\b/i.test(contentType)) return refuse(415, 'Unsupported media type');
  if (json === undefined) return refuse(400, NOT_JSON);
  try {
    return await endpoint.answer({ ...request, body: json });
  } catch (error) {
    if (error instanceof RangeError) return refuse(400, 'The request body is nested too deeply');
    throw error;
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
  readonly traffic: TrafficLog;
  readonly stopwatch: () => number;
  /** Whom a reply token answers, used or not. */
  readonly chatOfToken: (body: unknown) => readonly string[];
  /** What is found wrong with the files that accepted messages point at. */
  readonly lookAtFiles: (body: unknown) => Promise<readonly Violation[]>;
}): ApiServer {
  const { endpoints, faults, traffic, stopwatch } = parts;

  return async (request, response) => {
    const startedAt = stopwatch();
    const requestId = parts.ids.requestId();
    const method = request.method ?? 'GET';
    const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
    const found = match(endpoints, method, path);
    const name = found?.endpoint.name ?? 'unknown';
    const retryKey = headerOf(request, 'x-line-retry-key');
    const writer = answerWriter(request, response, requestId);
    let json: unknown = null;

    /** Notes how it ended: what LINE meant to answer, and the status that the bot saw. */
    const note = (answer: ApiAnswer, fault: Outcome | null, seen = answer.status): void => {
      const at = parts.now();
      parts.calls.push({
        at,
        endpoint: name,
        method,
        path,
        status: seen,
        requestId,
        retryKey,
        fault,
      });
      const isUnknownPerson = found !== undefined && answer.status === 404;
      const wrong =
        fault !== null || isUnknownPerson ? [] : violationsIn(answer.status, answer.body);
      const seq = traffic.add({
        kind: 'call',
        at,
        ms: stopwatch() - startedAt,
        chats: [...chatsIn(found?.params ?? [], json), ...parts.chatOfToken(json)],
        violations: [...wrong, ...(answer.marks ?? [])],
        endpoint: name,
        method,
        path,
        requestId,
        retryKey,
        body: json,
        status: seen,
        answer: answer.bytes === undefined ? (answer.body ?? {}) : answer.bytes.contentType,
        fault: outcomeName(fault),
      });
      if (answer.status === 200)
        void parts.lookAtFiles(json).then((marks) => traffic.mark(seq, marks));
    };
    const answerWith = (answer: ApiAnswer, fault: Outcome | null = null): void => {
      note(answer, fault);
      writer.whole(answer);
    };

    const raw = await readBody(request, MAX_BODY_BYTES);
    const parsed = found?.endpoint.takesFile === true ? undefined : jsonIn(raw);
    const isLong = raw !== null && raw.length > MAX_LOGGED_BYTES;
    json = isLong ? `${raw.length} bytes` : (parsed ?? null);
    if (headerOf(request, 'authorization') !== `Bearer ${parts.channelAccessToken}`) {
      return answerWith(NO_TOKEN);
    }
    if (found === undefined) {
      const isKnown = endpoints.some((endpoint) => endpoint.path.test(path));
      if (isKnown) return answerWith(refuse(405, 'Method not allowed'));
      return answerWith(refuse(404, `Not found: this simulator has no ${method} ${path}`));
    }
    if (parts.rateLimits && !parts.allowedNow(`${method} ${name}`, found.endpoint.limit)) {
      return answerWith(RATE);
    }
    const fault = faults.draw(name);
    const told = typeof fault === 'object' && fault !== null ? fault : null;
    if (fault === '429-rate') return answerWith(RATE, fault);
    if (fault === '429-quota') return answerWith(QUOTA, fault);
    if (fault === 'status-500') return answerWith(BROKEN, fault);
    if (told !== null && 'status' in told) {
      return answerWith(refuse(told.status, told.message ?? 'asked for'), fault);
    }
    if (fault === 'reset' || fault === 'timeout') {
      note(refuse(0, ''), fault);
      return fault === 'timeout' ? writer.hold(faults.peerClosed) : writer.reset();
    }

    const slowMs = told !== null && 'slowMs' in told ? told.slowMs : 0;
    const delayMs = parts.latencyMs() + faults.delayMs(name) + slowMs;
    const contentType = headerOf(request, 'content-type') ?? '';
    const query = new URLSearchParams(search);
    const { endpoint, params } = found;
    const arrived = { requestId, retryKey, contentType, params, query, raw, json: parsed };
    const [answer] = await Promise.all([
      answerOf(endpoint, arrived),
      delayMs > 0 ? wait(delayMs) : null,
    ]);
    switch (fault) {
      case 'accepted-then-500':
        return answerWith(BROKEN, fault);
      case 'accepted-then-timeout':
        note(answer, fault, 0);
        return writer.hold(faults.peerClosed);
      case 'accepted-then-reset':
        note(answer, fault, 0);
        return writer.reset();
      case 'cut-body':
        note(answer, fault, 0);
        return writer.cut(answer);
      case 'invalid-json':
        note(answer, fault);
        return writer.invalid(answer);
      default:
        return answerWith(answer, fault);
    }
  };
}
