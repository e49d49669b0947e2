import { crc32, deflateSync } from 'node:zlib';
import type { Content } from '../../src/simulator/contents.js';
import { samplePhoto } from '../../src/simulator/samples.js';

const jpegStart = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A black-and-white PNG that is as large as it says; a few kilobytes whatever its size. */
export function bomb(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const row = 1 + Math.ceil(side / 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(row * side), { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Pictures, and what only says that it is one, by the names that pages call them. */
export const pictures: Readonly<Record<string, () => Content>> = {
  field: () => samplePhoto(7),
  bomb: () => ({ contentType: 'image/png', bytes: bomb(9_000) }),
  heavy: () => ({
    contentType: 'image/jpeg',
    bytes: Buffer.concat([jpegStart, Buffer.alloc(10 * 1024 * 1024)]),
  }),
  heic: () => ({
    contentType: 'image/heic',
    bytes: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
  }),
  broken: () => ({
    contentType: 'image/png',
    bytes: samplePhoto(3).bytes.subarray(0, 300),
  }),
  script: () => ({
    contentType: 'image/svg+xml',
    bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  }),
};
