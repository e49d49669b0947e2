import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PhotoId } from '../../../src/core/photo.js';
import { folderStore } from '../../../src/infra/photos/folder-store.js';
import { gridfsStore } from '../../../src/infra/photos/gridfs-store.js';
import type { PhotoStore } from '../../../src/infra/photos/store.js';
import { withDatabase } from '../../harness/database.js';

/* One contract, two stores: a folder beside the embedded database, GridFS in whatever database there is. */

const id = (n: number): PhotoId => `50000000000000${n}` as PhotoId;
const bytes = (fill: number, length = 3_000): Buffer => Buffer.alloc(length, fill);

let folder: string;
let database: Awaited<ReturnType<typeof withDatabase>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'photos-'));
  database = await withDatabase();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

const stores: readonly (readonly [string, () => PhotoStore])[] = [
  ['a folder', () => folderStore(join(folder, 'pictures'))],
  ['GridFS', () => gridfsStore(database.database.connection)],
];

describe.each(stores)('%s', (_name, open) => {
  const idsOf = async (store: PhotoStore): Promise<readonly string[]> => {
    const ids = new Set<string>();
    for await (const found of store.ids()) ids.add(found);
    return [...ids].sort();
  };

  test('is empty at first', async () => {
    expect(await open().get(id(1), 'full')).toBeNull();
    expect(await idsOf(open())).toEqual([]);
  });

  test('gives back what was put, each size by itself, also after another opening', async () => {
    const large = Buffer.from(Array.from({ length: 700_000 }, (_, n) => (n * 7) % 251));
    await open().put(id(1), 'full', large);
    await open().put(id(1), 'small', bytes(2));
    expect(await open().get(id(1), 'full')).toEqual(large);
    expect(await open().get(id(1), 'small')).toEqual(bytes(2));
  });

  test('replaces what was there', async () => {
    await open().put(id(1), 'full', bytes(3));
    expect(await open().get(id(1), 'full')).toEqual(bytes(3));
  });

  test('two who put the same at once leave one of the two, whole', async () => {
    const store = open();
    const puts = [4, 5].map((fill) => store.put(id(2), 'full', bytes(fill, 400_000)));
    const done = await Promise.allSettled(puts);
    expect(done.filter((d) => d.status === 'fulfilled').length).toBeGreaterThan(0);
    const kept = await store.get(id(2), 'full');
    expect([4, 5].map((fill) => bytes(fill, 400_000)).some((b) => kept?.equals(b))).toBe(true);
  });

  test('names what it holds', async () => {
    expect(await idsOf(open())).toEqual([id(1), id(2)]);
  });

  test('removes both sizes, and again without harm', async () => {
    await open().remove(id(1));
    await open().remove(id(1));
    expect(await open().get(id(1), 'full')).toBeNull();
    expect(await open().get(id(1), 'small')).toBeNull();
    expect(await idsOf(open())).toEqual([id(2)]);
  });
});

test('files are for this user alone, and a half-written one is found and removed', async () => {
  const store = folderStore(join(folder, 'own'));
  await store.put(id(7), 'full', bytes(1));
  const within = join(folder, 'own', id(7).slice(-2));
  const [name = ''] = await readdir(within);
  expect((await stat(join(within, name))).mode & 0o777).toBe(0o600);
  expect((await stat(within)).mode & 0o777).toBe(0o700);

  await writeFile(join(within, `${id(8)}-full.jpg-crashed`), 'half');
  const ids: string[] = [];
  for await (const found of store.ids()) ids.push(found);
  expect(ids.sort()).toEqual([id(7), id(8)]);
});
