import type { Chats, LineMessage } from './chats.js';
import type { Contents } from './contents.js';
import type { Ids } from './ids.js';
import type { People } from './people.js';
import type { Quota } from './quota.js';
import type { ReplyTokens } from './reply-tokens.js';
import type { RetryKeys } from './retry-keys.js';
import type { Webhook } from './webhook.js';

/** One accepted send request: the record that exactly-once is judged by. */
export type Sent = {
  readonly at: number;
  readonly endpoint: 'reply' | 'push' | 'multicast';
  readonly to: readonly string[];
  /** Chats in which the messages really appeared. */
  readonly deliveredTo: readonly string[];
  readonly messages: readonly LineMessage[];
  readonly retryKey: string | null;
  readonly requestId: string;
};

/** What the API's endpoints work on. */
export type Platform = {
  readonly now: () => number;
  readonly ids: Ids;
  readonly chats: Chats;
  readonly people: People;
  readonly contents: Contents;
  readonly quota: Quota;
  readonly replyTokens: ReplyTokens;
  readonly retryKeys: RetryKeys;
  readonly webhook: Webhook;
  readonly sent: Sent[];
  readonly bot: { readonly userId: string; readonly name: string };
};

export type ApiRequest = {
  readonly requestId: string;
  readonly params: readonly string[];
  readonly body: unknown;
  readonly retryKey: string | null;
};
export type ApiAnswer = {
  readonly status: number;
  /** JSON unless bytes are given. */
  readonly body?: unknown;
  readonly bytes?: { readonly contentType: string; readonly bytes: Buffer };
  readonly headers?: Readonly<Record<string, string>>;
};
export type Endpoint = {
  /** The name in the request log and in scripted faults. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: RegExp;
  readonly limit: { readonly requests: number; readonly perMs: number };
  readonly takesRetryKey?: boolean;
  readonly answer: (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>;
};

export const refuse = (status: number, message: string): ApiAnswer => ({
  status,
  body: { message },
});
