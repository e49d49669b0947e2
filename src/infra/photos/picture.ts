import { createHash } from 'node:crypto';
import sharp from 'sharp';

/** A photo as it is kept, and its small one for cards. */
export type Picture = {
  readonly full: Buffer;
  readonly small: Buffer;
  readonly width: number;
  readonly height: number;
  /** SHA-256 in hex: of what came, and of `full`. */
  readonly originalHash: string;
  readonly hash: string;
};

export type PictureRead =
  | { readonly kind: 'picture'; readonly picture: Picture }
  | { readonly kind: 'refused'; readonly why: 'too-large' | 'heic' | 'unreadable' };

/** More than any phone's camera; a file of a few bytes can claim a thousand times as many. */
const mostPixels = 64_000_000;
const longestSide = 1600;
const smallSide = 240;
const decodeWithinSeconds = 20;

/** What pictures begin with. Nothing else ever reaches a decoder: no SVG, no PDF, no TIFF. */
const beginnings: readonly (readonly [string, (bytes: Buffer) => boolean])[] = [
  ['jpeg', (b) => b.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['png', (b) => b.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
  ['gif', (b) => /^GIF8[79]a$/.test(b.subarray(0, 6).toString('latin1'))],
  ['webp', (b) => /^RIFF.{4}WEBP$/s.test(b.subarray(0, 12).toString('latin1'))],
  [
    'heic',
    (b) => /^.{4}ftyp(heic|heix|hevc|hevx|mif1|msf1)$/s.test(b.subarray(0, 12).toString('latin1')),
  ],
];

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Draws a picture anew: a JPEG of at most 1,600 pixels a side without anything that was beside the
 * pixels (EXIF, place, comments, a second file behind it). Refuses what is no picture, and what would
 * unpack to more pixels than any camera makes before it is unpacked.
 */
export async function readPicture(bytes: Buffer): Promise<PictureRead> {
  const format = beginnings.find(([, fits]) => fits(bytes))?.[0];
  if (format === undefined) return { kind: 'refused', why: 'unreadable' };
  if (format === 'heic') return { kind: 'refused', why: 'heic' };
  const open = () => sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' });
  try {
    const about = await open().metadata();
    if (about.format !== format) return { kind: 'refused', why: 'unreadable' };
    if (about.width * about.height > mostPixels) return { kind: 'refused', why: 'too-large' };
    // Turned upright first: what said which way is up goes with the rest.
    const { data: full, info } = await open()
      .timeout({ seconds: decodeWithinSeconds })
      .autoOrient()
      .resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80 })
      .toBuffer({ resolveWithObject: true });
    const small = await sharp(full)
      .resize(smallSide, smallSide, { fit: 'cover' })
      .jpeg({ quality: 70 })
      .toBuffer();
    const { width, height } = info;
    const hashes = { originalHash: sha256(bytes), hash: sha256(full) };
    return { kind: 'picture', picture: { full, small, width, height, ...hashes } };
  } catch (error) {
    const isTooLarge = error instanceof Error && /pixel limit/.test(error.message);
    return { kind: 'refused', why: isTooLarge ? 'too-large' : 'unreadable' };
  }
}
