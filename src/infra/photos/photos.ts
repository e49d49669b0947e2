import type { RequestHandler } from 'express';
import type { PhotoId, PhotoLinks } from '../../core/photo.js';
import { secondMs } from '../../core/time.js';
import type { Effect } from '../../flow/effect.js';
import type { Clock } from '../clock.js';
import { files } from '../http/files.js';
import type { LineApi } from '../line/client.js';
import { makeLineContent } from '../line/content.js';
import { deadlineAgent } from '../line/deadline-agent.js';
import type { Log } from '../log.js';
import type { Database } from '../mongo/database.js';
import type { Secrets } from '../secrets.js';
import { makeAnnounce } from './announce.js';
import { folderStore } from './folder-store.js';
import { gridfsStore } from './gridfs-store.js';
import { makePhotoIntake, type PhotoIntake } from './intake.js';
import { photoLinks } from './links.js';
import type { PhotoStore } from './store.js';

export type PhotoOptions = {
  /** Where pictures are downloaded, https://api-data.line.me. */
  readonly dataApiBaseUrl: string;
  readonly channelAccessToken: string;
  /** Under which phones reach this server; null: cards say how many pictures there are. */
  readonly publicBaseUrl: string | null;
  /** The folder where pictures are kept; null: in the database. */
  readonly folder: string | null;
  readonly line: Pick<LineApi, 'showLoading'>;
  readonly database: Database;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly log: Log;
  readonly owner: string;
  readonly mark: (label: string) => void;
  /** Told who has something new in the inbox. */
  readonly stored: (people: readonly string[]) => void;
};

export type Photos = {
  readonly intake: PhotoIntake;
  readonly store: PhotoStore;
  readonly linksOf: (photo: PhotoId) => PhotoLinks | null;
  readonly page: RequestHandler<{ token: string }>;
  /** Closes the connections for downloads; nothing may be under way. */
  close(): Promise<void>;
};

/** LINE takes no larger ones; a slow line may take this long to bring it. */
const mostBytes = 10 * 1024 * 1024;
const deadlineMs = 30 * secondMs;

/** Everything about pictures: from LINE into the store, and from there to phones. */
export function makePhotos(p: PhotoOptions): Photos {
  const { database, secrets, clock, log, owner, mark } = p;
  const { models } = database;
  const store = p.folder === null ? gridfsStore(database.connection) : folderStore(p.folder);
  const dispatcher = deadlineAgent(deadlineMs);
  const { channelAccessToken, publicBaseUrl } = p;
  const content = makeLineContent({
    baseUrl: p.dataApiBaseUrl,
    channelAccessToken,
    mostBytes,
    dispatcher,
  });
  const announce = makeAnnounce({ models, clock, stored: p.stored });
  return {
    store,
    intake: makePhotoIntake({
      models,
      content,
      store,
      announce,
      showLoading: p.line.showLoading,
      clock,
      log,
      owner,
      mark,
    }),
    linksOf: photoLinks({ secrets, publicBaseUrl, now: clock.now }),
    page: files({ models, store, secrets, now: clock.now, log }),
    close: () => dispatcher.close(),
  };
}

/** Whether the intake has something to download or to remove once this is true. */
export const concernsPhotos = (effect: Effect): boolean =>
  effect.do === 'write' &&
  ['photo.want', 'photo.unsend', 'member.erase'].includes(effect.write.kind);
