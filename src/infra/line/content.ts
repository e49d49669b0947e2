import { type Dispatcher, request } from 'undici';
import { codeOf } from '../../core/fault.js';

/** What LINE answers when asked for the bytes behind a message. */
export type ContentAnswer =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** 202: LINE is still preparing it. */
  | { readonly kind: 'preparing' }
  /** 404, 410: unsent, or deleted by LINE. */
  | { readonly kind: 'gone' }
  /** More than may be taken; the rest was not fetched. */
  | { readonly kind: 'too-large' }
  /** 429, 5xx, no connection, cut off: it may work later. */
  | { readonly kind: 'later'; readonly what: string };

export type LineContent = {
  /** Never throws: every way it can end is an answer. */
  get(messageId: string): Promise<ContentAnswer>;
};

/**
 * LINE's data API. It has a host and a deadline of its own: ten megabytes take longer than a message,
 * hence not LINE's client, which would go by the deadline of messages (docs/adr/0006).
 */
export function makeLineContent(p: {
  readonly baseUrl: string;
  readonly channelAccessToken: string;
  readonly mostBytes: number;
  readonly dispatcher: Dispatcher;
}): LineContent {
  const { baseUrl, dispatcher } = p;
  const headers = { authorization: `Bearer ${p.channelAccessToken}` };
  return {
    async get(messageId) {
      const url = `${baseUrl}/v2/bot/message/${encodeURIComponent(messageId)}/content`;
      try {
        const answer = await request(url, { headers, dispatcher });
        if (answer.statusCode === 200) return await bytesOf(answer, p.mostBytes);
        await answer.body.dump();
        return withoutBytes(answer.statusCode);
      } catch (error) {
        return { kind: 'later', what: String(codeOf(error) ?? 'network') };
      }
    },
  };
}

function withoutBytes(status: number): ContentAnswer {
  if (status === 202) return { kind: 'preparing' };
  return status === 404 || status === 410
    ? { kind: 'gone' }
    : { kind: 'later', what: String(status) };
}

/** Stops at the first byte too many, whatever the answer said of its length. */
async function bytesOf(
  { body, headers }: Dispatcher.ResponseData,
  mostBytes: number,
): Promise<ContentAnswer> {
  const chunks: Buffer[] = [];
  let length = Number(headers['content-length'] ?? 0) > mostBytes ? mostBytes + 1 : 0;
  if (length === 0)
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > mostBytes) break;
      chunks.push(chunk);
    }
  if (length <= mostBytes) return { kind: 'bytes', bytes: Buffer.concat(chunks) };
  body.on('error', () => undefined).destroy();
  return { kind: 'too-large' };
}
