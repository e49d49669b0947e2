import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { readPicture } from '../../../src/infra/photos/picture.js';
import { bomb, pictures } from '../../harness/pictures.js';

const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#336699' } });

const kept = async (bytes: Buffer) => {
  const read = await readPicture(bytes);
  if (read.kind !== 'picture') throw new Error(`refused: ${read.why}`);
  return read.picture;
};
const sample = (name: string): Buffer => {
  const bytes = pictures[name]?.().bytes;
  if (!bytes) throw new Error(`there is no ${name}`);
  return bytes;
};

test('what a phone writes beside the pixels is gone: place, camera, comments', async () => {
  const original = await canvas(800, 600)
    .withExif({
      IFD0: { Make: 'Phone-Maker', Artist: 'Somebody' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '15/1 30/1 0/1', GPSLongitudeRef: 'E' },
    })
    .jpeg()
    .toBuffer();
  expect((await sharp(original).metadata()).exif?.toString('latin1')).toContain('Phone-Maker');

  const { full, small } = await kept(original);
  for (const bytes of [full, small]) {
    const { exif, xmp, iptc, icc, comments } = await sharp(bytes).metadata();
    expect({ exif, xmp, iptc, icc, comments }).toEqual({});
    expect(bytes.includes('Phone-Maker')).toBe(false);
  }
});

test('a picture held sideways is turned before what says so is dropped', async () => {
  const sideways = await canvas(400, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect(await kept(sideways)).toMatchObject({ width: 200, height: 400 });
});

test('at most 1,600 pixels a side, a small one of 240, and never made larger', async () => {
  const large = await kept(await canvas(4000, 3000).jpeg().toBuffer());
  expect([large.width, large.height]).toEqual([1600, 1200]);
  expect(await sharp(large.small).metadata()).toMatchObject({ width: 240, height: 240 });
  expect(await kept(sample('field'))).toMatchObject({ width: 320, height: 240 });
});

test('both hashes are of the bytes: what came and what is kept', async () => {
  const original = sample('field');
  const { full, originalHash, hash } = await kept(original);
  const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  expect([originalHash, hash]).toEqual([sha256(original), sha256(full)]);
});

test('a second file behind a picture does not survive it', async () => {
  const picture = await canvas(50, 50).jpeg().toBuffer();
  const hidden = Buffer.from('PK\x03\x04<script>alert(1)</script><?php system($_GET[0]);');
  const { full } = await kept(Buffer.concat([picture, hidden]));
  expect(full.includes('script')).toBe(false);
  expect(full.includes('<?php')).toBe(false);
});

test.each([
  ['webp', () => canvas(30, 30).webp().toBuffer()],
  ['gif', () => canvas(30, 30).gif().toBuffer()],
  ['png with nothing behind it', () => canvas(30, 30).ensureAlpha(0).png().toBuffer()],
])('%s becomes a JPEG', async (_name, make) => {
  const { full } = await kept(await make());
  expect((await sharp(full).metadata()).format).toBe('jpeg');
});

test('30,000 x 30,000 pixels in a small file are refused before they are unpacked', async () => {
  const bytes = bomb(30_000);
  expect(bytes.length).toBeLessThan(600_000);
  const before = process.memoryUsage().rss;
  expect(await readPicture(bytes)).toEqual({ kind: 'refused', why: 'too-large' });
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
});

test.each([
  ['a cut picture', sample('broken'), 'unreadable'],
  ['SVG', sample('script'), 'unreadable'],
  ['HEIC', sample('heic'), 'heic'],
  ['a PDF', Buffer.from('%PDF-1.7\n'), 'unreadable'],
  ['TIFF', Buffer.from('II*\0\x08\0\0\0'), 'unreadable'],
  ['nothing', Buffer.alloc(0), 'unreadable'],
  ['the beginning of a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'unreadable'],
  ['an SVG that begins like a GIF', Buffer.from('GIF89a<svg xmlns="x"></svg>'), 'unreadable'],
])('%s is refused', async (_name, bytes, why) => {
  expect(await readPicture(bytes)).toEqual({ kind: 'refused', why });
});
