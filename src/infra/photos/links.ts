import { timingSafeEqual } from 'node:crypto';
import { type PhotoId, type PhotoLinks, parsePhotoId } from '../../core/photo.js';
import { addDays, dayOf, endOf, type Instant } from '../../core/time.js';
import type { Secrets } from '../secrets.js';
import type { PhotoSize } from './store.js';

/** Whole days a link works after the day it was made. */
const linkDays = 14;

type Signer = Pick<Secrets, 'signLink'>;

/** `<photo>.<f|s>.<until>.<signature>`; the same all day, so that a phone fetches a picture once. */
function tokenOf(secrets: Signer, id: PhotoId, size: PhotoSize, now: Instant): string {
  const until = endOf(addDays(dayOf(now), linkDays));
  const claim = `${id}.${size === 'full' ? 'f' : 's'}.${until.toString(36)}`;
  return `${claim}.${secrets.signLink(claim)}`;
}

/** Makes addresses of pictures; null without a public https address: LINE shows pictures by https only. */
export function photoLinks(p: {
  readonly secrets: Signer;
  readonly publicBaseUrl: string | null;
  readonly now: () => Instant;
}): (id: PhotoId) => PhotoLinks | null {
  const { secrets, publicBaseUrl, now } = p;
  if (!publicBaseUrl?.startsWith('https://')) return () => null;
  const address = (id: PhotoId, size: PhotoSize): string =>
    `${publicBaseUrl}/files/${tokenOf(secrets, id, size, now())}`;
  return (id) => ({ small: address(id, 'small'), full: address(id, 'full') });
}

/** What a token gives access to at `now`; null when it is forged, altered or past its time. */
export function readToken(
  secrets: Signer,
  token: string,
  now: Instant,
): { readonly id: PhotoId; readonly size: PhotoSize } | null {
  const read = /^((\d{1,32})\.([fs])\.([0-9a-z]{1,9}))\.([A-Za-z0-9_-]{43})$/.exec(token);
  const [, claim = '', photo = '', letter, until = '', signature = ''] = read ?? [];
  const expected = secrets.signLink(claim);
  if (!read || !timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return null;
  const id = parsePhotoId(photo);
  if (!id || now > Number.parseInt(until, 36)) return null;
  return { id, size: letter === 'f' ? 'full' : 'small' };
}
