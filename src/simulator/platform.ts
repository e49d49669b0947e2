import type { Chats, LineMessage } from './chats.js';
import type { Contents } from './contents.js';
import type { Ids } from './ids.js';
import type { Violation } from './page-contract.js';
import type { People } from './people.js';
import type { Quota } from './quota.js';
import type { RateLimit } from './rate-limits.js';
import type { ReplyTokens } from './reply-tokens.js';
import type { RetryKeys } from './retry-keys.js';
import type { RichMenus } from './rich-menus.js';
import type { WebhookSender } from './webhook-sender.js';

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
  readonly richMenus: RichMenus;
  readonly webhook: WebhookSender;
  readonly sent: Sent[];
  readonly bot: { readonly userId: string; readonly name: string };
};

export type ApiRequest = {
  readonly requestId: string;
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined when there was none. */
  readonly body: unknown;
  /** The body of an endpoint that takes a file. */
  readonly file: { readonly contentType: string; readonly bytes: Buffer } | null;
  readonly retryKey: string | null;
};
export type ApiAnswer = {
  readonly status: number;
  /** JSON unless bytes are given. */
  readonly body?: unknown;
  readonly bytes?: { readonly contentType: string; readonly bytes: Buffer };
  readonly headers?: Readonly<Record<string, string>>;
  /** What LINE accepts and yet will not do as the bot may hope: red marks for the inspector. */
  readonly marks?: readonly Violation[];
};
export type Endpoint = {
  /** The name in the request log and in scripted faults. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: RegExp;
  readonly limit: RateLimit;
  readonly takesRetryKey?: boolean;
  /** Its body is a file, not JSON. */
  readonly takesFile?: boolean;
  readonly answer: (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>;
};

export const ok = (body: unknown = {}): ApiAnswer => ({ status: 200, body });
/** `details` is an empty list where LINE's own answer has one. */
export const refuse = (
  status: number,
  message: string,
  details?: readonly { readonly message: string; readonly property: string }[],
): ApiAnswer => ({
  status,
  body: { message, ...(details === undefined ? {} : { details }) },
});
/** LINE's words for whatever is not there. */
export const notFound = (): ApiAnswer => refuse(404, 'Not found');
