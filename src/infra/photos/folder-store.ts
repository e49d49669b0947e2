import { randomUUID } from 'node:crypto';
import { mkdir, open, opendir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PhotoId } from '../../core/photo.js';
import {
  type PhotoSize,
  type PhotoStore,
  photoName,
  photoOfName,
  photoSizes,
  unlessMissing,
} from './store.js';

/** Nobody but this user may read what people sent. */
const fileMode = 0o600;
const folderMode = 0o700;

/** Pictures as files in a folder, spread over a hundred folders in it by the last two digits. */
export function folderStore(folder: string): PhotoStore {
  const folderOf = (id: PhotoId): string => join(folder, id.slice(-2).padStart(2, '0'));
  const pathOf = (id: PhotoId, size: PhotoSize): string => join(folderOf(id), photoName(id, size));
  return {
    async put(id, size, bytes) {
      await mkdir(folderOf(id), { recursive: true, mode: folderMode });
      // Written aside and moved into place: a crash leaves either nothing or all of it.
      const aside = `${pathOf(id, size)}-${randomUUID()}`;
      try {
        const file = await open(aside, 'wx', fileMode);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(aside, pathOf(id, size));
      } finally {
        await rm(aside, { force: true });
      }
      const inFolder = await open(folderOf(id));
      try {
        await inFolder.sync();
      } finally {
        await inFolder.close();
      }
    },
    get: (id, size) => unlessMissing(readFile(pathOf(id, size))),
    async remove(id) {
      for (const size of photoSizes) await rm(pathOf(id, size), { force: true });
    },
    async *ids() {
      for (const within of await namesIn(folder))
        for (const name of await namesIn(join(folder, within))) {
          const id = photoOfName(name);
          if (id) yield id;
        }
    },
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const opened = await unlessMissing(opendir(folder));
  if (!opened) return [];
  const names: string[] = [];
  for await (const entry of opened) names.push(entry.name);
  return names;
}
