import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeEndsAt } from '../../src/core/claim-code.js';
import { programmeSchema, roundsOf } from '../../src/core/programme.js';
import { seatId } from '../../src/core/seat.js';
import { startEmbeddedMongo } from '../../src/embedded-mongo/start-embedded-mongo.js';
import { openDueRounds } from '../../src/infra/jobs/open-rounds.js';
import { loadAreas } from '../../src/infra/load-data.js';
import { type Database, openDatabase } from '../../src/infra/mongo/database.js';
import { makeSecrets } from '../../src/infra/secrets.js';
import { converse, type Heard, type Talk } from './conversations.js';
import { percentile } from './driver.js';
import { type House, key, openHouse, userIdOf } from './house.js';
import { type Row, whole } from './row.js';

/** Two days before the first deadline of the programme of 2564. */
const evening = Date.parse('2021-02-27T20:00:00+07:00');
const eventsPerSecond = 120;
const stepPerSecond = 60;
const mostPerSecond = 900;
const stepSeconds = 8;
const seatsPerTambon = 15;
const people = 7_500;
/** One registers for every three who report. */
const registersEvery = 4;
const codeOf = (n: number): string => `BNCH${10_000_000 + n}`;

const register = (n: number): Talk => ({
  person: userIdOf(`person ${n}`),
  steps: [{ say: `รหัส ${codeOf(n)}` }, { tap: 'ยินยอม' }, { tap: 'ใช่' }],
});
const report = (n: number): Talk => ({
  person: userIdOf(`person ${n}`),
  steps: [{ say: 'รายงาน' }, { say: '๑๒๐' }, { say: '3' }, { say: '6,000' }, { tap: 'ส่ง' }],
});
const talkOf = (n: number): Talk => (n % registersEvery === 0 ? register(n) : report(n));

/** Seats of everybody; most are taken, of the others there are codes. */
async function furnish({ models }: Database, root: string): Promise<void> {
  const secrets = makeSecrets(key);
  const programme = programmeSchema.parse(
    JSON.parse(readFileSync(join(root, 'programmes', '2564-phase-1.json'), 'utf8')),
  );
  await models.programmes.insertMany([
    { _id: programme.id, inForce: true, programme, loadedAt: evening },
  ]);
  await models.periods.insertMany(
    roundsOf(programme).map(({ id }) => ({
      _id: id,
      programme: programme.id,
      openedAt: null,
      expected: 0,
    })),
  );
  const tambons = loadAreas(root).all('tambon');
  const seats = Array.from({ length: people }, (_, n) => {
    const tambon = tambons[Math.floor(n / seatsPerTambon)];
    if (tambon === undefined) throw new Error('there are too few tambons');
    const number = (n % seatsPerTambon) + 1;
    return { n, _id: seatId(tambon, number), tambon, number };
  });
  const isNew = (n: number): boolean => n % registersEvery === 0;
  await models.seats.insertMany(
    seats.map(({ n, ...seat }) => ({
      ...seat,
      rosterName: 'สมชาย ใจดี',
      village: null,
      phone: null,
      holder: isNew(n) ? null : userIdOf(`person ${n}`),
      withdrawnName: null,
      history: [],
      activeFrom: 0,
      activeTo: null,
    })),
  );
  await models.members.insertMany(
    seats.flatMap(({ n }) =>
      isNew(n)
        ? []
        : [
            {
              _id: userIdOf(`person ${n}`),
              consent: { version: 'bench', textHash: 'bench', at: 0 },
              reachable: true,
              reachAt: 0,
            },
          ],
    ),
  );
  await models.codes.insertMany(
    seats.flatMap(({ n, _id: seat }) =>
      isNew(n)
        ? [
            {
              _id: secrets.codeId(codeOf(n)),
              grant: { kind: 'seat' as const, seat },
              expiresAt: codeEndsAt('seat', evening),
              usedAt: null,
              usedBy: null,
              madeAt: evening,
              madeBy: 'operator',
            },
          ]
        : [],
    ),
  );
  await openDueRounds({ models, now: evening });
}

/** The last-evening rows of quality.md section 1; `seconds` long, then faster until it is too fast. */
export async function benchEvening(
  root: string,
  { seconds }: { readonly seconds: number },
): Promise<readonly Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-'));
  const mongo = await startEmbeddedMongo({
    dir,
    onFatal: (error) => {
      throw error;
    },
  });
  const database = await openDatabase(mongo.uri('evening'));
  await furnish(database, root);
  await database.close();
  await mongo.close();
  const house: House = await openHouse({
    ...{ dir, database: 'evening' },
    aheadMs: evening - Date.now(),
  });

  let next = 0;
  const play = (perSecond: number, forSeconds: number): Promise<Heard> => {
    const talks: Talk[] = [];
    for (let left = perSecond * forSeconds; left > 0 && next < people; next += 1) {
      const talk = talkOf(next);
      talks.push(talk);
      left -= talk.steps.length;
    }
    return converse(house, { talks, perSecond });
  };
  await play(eventsPerSecond / 2, 4);
  const base = await play(eventsPerSecond, seconds);
  let knee = eventsPerSecond;
  let tooFast = `none up to ${mostPerSecond}/s`;
  for (let rate = knee + stepPerSecond; rate <= mostPerSecond; rate += stepPerSecond) {
    if (people - next < (rate * stepSeconds) / 3) break;
    const heard = await play(rate, stepSeconds);
    const p99 = percentile(heard.answered, 0.99);
    if (heard.lost > 0 || p99 > 1_000) {
      tooFast = `p99 ${whole(p99)} ms at ${rate}/s`;
      break;
    }
    knee = rate;
  }
  await house.close();
  rmSync(dir, { recursive: true, force: true });
  const acknowledged = percentile(base.acknowledged, 0.99);
  const answered = percentile(base.answered, 0.99);
  const what = `last evening, ${eventsPerSecond} events/s for ${seconds} s`;
  return [
    {
      what: `${what}: events lost, doubled`,
      measured: `${base.lost}, ${base.doubled}`,
      yardstick: `${whole(base.events)} events`,
      goal: '0, 0',
      isReached: base.lost === 0 && base.doubled === 0,
    },
    {
      what: `${what}: acknowledged, p99`,
      measured: `${whole(acknowledged)} ms`,
      yardstick: `p50 ${whole(percentile(base.acknowledged, 0.5))} ms`,
      goal: '< 200 ms',
      isReached: acknowledged < 200,
    },
    {
      what: `${what}: reply at LINE, p99`,
      measured: `${whole(answered)} ms`,
      yardstick: `p50 ${whole(percentile(base.answered, 0.5))} ms`,
      goal: '< 1,000 ms',
      isReached: answered < 1_000,
    },
    {
      what: 'last evening: events/s until replies take 1 s (p99), all on this machine',
      measured: `${knee}/s`,
      yardstick: tooFast,
      goal: '>= 300/s',
      isReached: knee >= 300,
    },
  ];
}
