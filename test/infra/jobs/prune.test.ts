import { dayMs } from '../../../src/core/time.js';
import { prune } from '../../../src/infra/jobs/prune.js';
import { withDatabase } from '../../harness/database.js';

test('forgets what has served its time, and nothing that may still be needed', async () => {
  const { database, drop } = await withDatabase();
  const { models } = database;
  const now = Date.parse('2021-03-20T03:30:00+07:00');
  const event = (_id: string, state: 'new' | 'done' | 'dead', days: number) => ({
    _id,
    person: _id,
    storedAt: now - days * dayMs,
    state,
    lease: null,
    attempts: 1,
    event: null,
    doneAt: state === 'new' ? null : now - days * dayMs,
  });
  await models.inbox.insertMany([
    event('handled-yesterday', 'done', 1),
    event('handled-14-days-ago', 'done', 14),
    event('handled-15-days-ago', 'done', 15),
    event('set-aside-15-days-ago', 'dead', 15),
    event('waiting-for-15-days', 'new', 15),
  ]);
  await models.codeTries.insertMany([
    { _id: 'an-hour-ago', who: 'a', at: now - dayMs / 24 },
    { _id: 'two-days-ago', who: 'a', at: now - 2 * dayMs },
  ]);
  await prune({ models, now });
  const left = await models.inbox.find().sort({ _id: 1 }).lean();
  expect(left.map((row) => row._id)).toEqual([
    'handled-14-days-ago',
    'handled-yesterday',
    'waiting-for-15-days',
  ]);
  expect((await models.codeTries.find().lean()).map((row) => row._id)).toEqual(['an-hour-ago']);
  await drop();
});
