import { gridfsStore } from '../../src/infra/photos/gridfs-store.js';
import { samplePhoto } from '../../src/simulator/samples.js';
import type { Simulator } from '../../src/simulator/start-simulator.js';
import { pictures } from './pictures.js';
import type { World } from './world.js';

/** Sends a picture by its name; without one, another picture each time. */
export async function sendPhoto(simulator: Simulator, id: string, name: string): Promise<void> {
  if (name === 'lost') {
    const contentProvider = { type: 'line' };
    const message = { type: 'image', id: '100000000000000404', contentProvider };
    await simulator.event(id, { type: 'message', message });
    return;
  }
  const content = name === '' ? undefined : pictures[name]?.();
  if (name !== '' && !content) throw new Error(`there is no picture '${name}'`);
  await simulator.photo(id, content ? { content } : {});
}

/** Sends pictures that were chosen together; they arrive as messages of their own, the last first. */
export async function sendPhotos(simulator: Simulator, id: string, total: number): Promise<void> {
  const set = `${simulator.chat(id).length}`;
  for (let index = total; index >= 1; index -= 1)
    await simulator.photo(id, {
      content: samplePhoto(simulator.chat(id).length),
      imageSet: { id: set, index, total },
    });
}

/** Takes the newest picture of this person back that is still there. */
export async function unsendPhoto(simulator: Simulator, id: string): Promise<void> {
  const chat = simulator.chat(id);
  const unsent = chat.flatMap((e) => (e.action?.type === 'unsend' ? [e.action.messageId] : []));
  const photo = chat.findLast(
    (e) => e.message?.type === 'image' && e.from === 'person' && !unsent.includes(e.messageId),
  );
  if (!photo?.messageId) throw new Error('there is no picture to unsend');
  await simulator.unsends(id, photo.messageId);
}

/** Throws when LINE was asked for the bytes of any picture. */
export function nothingWasDownloaded({ simulator }: World): void {
  const asked = simulator.requests.filter((r) => r.path.includes('/content')).length;
  if (asked > 0) throw new Error(`${asked} contents were downloaded`);
}

/** Throws when there are more or fewer pictures: the rows that say so, and the bytes themselves. */
export async function photosAre(
  { models, bot }: World,
  wanted: number,
  what: 'kept' | 'repeated',
): Promise<void> {
  const rows = await models.photos
    .find(what === 'kept' ? { state: 'stored' } : { sameAs: { $ne: null } })
    .lean();
  const stored = new Set<string>();
  for await (const id of gridfsStore(bot.database.connection).ids()) stored.add(id);
  if (rows.length !== wanted) throw new Error(`${rows.length} photos are ${what}`);
  if (what === 'kept' && stored.size !== wanted) throw new Error(`${stored.size} are in the store`);
}

/** Every form of the programme asks for a picture. */
export async function requirePhotos({ models }: World): Promise<void> {
  const row = await models.programmes.findOne({ inForce: true }).lean();
  if (!row) throw new Error('there is no programme');
  const activities = row.programme.activities.map(({ reporting, ...activity }) =>
    reporting
      ? {
          ...activity,
          reporting: { ...reporting, form: { ...reporting.form, photos: 'required' } },
        }
      : activity,
  );
  const programme = { ...row.programme, activities };
  await models.programmes.updateOne({ _id: row._id }, { $set: { programme } } as never);
}
