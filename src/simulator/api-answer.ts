import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Outcome } from './faults.js';
import type { ApiAnswer } from './platform.js';

const JSON_TYPE = 'application/json';

/** JSON stays text: Node then sends head and body as one piece. */
const bodyOf = (answer: ApiAnswer): Buffer | string =>
  answer.bytes?.bytes ?? JSON.stringify(answer.body ?? {});

/** One answer of LINE to the bot, whole or broken on purpose. */
export type AnswerWriter = {
  whole(answer: ApiAnswer): void;
  /** Announces the whole answer, sends half of it and cuts the connection. */
  cut(answer: ApiAnswer): void;
  /** A complete answer whose JSON ends in its middle. */
  invalid(answer: ApiAnswer): void;
  reset(): void;
  /** Nothing more is said on this socket; `left` hears when the client is the one who closes it. */
  hold(left: () => void): void;
};

export function answerWriter(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): AnswerWriter {
  const head = (answer: ApiAnswer, length: number): void => {
    response.writeHead(answer.status, {
      'content-type': answer.bytes?.contentType ?? JSON_TYPE,
      'content-length': length,
      'x-content-type-options': 'nosniff',
      'x-line-request-id': requestId,
      ...answer.headers,
    });
  };
  const half = (bytes: Buffer): Buffer => bytes.subarray(0, Math.ceil(bytes.length / 2));
  const bytesOf = (answer: ApiAnswer): Buffer => Buffer.from(bodyOf(answer));
  return {
    whole(answer) {
      const body = bodyOf(answer);
      head(answer, Buffer.byteLength(body));
      response.end(body);
    },
    cut(answer) {
      const bytes = bytesOf(answer);
      head(answer, bytes.length + 1);
      response.write(half(bytes), () => response.destroy());
    },
    invalid(answer) {
      const bytes = half(bytesOf(answer));
      head(answer, bytes.length);
      response.end(bytes);
    },
    reset: () => void request.socket.resetAndDestroy(),
    hold(left) {
      request.resume();
      request.socket.once('close', left);
    },
  };
}

/** How an outcome is called in the logs. */
export const outcomeName = (outcome: Outcome | null): string | null =>
  outcome === null || typeof outcome === 'string' ? outcome : JSON.stringify(outcome);
