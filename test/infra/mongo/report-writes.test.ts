import type { RoundId } from '../../../src/core/ids.js';
import type { ReportContent, ReportWrite } from '../../../src/core/report.js';
import type { SeatId } from '../../../src/core/seat.js';
import { applyWrite } from '../../../src/infra/mongo/apply-write.js';
import { isConflict } from '../../../src/infra/mongo/errors.js';
import { userIdOf } from '../../harness/phone.js';
import { furnish, settle, startWorld, type World } from '../../harness/world.js';

const round = '2564-phase-1.a3.r1' as RoundId;
const seat = '450213-01' as SeatId;
const user = userIdOf('leader');
const figures = (n: number): ReportContent => ({
  kind: 'figures',
  figures: { households: n, partners: n, savedBaht: n },
});

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await furnish(world);
  await settle(world, 'leader', { seat });
});
afterEach(() => world.close());

/** Whether the write held when it came to its turn. */
async function wrote(write: ReportWrite): Promise<boolean> {
  const { models, secrets, bot } = world;
  let held = false;
  try {
    await bot.database.connection.transaction(async (tx) => {
      held = await applyWrite({ models, secrets, tx, replyToken: null, now: 0 }, write);
    });
  } catch (error) {
    if (!isConflict(error)) throw error;
    return false;
  }
  return held;
}
const submit = (version: number): Promise<boolean> =>
  wrote({
    kind: 'report.submit',
    round,
    seat,
    user,
    version,
    content: figures(version),
    standing: 'onTime',
    at: version,
  });
const undo = (version: number, before: number | null = null): Promise<boolean> =>
  wrote({
    kind: 'report.undo',
    round,
    seat,
    version,
    content: before === null ? null : figures(before),
    standing: before === null ? 'missing' : 'onTime',
    at: 100 + version,
  });
const stored = () => world.models.reports.findById(`${round}/${seat}`).lean();

test('only the version that counts can be taken back, once', async () => {
  expect(await undo(1)).toBe(false);
  expect(await submit(1)).toBe(true);
  expect(await undo(2)).toBe(false);
  expect(await submit(2)).toBe(true);
  expect(await undo(1)).toBe(false);
  expect(await undo(2, 1)).toBe(true);
  expect(await undo(2, 1)).toBe(false);
  expect(await undo(1)).toBe(true);
  expect(await undo(1)).toBe(false);
  expect(await submit(2)).toBe(false);
  expect(await submit(3)).toBe(true);
});

test('every version is kept, with when it was taken back and who sent it', async () => {
  await submit(1);
  await undo(1);
  await submit(2);
  const row = await stored();
  const by = world.secrets.pseudonym(user);
  expect(row?.versions).toEqual([
    { version: 1, at: 1, by, content: figures(1), undoneAt: 101 },
    { version: 2, at: 2, by, content: figures(2) },
  ]);
  expect(row).toMatchObject({ version: 2, firstAt: 1, standing: 'onTime', content: figures(2) });
});

test('a seat that the round does not expect has nothing to take back', async () => {
  const stranger = '999999-01' as SeatId;
  const at = 1;
  const left = { content: null, standing: 'missing' as const };
  expect(await wrote({ kind: 'report.undo', round, seat: stranger, version: 1, ...left, at })).toBe(
    false,
  );
});

test('of a correction and an undo at the same moment, what is stored agrees with its versions', async () => {
  const outcomes = new Set<string>();
  for (let version = 1; version < 40; version += 2) {
    await submit(version);
    const [corrected, undone] = await Promise.all([submit(version + 1), undo(version)]);
    const row = await stored();
    const counted = row?.versions.findLast((v) => v.undoneAt === undefined);
    expect(row?.content).toEqual(counted?.content ?? null);
    expect(row?.standing).toBe(counted ? 'onTime' : 'missing');
    outcomes.add(`${corrected} ${undone}`);
    if (!corrected) await submit(version + 1);
  }
  expect([...outcomes].every((o) => o !== 'false false')).toBe(true);
});

test('ten presses of undo, half redelivered, and a restart: taken back once, one answer each', async () => {
  const { simulator } = world;
  const phone = world.phone('leader');
  await simulator.says(phone.id, 'รายงาน ครัวเรือน 1 ภาคี 2 ลดรายจ่าย 30');
  await world.idle();
  await simulator.taps(phone.id, phone.button('ส่ง', 'newest'));
  await world.idle();
  phone.news();
  const press = phone.button('ยกเลิกการส่ง', 'newest');
  const presses = await Promise.all(
    Array.from({ length: 5 }, () => simulator.taps(phone.id, press)),
  );
  await Promise.all(presses.map(({ eventId }) => simulator.redeliver(eventId)));
  await world.restart();
  await world.bot.sweep();
  await world.idle();
  expect(phone.news()).toHaveLength(5);
  expect(await world.models.audit.countDocuments({ event: 'report.undone' })).toBe(1);
  expect(await stored()).toMatchObject({ version: 1, standing: 'missing', content: null });
  expect((await stored())?.versions).toHaveLength(1);
});
