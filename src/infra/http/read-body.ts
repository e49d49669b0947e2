import type { IncomingMessage } from 'node:http';

/**
 * The raw bytes of a request; `too-long` as soon as there are more than `mostBytes`, without waiting for
 * the rest: what is still sent is dropped until the request's time is up. `gone`: the sender left, or was
 * too slow. A compressed body is never unpacked.
 */
export function readBody(
  request: IncomingMessage,
  mostBytes: number,
): Promise<Buffer | 'too-long' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const tooLong = (): void => {
      chunks.length = 0;
      request.removeAllListeners('data').resume();
      resolve('too-long');
    };
    request.on('error', () => resolve('gone'));
    request.once('end', () => resolve(Buffer.concat(chunks)));
    if (Number(request.headers['content-length'] ?? 0) > mostBytes) return tooLong();
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > mostBytes) tooLong();
      else chunks.push(chunk);
    });
  });
}
