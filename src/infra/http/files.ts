import type { RequestHandler, Response } from 'express';
import type { PhotoId } from '../../core/photo.js';
import type { Instant } from '../../core/time.js';
import type { Log } from '../log.js';
import type { Models } from '../mongo/models.js';
import { readToken } from '../photos/links.js';
import type { PhotoSize, PhotoStore } from '../photos/store.js';
import type { Secrets } from '../secrets.js';

/**
 * `GET /files/:token`: the picture that a signed token names, while it is kept. Everything else looks
 * alike: 404. Only the phone that asked may keep a copy.
 */
export const files =
  (p: {
    readonly models: Pick<Models, 'photos'>;
    readonly store: PhotoStore;
    readonly secrets: Pick<Secrets, 'signLink'>;
    readonly now: () => Instant;
    readonly log: Log;
  }): RequestHandler<{ token: string }> =>
  async (req, res) => {
    try {
      const asked = readToken(p.secrets, req.params.token, p.now());
      const bytes = asked && (await pictureOf(p, asked));
      if (bytes) sendPicture(res, bytes);
      else res.sendStatus(404);
    } catch (error) {
      p.log.error('files.failed', error);
      res.sendStatus(503);
    }
  };

/** One that was unsent or erased is gone at once, even while its bytes are still being removed. */
async function pictureOf(
  { models, store }: { readonly models: Pick<Models, 'photos'>; readonly store: PhotoStore },
  { id, size }: { readonly id: PhotoId; readonly size: PhotoSize },
): Promise<Buffer | null> {
  const isKept = (await models.photos.exists({ _id: id, state: 'stored' })) !== null;
  return isKept ? store.get(id, size) : null;
}

const sendPicture = (res: Response, bytes: Buffer): void => {
  res
    .set({
      'cache-control': 'private, max-age=86400',
      'content-security-policy': "default-src 'none'",
      'content-disposition': 'inline',
    })
    .type('image/jpeg')
    .send(bytes);
};
