import { codeOf } from '../../core/fault.js';
import type { PhotoId } from '../../core/photo.js';

/** The picture itself, and the small one for cards. */
export type PhotoSize = 'full' | 'small';

/** Where the bytes of pictures live. What is known about them is a row of `photos`. */
export type PhotoStore = {
  /** Keeps it durably, whole or not at all; one that is there is replaced. */
  put(id: PhotoId, size: PhotoSize, bytes: Buffer): Promise<void>;
  /** Null when it is not there. */
  get(id: PhotoId, size: PhotoSize): Promise<Buffer | null>;
  /** Both sizes; nothing to do when they are not there. */
  remove(id: PhotoId): Promise<void>;
  /** Every picture there is anything of, each at least once. */
  ids(): AsyncIterable<PhotoId>;
};

export const photoSizes: readonly PhotoSize[] = ['full', 'small'];

/** The name of one picture in a store. */
export const photoName = (id: PhotoId, size: PhotoSize): string => `${id}-${size}.jpg`;

/** The outcome of `work`; null when it failed because there is no such file, or no such folder. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(String(codeOf(error)))) return null;
    throw error;
  }
}

/** The picture that a name belongs to, also half-written; null for what is none of ours. */
export const photoOfName = (name: string): PhotoId | null =>
  (/^(\d{1,32})-(full|small)\.jpg/.exec(name)?.[1] as PhotoId | undefined) ?? null;
