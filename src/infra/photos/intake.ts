import type { PhotoId, PhotoRefusal } from '../../core/photo.js';
import { hourMs, minuteMs, secondMs } from '../../core/time.js';
import type { Clock } from '../clock.js';
import type { LineApi } from '../line/client.js';
import type { LineContent } from '../line/content.js';
import type { Log } from '../log.js';
import type { Models } from '../mongo/models.js';
import type { PhotoRow } from '../mongo/rows.js';
import type { Announce } from './announce.js';
import { type Picture, readPicture } from './picture.js';
import type { PhotoStore } from './store.js';
import { makeTurnstile } from './turnstile.js';

/** Pictures on their way from LINE at once, each of at most ten megabytes. */
const mostAtOnce = 8;
/** Pictures unpacked at once: each may take a quarter of a gigabyte. */
const mostUnpacked = 2;
/** Longer than a download, the wait for a decoder and a decoding may take together. */
export const photoLeaseMs = 2 * minuteMs;
/** Crashes in the middle of one picture before it is taken to be their cause. */
const mostClaims = 3;
/** For so long LINE is asked again for a picture that it has not ready or cannot give. */
const triedForMs = 30 * minuteMs;

/** Whoever could not be answered for so long lost the seat, or the answer is a dead letter. */
const announcedForMs = hourMs;

export type PhotoIntake = {
  /** A turn recorded something to be downloaded, or to be removed. */
  wake(): void;
  /** Takes up what is due: new, to be tried again, or left by a crash. */
  sweep(): Promise<void>;
  idle(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Downloads the pictures that turns wanted, draws them anew and keeps them; then the inbox is told, once
 * for all that somebody sent together. A picture is leased by its `dueAt`: a crash in the middle is taken
 * up again when that has passed, by whichever bot looks first.
 */
export function makePhotoIntake(p: {
  readonly models: Models;
  readonly content: LineContent;
  readonly store: PhotoStore;
  readonly announce: Announce;
  readonly showLoading: LineApi['showLoading'];
  readonly clock: Clock;
  readonly log: Log;
  readonly owner: string;
  readonly mark: (label: string) => void;
}): PhotoIntake {
  const { models, content, store, announce, clock, log, owner } = p;
  const { photos } = models;
  const underWay = new Set<Promise<void>>();
  const unpacking = makeTurnstile(mostUnpacked);
  let busy = 0;
  let stopped = false;

  const track = (work: Promise<void>): void => {
    const guarded = work
      .catch((error: unknown) => log.error('photos.failed', error))
      .finally(() => underWay.delete(guarded));
    underWay.add(guarded);
  };

  const claim = (): Promise<PhotoRow | null> =>
    photos
      .findOneAndUpdate(
        { state: 'wanted', dueAt: { $lte: clock.now() } },
        {
          $set: { leaseOwner: owner, dueAt: clock.now() + photoLeaseMs },
          $inc: { claims: 1, attempts: 1 },
        },
        { sort: { dueAt: 1 }, returnDocument: 'after' },
      )
      .lean()
      .exec();

  /** Only the holder of the lease may say what became of a picture, and only while it is wanted. */
  const settle = async ({ _id }: PhotoRow, change: Partial<PhotoRow>): Promise<boolean> => {
    const settled = await photos.updateOne(
      { _id, state: 'wanted', leaseOwner: owner },
      { $set: { leaseOwner: null, ...change } },
    );
    return settled.matchedCount === 1;
  };

  const refuse = async (row: PhotoRow, refusal: PhotoRefusal): Promise<void> => {
    // Also somebody who was told that it is on its way hears of this.
    if (!(await settle(row, { state: 'refused', refusal, told: false }))) return;
    log.info('photo.settled', { photo: row._id, result: refusal, attempts: row.attempts });
  };

  const later = async (row: PhotoRow, what: string): Promise<void> => {
    const now = clock.now();
    if (now - row.wantedAt >= triedForMs) return refuse(row, 'unreachable');
    const afterMs = Math.min(minuteMs, 2 ** Math.min(row.attempts - 1, 6) * secondMs);
    await settle(row, { dueAt: now + afterMs, claims: 0 });
    log.info('photo.later', { photo: row._id, what });
  };

  const keep = async (row: PhotoRow, picture: Picture): Promise<void> => {
    const id = row._id as PhotoId;
    const { full, small, width, height, originalHash, hash } = picture;
    await store.put(id, 'small', small);
    await store.put(id, 'full', full);
    p.mark('photo-kept');
    const about = { width, height, originalHash, hash, bytes: full.length };
    if (!(await settle(row, { state: 'stored', ...about }))) {
      // Unsent or erased in the meantime. Whoever else may hold it now would store it again.
      if (!(await photos.exists({ _id: row._id, state: { $in: ['wanted', 'stored'] } })))
        await store.remove(id);
      return;
    }
    const isRepeated = await markRepeats(row._id, originalHash);
    log.info('photo.settled', { photo: row._id, result: isRepeated ? 'repeated' : 'stored' });
  };

  /** The same picture was first sent once: all others point to that one, in whatever order they came in. */
  const markRepeats = async (id: string, originalHash: string): Promise<boolean> => {
    const same = { originalHash, state: 'stored' } as const;
    const first = await photos.findOne(same, { _id: 1 }).sort({ sentAt: 1, _id: 1 }).lean();
    if (!first) return false;
    const others = first._id === id ? { $ne: id } : id;
    await photos.updateMany(
      { ...same, _id: others, sameAs: { $ne: first._id } },
      { $set: { sameAs: first._id } },
    );
    return first._id !== id;
  };

  const take = async (row: PhotoRow): Promise<void> => {
    if (row.claims > mostClaims) return refuse(row, 'unreadable');
    p.mark('photo-claimed');
    // The answer comes seconds later; until then the person sees that one is coming.
    if (row.attempts === 1 && row.user !== null) void p.showLoading(row.user);
    const answer = await content.get(row._id);
    p.mark('photo-downloaded');
    switch (answer.kind) {
      case 'bytes': {
        const read = await unpacking(() => readPicture(answer.bytes));
        return read.kind === 'picture' ? keep(row, read.picture) : refuse(row, read.why);
      }
      case 'preparing':
        return later(row, 'preparing');
      case 'later':
        return later(row, answer.what);
      case 'gone':
      case 'too-large':
        return refuse(row, answer.kind);
    }
  };

  const work = async (row: PhotoRow): Promise<void> => {
    try {
      await take(row);
    } catch (error) {
      // The disk or the database, not the picture: this claim does not count against it.
      log.error('photo.failed', error, { photo: row._id });
      await later(row, 'failed');
      return;
    }
    p.mark('photo-settled');
    if (row.user !== null) await announce(row.user);
  };

  const pump = async (): Promise<void> => {
    if (stopped || busy >= mostAtOnce) return;
    busy += 1;
    try {
      for (let row = await claim(); row; row = stopped ? null : await claim()) {
        track(pump());
        await work(row);
      }
    } finally {
      busy -= 1;
    }
  };

  /** Bytes first, then the row: a crash between the two only removes them once more. */
  const removeDropped = async (): Promise<void> => {
    for (const { _id } of await photos.find({ state: 'dropped' }, { _id: 1 }).limit(100).lean()) {
      await store.remove(_id as PhotoId);
      p.mark('photo-removed');
      await photos.deleteOne({ _id, state: 'dropped' });
    }
  };

  const announceAll = async (): Promise<void> => {
    const users = await photos.distinct('user', {
      told: false,
      wantedAt: { $gt: clock.now() - announcedForMs },
    });
    for (const user of users) if (typeof user === 'string') await announce(user);
  };

  const wake = (): void => {
    if (stopped) return;
    track(pump());
    track(removeDropped());
  };

  return {
    wake,
    async sweep() {
      wake();
      await announceAll();
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async stop() {
      stopped = true;
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
