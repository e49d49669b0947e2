import { maxMessageBytes } from '../commands/hello.js';

export const headerBytes = 16;

/**
 * Cuts a stream into wire messages by the length each begins with.
 * @returns null when a length is impossible: the stream cannot be understood from here on
 */
export type FrameReader = (chunk: Buffer) => Buffer[] | null;

export function newFrameReader(): FrameReader {
  let chunks: Buffer[] = [];
  let bytes = 0;
  let wanted = 4;
  return (chunk) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes < wanted) return [];
    let rest = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    const frames: Buffer[] = [];
    wanted = 4;
    while (rest.length >= 4) {
      const length = rest.readInt32LE(0);
      if (length < headerBytes || length > maxMessageBytes) return null;
      if (rest.length < length) {
        wanted = length;
        break;
      }
      frames.push(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
    chunks = rest.length > 0 ? [rest] : [];
    bytes = rest.length;
    return frames;
  };
}
