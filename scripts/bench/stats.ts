import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FeaturePorts } from '../../src/bot/ports.js';
import type { Actor } from '../../src/core/actor.js';
import { type AreaBook, type AreaCode, type AreaRow, makeAreaBook } from '../../src/core/area.js';
import type { EventId, UserId } from '../../src/core/ids.js';
import { type Programme, programmeSchema, roundsOf } from '../../src/core/programme.js';
import { addDays, startOf } from '../../src/core/time.js';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start-embedded-mongo.js';
import { chase } from '../../src/features/chase/command.js';
import { stats } from '../../src/features/stats/command.js';
import type { AnyCommand } from '../../src/flow/command.js';
import { drainMarks, markEverything } from '../../src/infra/jobs/count-cells.js';
import { loadTemplates } from '../../src/infra/load-data.js';
import { type Database, openDatabase } from '../../src/infra/mongo/database.js';
import { featurePorts } from '../../src/infra/mongo/feature-ports.js';
import type { ReportRow, SeatRow } from '../../src/infra/mongo/rows.js';
import { makeSecrets } from '../../src/infra/secrets.js';
import { makeRenderer } from '../../src/say/render.js';
import { percentile } from './driver.js';
import type { Row } from './row.js';

const rounds = 10;
const seatsPerTambon = 15;
const provinces = 5;
const districts = 8;
/** Tambons of a district at the smaller size. One district keeps so many at the larger one too. */
const tambons = 5;
const growth = 10;
const looks = 120;
const firstDay = '2021-02-15';
const province = '11' as AreaCode;
/** The district whose people are chased: as large as before while the country grows around it. */
const steadyDistrict = '1101' as AreaCode;

const two = (n: number): string => String(n).padStart(2, '0');

/** A country of which every district but one has `times` as many tambons. */
function countryOf(times: number): AreaBook {
  const rows: AreaRow[] = [];
  for (let p = 0; p < provinces; p += 1) {
    const above = String(11 + p);
    rows.push([above, `P${above}`]);
    for (let d = 1; d <= districts; d += 1) {
      const district = `${above}${two(d)}`;
      rows.push([district, `D${district}`]);
      const count = district === steadyDistrict ? tambons : tambons * times;
      for (let t = 1; t <= count; t += 1) rows.push([`${district}${two(t)}`, `T${district}${t}`]);
    }
  }
  return makeAreaBook(rows);
}

/** Ten rounds of a week each, all open. */
const programme: Programme = programmeSchema.parse({
  schemaVersion: 1,
  id: 'bench',
  name: 'bench',
  motto: 'bench',
  firstDay,
  lastDay: addDays(firstDay, 100),
  seatsPerTambon,
  activities: [
    {
      id: 'a1',
      number: 1,
      name: 'bench',
      from: firstDay,
      to: addDays(firstDay, 100),
      reporting: {
        unit: 'seat',
        form: {
          id: 'form',
          fields: ['households', 'partners', 'savedBaht'].map((key) => ({
            key,
            label: key,
            unit: 'n',
            question: key,
            why: key,
            example: '1',
            words: [key],
            most: 1e9,
          })),
        },
        rounds: Array.from({ length: rounds }, (_, i) => ({
          id: `r${i + 1}`,
          code: `B${i + 1}`,
          opens: addDays(firstDay, i * 7),
          due: addDays(firstDay, i * 7 + 6),
        })),
      },
    },
  ],
});
const now = startOf(addDays(firstDay, rounds * 7));

const seat = (tambon: string, number: number): SeatRow => ({
  _id: `${tambon}-${two(number)}`,
  tambon,
  number,
  rosterName: 'n',
  withdrawnName: null,
  village: null,
  phone: null,
  holder: null,
  history: [],
  activeFrom: 0,
  activeTo: null,
});

/** Every third seat is missing, every fifth of the others late. */
function report(round: string, tambon: string, number: number, i: number): ReportRow {
  const base = {
    _id: `${round}/${tambon}-${two(number)}`,
    round,
    seat: `${tambon}-${two(number)}`,
  };
  if (i % 3 === 0)
    return {
      ...base,
      tambon,
      standing: 'missing',
      version: 0,
      firstAt: null,
      content: null,
      versions: [],
    };
  const figures = { households: i % 200, partners: i % 7, savedBaht: (i % 200) * 50 };
  const content = { kind: 'figures' as const, figures };
  return {
    ...base,
    tambon,
    standing: i % 5 === 0 ? 'late' : 'onTime',
    version: 1,
    firstAt: now,
    content,
    versions: [{ version: 1, at: now, by: 'bench', content }],
  };
}

/** Stores a country's seats and reports through the driver, and counts its cells. */
async function fill({ connection, models }: Database, areas: AreaBook): Promise<number> {
  await models.programmes.insertMany([
    { _id: programme.id, inForce: true, programme, loadedAt: now },
  ]);
  const seats = areas
    .all('tambon')
    .flatMap((tambon) =>
      Array.from({ length: seatsPerTambon }, (_, i) => ({ tambon, number: i + 1 })),
    );
  const perInsert = 2_000;
  for (let at = 0; at < seats.length; at += perInsert) {
    const some = seats.slice(at, at + perInsert);
    await connection.db
      ?.collection<SeatRow>('seats')
      .insertMany(some.map((s) => seat(s.tambon, s.number)));
    for (const { id } of roundsOf(programme))
      await connection.db
        ?.collection<ReportRow>('reports')
        .insertMany(some.map((s, i) => report(id, s.tambon, s.number, at + i)));
  }
  await models.periods.insertMany(
    roundsOf(programme).map((r) => ({
      _id: r.id,
      programme: programme.id,
      openedAt: r.opensAt,
      expected: seats.length,
    })),
  );
  await markEverything(models);
  await drainMarks(models);
  return seats.length * rounds;
}

const officerOf = (area: AreaCode): Actor => ({
  id: `U${'0'.repeat(32)}` as UserId,
  member: null,
  seat: null,
  offices: [{ area, name: 'n', phone: null }],
  isAdmin: false,
});

/** One look each: what the card costs from the question to LINE's JSON. */
function looksAt(database: Database, areas: AreaBook, root: string) {
  const ports = featurePorts({
    models: database.models,
    secrets: makeSecrets(Buffer.alloc(32, 1)),
    areas,
    admins: [],
    account: { quota: async () => ({ limit: null, used: 0 }) },
    approvalOver: 1_000,
    linksOf: () => null,
  });
  const render = makeRenderer(loadTemplates(root));
  const ask = async (command: AnyCommand<FeaturePorts>, area: AreaCode): Promise<number> => {
    const moment = { actor: officerOf(area), event: 'e' as EventId, at: now, now };
    const began = performance.now();
    const effects = await command(ports, moment, '');
    for (const effect of effects ?? [])
      if (effect.do === 'say') for (const message of effect.messages) render(message);
    return performance.now() - began;
  };
  return {
    card: () => ask(stats, province),
    list: () => ask(chase, steadyDistrict),
  };
}

/** The statistics and chase rows of quality.md section 1: both sizes side by side, look by look. */
export async function benchStatistics(root: string): Promise<readonly Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-'));
  const mongo = await startEmbeddedMongo({
    dir,
    onFatal: (error) => {
      throw error;
    },
  });
  const sizes = [];
  for (const times of [1, growth]) {
    const areas = countryOf(times);
    const database = await openDatabase(mongo.uri(`x${times}`));
    const reports = await fill(database, areas);
    sizes.push({ database, reports, look: looksAt(database, areas, root) });
  }
  const rows: Row[] = [];
  for (const [what, kind] of [
    [`statistics card of a province that grows too, ${rounds} rounds`, 'card'],
    ['chase list of a district while the country grows', 'list'],
  ] as const) {
    const taken: number[][] = sizes.map(() => []);
    for (let i = 0; i < looks; i += 1)
      for (const [s, { look }] of sizes.entries()) taken[s]?.push(await look[kind]());
    // The first looks warm up compiler and caches.
    const [small = Number.NaN, large = Number.NaN] = taken.map((ms) =>
      percentile(
        ms.slice(looks / 4).sort((a, b) => a - b),
        0.5,
      ),
    );
    const ratio = large / small;
    rows.push({
      what,
      measured: `${ratio.toFixed(2)} x (${large.toFixed(1)} ms at ${sizes[1]?.reports.toLocaleString('en-US')} reports)`,
      yardstick: `${small.toFixed(1)} ms at ${sizes[0]?.reports.toLocaleString('en-US')} reports`,
      goal: '<= 1.3 x',
      isReached: ratio <= 1.3,
    });
  }
  for (const { database } of sizes) await database.close();
  await mongo.close();
  rmSync(dir, { recursive: true, force: true });
  return rows;
}
