import { crc32, deflateSync } from 'node:zlib';
import type { Content } from './contents.js';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A small real PNG (a field under a sky); each `number` gives another picture. */
export function samplePhoto(number: number): Content {
  const [width, height] = [320, 240];
  const pixels = Buffer.alloc(height * (1 + width * 3));
  const sky = 205 - (number % 5) * 8;
  for (let x = 0; x < width; x += 1) {
    const horizon = 140 + 14 * Math.sin((x + number * 37) / 40);
    for (let y = 0; y < height; y += 1) {
      const at = y * (1 + width * 3) + 1 + x * 3;
      const isGround = y > horizon;
      const furrow = (x + y * 2 + number * 11) % 24 < 5;
      pixels[at] = isGround ? 70 : 150 + y / 4;
      pixels[at + 1] = isGround ? (furrow ? 96 : 140) : sky;
      pixels[at + 2] = isGround ? 62 : 235;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = chunk('IDAT', deflateSync(pixels));
  const bytes = Buffer.concat([
    signature,
    chunk('IHDR', header),
    data,
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { contentType: 'image/png', bytes };
}

/** The opening box of an MP4 file of this brand: enough to be downloaded, nothing to hear or see. */
const opening = (brand: string): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 20]),
    Buffer.from(`ftyp${brand}\0\0\0\0${brand}`, 'latin1'),
  ]);

export const sampleVoice = (): Content => ({ contentType: 'audio/x-m4a', bytes: opening('M4A ') });
export const sampleVideo = (): Content => ({ contentType: 'video/mp4', bytes: opening('isom') });
export const sampleFile = (): Content => ({
  contentType: 'application/pdf',
  bytes: Buffer.from('%PDF-1.4\n%%EOF\n', 'latin1'),
});
