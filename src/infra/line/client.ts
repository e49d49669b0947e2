import { HTTPFetchError, messagingApi } from '@line/bot-sdk';
import { codeOf } from '../../core/fault.js';
import type { LineMessage } from '../../say/render.js';
import type { LineAnswer } from '../outbox/outcome.js';

/** What the bot asks of LINE. Sending never throws: every way it can end is an answer. */
export type LineApi = {
  reply(replyToken: string, messages: readonly LineMessage[]): Promise<LineAnswer>;
  push(to: string, messages: readonly LineMessage[], retryKey: string): Promise<LineAnswer>;
  /** The same to at most 500 people. */
  multicast(
    to: readonly string[],
    messages: readonly LineMessage[],
    retryKey: string,
  ): Promise<LineAnswer>;
  /** Shows that an answer is coming, in the person's own chat. Free; when it fails nobody misses it. */
  showLoading(to: string): Promise<void>;
  /** The bot's own user id, the `destination` of its webhooks. Throws when LINE does not answer. */
  botUserId(): Promise<string>;
};

/** LINE takes multiples of five; the animation ends when a message comes. */
const loadingSeconds = 20;

export function makeLineApi(p: { baseUrl: string; channelAccessToken: string }): LineApi {
  const client = new messagingApi.MessagingApiClient({
    channelAccessToken: p.channelAccessToken,
    baseURL: p.baseUrl,
  });
  const wire = (messages: readonly LineMessage[]) =>
    messages as readonly unknown[] as messagingApi.Message[];
  return {
    reply: (replyToken, messages) =>
      answerOf(client.replyMessage({ replyToken, messages: wire(messages) })),
    push: (to, messages, retryKey) =>
      answerOf(client.pushMessage({ to, messages: wire(messages) }, retryKey)),
    multicast: (to, messages, retryKey) =>
      answerOf(client.multicast({ to: [...to], messages: wire(messages) }, retryKey)),
    showLoading: async (chatId) => {
      await client.showLoadingAnimation({ chatId, loadingSeconds }).catch(() => undefined);
    },
    botUserId: async () => (await client.getBotInfo()).userId,
  };
}

/** Faults of a call that never had a connection to be accepted through. */
const notConnected: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

async function answerOf(call: Promise<unknown>): Promise<LineAnswer> {
  try {
    await call;
    return { kind: 'ok' };
  } catch (error) {
    if (error instanceof HTTPFetchError) return refusalOf(error);
    const what = whatOf(error);
    return { kind: notConnected.includes(what) ? 'unreached' : 'unclear', what };
  }
}

function refusalOf({ status, body }: HTTPFetchError): LineAnswer {
  // A redirect is not followed; whoever answers for LINE then may be gone the next time.
  if (status >= 500 || status < 400) return { kind: 'unclear', what: String(status) };
  if (status === 409) return { kind: 'accepted-before' };
  if (status === 429)
    return body.includes('monthly limit') ? { kind: 'quota-reached' } : { kind: 'rate-limited' };
  if (status === 400 && body.includes('Invalid reply token'))
    return { kind: 'invalid-reply-token' };
  return { kind: 'refused', status, why: whyOf(status, body) };
}

/** LINE's message and the places it names; never the content we sent. */
function whyOf(status: number, body: string): string {
  try {
    const { message, details } = JSON.parse(body) as {
      message?: string;
      details?: { message?: string; property?: string }[];
    };
    const places = (details ?? []).map((d) => `${d.property ?? ''}: ${d.message ?? ''}`);
    return [String(status), message ?? '', ...places].join(' | ').slice(0, 500);
  } catch {
    return String(status);
  }
}

function whatOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'cut-answer';
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout';
  const code = codeOf(error);
  return typeof code === 'string' ? code : 'network';
}
