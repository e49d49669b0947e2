import type { PhotoId } from '../../core/photo.js';
import { dayMs, type Instant } from '../../core/time.js';
import { oldestEventMs } from '../line/envelope.js';
import { droppedPhoto } from '../mongo/apply-photo.js';
import type { Models } from '../mongo/models.js';
import type { PhotoStore } from '../photos/store.js';

/** As long as a draft lives: whoever has not said by then what a picture shows will not. */
const looseLifeMs = 7 * dayMs;
/** Names of pictures that are compared with their rows at once. */
const mostAtOnce = 500;

/**
 * Forgets pictures that nobody said the report of, what is known of refused ones, and bytes without a
 * row: a picture's row is made before its bytes are and goes after them, so such bytes are what a crash
 * left, or a restored database does not know.
 */
export async function prunePhotos(p: {
  readonly models: Pick<Models, 'photos'>;
  readonly store: PhotoStore;
  readonly now: Instant;
}): Promise<void> {
  const { photos } = p.models;
  await photos.updateMany(
    { state: 'stored', round: null, sentAt: { $lt: p.now - looseLifeMs } },
    { $set: droppedPhoto },
  );
  await photos.deleteMany({ state: 'refused', wantedAt: { $lt: p.now - oldestEventMs } });
  let ids: PhotoId[] = [];
  const removeUnknown = async (): Promise<void> => {
    const known = await photos.find({ _id: { $in: ids } }, { _id: 1 }).lean();
    const names = new Set<string>(known.map((row) => row._id));
    for (const id of ids) if (!names.has(id)) await p.store.remove(id);
    ids = [];
  };
  for await (const id of p.store.ids()) {
    ids.push(id);
    if (ids.length >= mostAtOnce) await removeUnknown();
  }
  await removeUnknown();
}
