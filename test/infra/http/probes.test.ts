import { type Database, openDatabase } from '../../../src/infra/mongo/database.js';
import { withDatabase } from '../../harness/database.js';
import { type DatabaseProxy, startDatabaseProxy } from '../mongo/database-proxy.js';
import { type Rig, startRig } from './webhook-rig.js';

let direct: Awaited<ReturnType<typeof withDatabase>>;
let proxy: DatabaseProxy;
let database: Database;
let rig: Rig;
beforeEach(async () => {
  direct = await withDatabase();
  proxy = await startDatabaseProxy();
  database = await openDatabase(proxy.uri(direct.database.connection.name));
  rig = await startRig({ database });
});
afterEach(async () => {
  proxy.heal();
  await rig.close();
  await database.close();
  await proxy.close();
  await direct.drop();
});

const ready = async () => {
  const { status, body } = await rig.send('GET', '/readyz');
  return { status, ...JSON.parse(body) };
};
const live = async () => (await rig.send('GET', '/livez')).status;

test('ready while the database answers and its indexes are there', async () => {
  expect(await ready()).toEqual({ status: 200, ok: true, reasons: [] });
  expect(await live()).toBe(200);
});

test('a unique index that is gone is named', async () => {
  await direct.database.models.outbox.collection.dropIndex('key_1');
  const { status, reasons } = await ready();
  expect(status).toBe(503);
  expect(reasons).toEqual(['unique index {"key":1} of outbox is missing']);
  expect(await live()).toBe(200);
});

test.each(['stall', 'cut'] as const)(
  'a database that is away (%s): alive, not ready, 503 within 2 s, and a redelivery works',
  async (how) => {
    const event = rig.event();
    proxy[how]();
    const started = performance.now();
    const answers = await Promise.all([
      rig.post(rig.envelope(event)),
      rig.post(rig.envelope(rig.event())),
      rig.send('GET', '/readyz'),
    ]);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(answers[0]?.body).not.toMatch(/at |Error|mongo/i);
    expect(JSON.parse(answers[2]?.body ?? '')).toEqual({
      ok: false,
      reasons: ['the database does not answer'],
    });
    expect(await live()).toBe(200);
    expect((await rig.post('not signed', { 'x-line-signature': 'x' })).status).toBe(401);

    proxy.heal();
    const redelivered = { ...event, deliveryContext: { isRedelivery: true } };
    while ((await rig.post(rig.envelope(redelivered))).status === 503);
    const ids = (await rig.stored()).map((e) => (e as typeof event).webhookEventId);
    expect(ids.filter((id) => id === event.webhookEventId)).toHaveLength(1);
    expect((await ready()).status).toBe(200);
  },
);
