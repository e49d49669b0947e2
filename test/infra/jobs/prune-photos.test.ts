import type { PhotoId } from '../../../src/core/photo.js';
import { dayMs } from '../../../src/core/time.js';
import { prunePhotos } from '../../../src/infra/jobs/prune-photos.js';
import type { PhotoRow } from '../../../src/infra/mongo/rows.js';
import { gridfsStore } from '../../../src/infra/photos/gridfs-store.js';
import { withDatabase } from '../../harness/database.js';

const now = Date.parse('2021-04-01T03:45:00+07:00');

let own: Awaited<ReturnType<typeof withDatabase>>;
beforeAll(async () => {
  own = await withDatabase();
});
afterAll(() => own.drop());

const row = (_id: string, about: Partial<PhotoRow>) => ({
  _id,
  user: 'U1',
  seat: '450213-01',
  round: null,
  sentAt: now,
  state: 'stored' as const,
  told: true,
  wantedAt: now,
  dueAt: now,
  claims: 1,
  attempts: 1,
  ...about,
});

test('what nobody said the report of, old refusals and bytes of no row go; the rest stays', async () => {
  const { models, connection } = own.database;
  const store = gridfsStore(connection);
  const old = { sentAt: now - 7 * dayMs - 1, wantedAt: now - 15 * dayMs };
  await models.photos.insertMany([
    row('1', { ...old, round: 'r1' }),
    row('2', old),
    row('3', {}),
    row('4', { ...old, state: 'refused', refusal: 'gone' }),
    row('5', { state: 'refused', refusal: 'gone' }),
  ]);
  for (const id of ['1', '2', '3', '6']) await store.put(id as PhotoId, 'full', Buffer.from(id));

  await prunePhotos({ models, store, now });

  const left = await models.photos.find().sort({ _id: 1 }).lean();
  expect(left.map(({ _id, state, user }) => [_id, state, user])).toEqual([
    ['1', 'stored', 'U1'],
    // The intake removes its bytes and then the row.
    ['2', 'dropped', null],
    ['3', 'stored', 'U1'],
    ['5', 'refused', 'U1'],
  ]);
  expect(await store.get('6' as PhotoId, 'full')).toBeNull();
  expect(await store.get('1' as PhotoId, 'full')).not.toBeNull();
});
