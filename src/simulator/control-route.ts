import type { Check } from './check.js';
import { refusalOf } from './check-message.js';

/** One request to `/_sim/…`, its body read. */
export type ControlRequest = {
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly bytes: Buffer;
};
export type ControlAnswer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer | string;
};
export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  /** Longer bodies are answered 413. */
  readonly maxBytes: number;
  readonly answer: (request: ControlRequest) => ControlAnswer | Promise<ControlAnswer>;
};

const MAX_JSON_BYTES = 1_000_000;

export const jsonAnswer = (body: unknown, status = 200): ControlAnswer => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});
export const textAnswer = (body: string, status = 200): ControlAnswer => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body,
});
/** What was asked makes no sense, and why. */
export const badRequest = (message: string): ControlAnswer => jsonAnswer({ message }, 400);

export const getRoute = (path: RegExp, answer: Route['answer']): Route => ({
  method: 'GET',
  path,
  maxBytes: 0,
  answer,
});

/** A route whose JSON body has passed the check; T is what the check stands for. */
export const postRoute = <T>(
  path: RegExp,
  check: Check,
  answer: (body: T) => ControlAnswer | Promise<ControlAnswer>,
): Route => ({
  method: 'POST',
  path,
  maxBytes: MAX_JSON_BYTES,
  answer({ bytes }) {
    let body: unknown;
    try {
      body = JSON.parse(bytes.toString('utf8') || '{}');
    } catch {
      return badRequest('the body is not JSON');
    }
    const refusal = refusalOf(check(body, []));
    return refusal === null ? answer(body as T) : jsonAnswer(refusal, 400);
  },
});
