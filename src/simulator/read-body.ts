import type { IncomingMessage } from 'node:http';

/** The whole body, or null when it is longer than `maxBytes` (the rest is read and dropped). */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= maxBytes) parts.push(part);
  }
  return length <= maxBytes ? Buffer.concat(parts) : null;
}
