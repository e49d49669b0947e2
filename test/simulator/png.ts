import { samplePhoto } from '../../src/simulator/samples.js';

const sample = samplePhoto(1).bytes;

/** What a PNG states about itself, without a picture in it: this wide, this high, this many bytes. */
export function pngOf(width: number, height: number, bytes = 1_000): Buffer {
  const head = Buffer.from(sample.subarray(0, 33));
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([head, Buffer.alloc(Math.max(0, bytes - head.length))]);
}
export const pngBlob = (width: number, height: number, bytes?: number): Blob =>
  new Blob([new Uint8Array(pngOf(width, height, bytes))], { type: 'image/png' });
