import type { IncomingMessage } from 'node:http';

/** The whole body, or null when it is longer than `maxBytes` (the rest is read and dropped). */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on('data', (part: Buffer) => {
      length += part.length;
      if (length <= maxBytes) parts.push(part);
    });
    request.once('end', () => resolve(length <= maxBytes ? Buffer.concat(parts) : null));
    request.once('error', reject);
  });
}
