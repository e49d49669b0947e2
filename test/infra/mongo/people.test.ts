import { randomBytes } from 'node:crypto';
import type { UserId } from '../../../src/core/ids.js';
import { peopleReader } from '../../../src/infra/mongo/people.js';
import { makeSecrets } from '../../../src/infra/secrets.js';
import { withDatabase } from '../../harness/database.js';

const userOf = (n: number): UserId => `U${String(n).padStart(32, '0')}` as UserId;
const secrets = makeSecrets(randomBytes(32));
let held: Awaited<ReturnType<typeof withDatabase>>;
beforeEach(async () => {
  held = await withDatabase();
});
afterEach(() => held.drop());

const office = (n: number, phone: string) => ({
  _id: `4502/${userOf(n)}`,
  user: userOf(n),
  area: '4502',
  name: 'n',
  phone,
  since: 0,
});

test('people read together are told apart, and one whose rows are damaged harms no other', async () => {
  const { models } = held.database;
  await models.officers.insertMany([
    office(1, secrets.seal('0810000001')),
    office(2, makeSecrets(randomBytes(32)).seal('0810000002')),
  ]);
  await models.sessions.insertMany([
    { _id: userOf(3), rev: 4, session: { current: null, waiting: [], dropped: null }, at: 0 },
  ]);
  await models.tombstones.insertMany([{ _id: secrets.pseudonym(userOf(4)), at: 9 }]);
  const person = peopleReader({ models, secrets, admins: [userOf(5)] });
  const read = await Promise.allSettled([1, 2, 3, 4, 5].map((n) => person(userOf(n))));
  expect(read).toMatchObject([
    { value: { actor: { offices: [{ phone: '0810000001' }] }, rev: 0, erasedAt: null } },
    { status: 'rejected' },
    { value: { actor: { offices: [], seat: null, member: null }, rev: 4 } },
    { value: { rev: 0, erasedAt: 9 } },
    { value: { actor: { isAdmin: true } } },
  ]);
});
