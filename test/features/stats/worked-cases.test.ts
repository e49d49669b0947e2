import { scopeOf } from '../../../src/access/scope.js';
import type { AreaCode } from '../../../src/core/area.js';
import type { RoundId, UserId } from '../../../src/core/ids.js';
import { roundsOf } from '../../../src/core/programme.js';
import type { ReportContent } from '../../../src/core/report.js';
import {
  expectedOf,
  percentsOf,
  type Round,
  ratesOf,
  standingOf,
} from '../../../src/core/round.js';
import type { SeatId } from '../../../src/core/seat.js';
import { endOf, startOf } from '../../../src/core/time.js';
import { openDueRounds } from '../../../src/infra/jobs/open-rounds.js';
import { applyWrite } from '../../../src/infra/mongo/apply-write.js';
import { readStatistics } from '../../../src/infra/mongo/cells.js';
import type { Database } from '../../../src/infra/mongo/database.js';
import { loadProgramme } from '../../../src/infra/programmes/load-programme.js';
import { makeSecrets } from '../../../src/infra/secrets.js';
import { withDatabase } from '../../harness/database.js';
import { userIdOf } from '../../harness/phone.js';
import { phaseOne, storeSeats } from '../../infra/programmes/stored-rounds.js';

// The worked cases of metrics.md, from the write of a tapped report to the figures of the card.

const round = roundsOf(phaseOne)[0] as Round;
const onTime = endOf('2021-03-01');
const late = startOf('2021-03-02');
const district = '4201' as AreaCode;
const secrets = makeSecrets(Buffer.alloc(32, 1));
const officerOf = (...areas: string[]) =>
  scopeOf({
    id: userIdOf('officer'),
    member: null,
    seat: null,
    offices: areas.map((area) => ({ area: area as AreaCode, name: 'n', phone: null })),
    isAdmin: false,
  });

let database: Database;
let drop: () => Promise<void>;
beforeEach(async () => {
  ({ database, drop } = await withDatabase());
  const { models } = database;
  await loadProgramme({ models, now: 0, programme: phaseOne, mode: 'apply' });
  await storeSeats(models, { tambon: '420101', count: 25, activeFrom: 0 });
  await storeSeats(models, { tambon: '420102', count: 15, activeFrom: 0 });
  await openDueRounds({ models, now: round.opensAt });
});
afterEach(() => drop());

const figures = (households: number): ReportContent => ({
  kind: 'figures',
  figures: { households, partners: 2, savedBaht: households * 50 },
});

/** The write that a tap on "send" decides; whether its precondition held. */
async function send(
  seat: string,
  at: number,
  { content = figures(100), version = 1 }: { content?: ReportContent; version?: number } = {},
): Promise<boolean> {
  const { models } = database;
  const stored = await models.reports.findById(`${round.id}/${seat}`).lean();
  return models.reports.db.transaction((tx) =>
    applyWrite(
      { models, secrets, tx, replyToken: null, now: at },
      {
        kind: 'report.submit',
        round: round.id,
        seat: seat as SeatId,
        user: 'U1' as UserId,
        version,
        content,
        standing: standingOf(round, stored?.firstAt ?? at),
        at,
      },
    ),
  );
}

async function total(area: AreaCode | null = district, scope = officerOf('4201')) {
  const asked = { area, round: round.id, rounds: [] as RoundId[] };
  const statistics = await readStatistics(database.models, scope, asked);
  if (!statistics) throw new Error('refused');
  return statistics.total;
}

const seatsOf = (tambon: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${tambon}-${String(from + i).padStart(2, '0')}`);

test('40 expected, 20 received, 18 on time: reporting rate 50 %, timeliness 45 % and 90 % of received', async () => {
  for (const seat of seatsOf('420101', 1, 18)) await send(seat, onTime);
  for (const seat of seatsOf('420102', 1, 2)) await send(seat, late);
  const { tally } = await total();
  expect(tally).toEqual({ onTime: 18, late: 2, missing: 20 });
  expect(ratesOf(tally)).toEqual({ reporting: 0.5, timeliness: 0.45, timelinessOfReceived: 0.9 });
  expect(percentsOf(tally)).toEqual({ onTime: 45, late: 5, missing: 50 });
});

test('23:59:59.999 in Bangkok is on time, 00:00:00.000 is late', async () => {
  await send('420101-01', Date.parse('2021-03-01T23:59:59.999+07:00'));
  await send('420101-02', Date.parse('2021-03-02T00:00:00.000+07:00'));
  expect((await total()).tally).toEqual({ onTime: 1, late: 1, missing: 38 });
});

test('a duplicate submission keeps every rate at 100 % or less', async () => {
  for (const seat of [...seatsOf('420101', 1, 25), ...seatsOf('420102', 1, 15)])
    expect(await send(seat, onTime)).toBe(true);
  expect(await send('420101-01', onTime)).toBe(false);
  const { tally, figures: sums } = await total();
  expect(ratesOf(tally)).toEqual({ reporting: 1, timeliness: 1, timelinessOfReceived: 1 });
  expect(sums.households).toBe(4000);
});

test('a corrected report changes totals, not timeliness', async () => {
  await send('420101-01', onTime, { content: figures(100) });
  expect((await total()).figures).toEqual({ households: 100, partners: 2, savedBaht: 5000 });
  await send('420101-01', late, { content: figures(80), version: 2 });
  const { tally, figures: sums } = await total();
  expect(tally).toEqual({ onTime: 1, late: 0, missing: 39 });
  expect(sums).toEqual({ households: 80, partners: 2, savedBaht: 4000 });
});

test('a report of nothing is received and adds nothing', async () => {
  await send('420101-01', onTime, { content: { kind: 'nothing' } });
  expect(await total()).toEqual({ tally: { onTime: 1, late: 0, missing: 39 }, figures: {} });
});

test('a change of the roster after opening leaves the Expected of the round unchanged', async () => {
  const { models } = database;
  await storeSeats(models, { tambon: '420103', count: 15, activeFrom: round.opensAt + 1 });
  await models.seats.updateMany({ tambon: '420102' }, { $set: { activeTo: round.opensAt + 1 } });
  expect(expectedOf((await total()).tally)).toBe(40);
});

test('zero expected has no rates and no percents', async () => {
  const { tally } = await total('4502' as AreaCode, officerOf('45'));
  expect(tally).toEqual({ onTime: 0, late: 0, missing: 0 });
  expect(ratesOf(tally)).toBeNull();
  expect(percentsOf(tally)).toBeNull();
});

test.each([
  ['the country', null],
  ['the province around it', '42'],
  ['another district', '4502'],
])('an officer of a district gets no statistics of %s', async (_, area) => {
  const asked = { area: area as AreaCode | null, round: round.id, rounds: [] };
  expect(await readStatistics(database.models, officerOf('4201'), asked)).toBeNull();
});
