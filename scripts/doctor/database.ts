import type { OperatorConfig } from '../../src/config.js';
import type { Instant } from '../../src/core/time.js';
import { checkFolder } from '../../src/embedded-mongo/folder/backup.js';
import { nextRun, timetable } from '../../src/infra/jobs/timetable.js';
import type { Database } from '../../src/infra/mongo/database.js';
import type { Models } from '../../src/infra/mongo/models.js';
import { embeddedFolder, openDatabaseToLook } from '../../src/operate.js';
import { sentenceOf } from '../operator-command.js';
import { type Finding, fail, ok, warn } from './finding.js';

/** What the database says; it is only looked at. */
export async function checkDatabase(
  config: OperatorConfig,
  now: Instant,
): Promise<readonly Finding[]> {
  const files = config.mongodbUri === null ? await checkFiles(config.dataDir) : [];
  if (files.some(({ level }) => level === 'FAIL')) return files;
  try {
    const opened = await openDatabaseToLook(config);
    if (opened === null) return [warn('database', 'there is none yet; npm start makes it')];
    try {
      return [...files, ...(await lookAt(opened.database, now))];
    } finally {
      await opened.close();
    }
  } catch (error) {
    return [fail('database', sentenceOf(error))];
  }
}

/** Every byte of the embedded database, beside a running bot or without one. */
async function checkFiles(dataDir: string): Promise<readonly Finding[]> {
  const about = 'data file';
  try {
    const inventory = await checkFolder(embeddedFolder(dataDir));
    if (inventory === null) return [];
    const count = [...inventory.values()].reduce((sum, n) => sum + n, 0);
    return [ok(about, `${count} documents in ${inventory.size} collections, all as written`)];
  } catch (error) {
    return [fail(about, sentenceOf(error))];
  }
}

async function lookAt(database: Database, now: Instant): Promise<readonly Finding[]> {
  const { models } = database;
  const ailments = await database.ailments();
  return [
    ok('database', `${database.connection.name} answers`),
    ...(ailments.length === 0
      ? [ok('indexes', 'all unique ones are there')]
      : ailments.map((ailment) => fail('indexes', `${ailment}; npm start makes it`))),
    await programme(models),
    ...(await jobs(models, now)),
    await deadEvents(models),
    await deadMessages(models),
    ...(await leases(models, now)),
  ];
}

async function programme({ programmes, seats }: Models): Promise<Finding> {
  const inForce = await programmes.findOne({ inForce: true }, { _id: 1 }).lean();
  if (!inForce) return warn('programme', 'none is in force: npm run programme:load');
  const count = await seats.countDocuments({ activeTo: null });
  return count === 0
    ? warn('programme', `${inForce._id} is in force without seats: npm run roster:import`)
    : ok('programme', `${inForce._id} is in force, ${count} seats`);
}

const bangkok = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Bangkok',
  dateStyle: 'short',
  timeStyle: 'short',
});
const moment = (at: Instant): string => `${bangkok.format(at)} (Bangkok)`;

async function jobs({ slots }: Models, now: Instant): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [job, { schedule, windowMs }] of Object.entries(timetable)) {
    const last = await slots.findOne({ job, state: 'done' }).sort({ at: -1 }).lean();
    const next = nextRun(schedule, now);
    const times = [
      `next run ${next === null ? 'not within a month' : moment(next)}`,
      last ? `last done ${moment(last.at)}` : 'never done yet',
    ].join(', ');
    // Longer ago than a missed run is caught up: since then nobody ran it.
    const due = last && nextRun(schedule, last.at);
    findings.push(
      due && now > due + windowMs
        ? warn(`job ${job}`, `${times}: is the bot running?`)
        : ok(`job ${job}`, times),
    );
  }
  return findings;
}

/** Enough to begin with; the rest follows when these are dealt with. */
const mostNamed = 3;

async function deadEvents({ inbox }: Models): Promise<Finding> {
  const about = 'dead events';
  const count = await inbox.countDocuments({ state: 'dead' });
  if (count === 0) return ok(about, 'none');
  const some = await inbox.find({ state: 'dead' }, { _id: 1 }).limit(mostNamed).lean();
  const names = some.map((row) => row._id).join(' ');
  return warn(about, `${count}: look with npm run replay -- ID, for example ${names}`);
}

async function deadMessages({ outbox }: Models): Promise<Finding> {
  const about = 'dead messages';
  const count = await outbox.countDocuments({ state: 'dead' });
  return count === 0
    ? ok(about, 'none')
    : warn(about, `${count}: the log says why each was refused (outbox.dead)`);
}

/** A running bot frees these within a second. */
const longOverMs = 60_000;

async function leases(models: Models, now: Instant): Promise<readonly Finding[]> {
  const over = { 'lease.until': { $lt: now - longOverMs } };
  const left = await Promise.all([
    models.inbox.countDocuments({ state: 'leased', ...over }),
    models.outbox.countDocuments({ state: { $in: ['leased', 'replying'] }, ...over }),
  ]);
  const count = left[0] + left[1];
  return [
    count === 0
      ? ok('leases', 'none left behind')
      : warn('leases', `${count} left behind: start the bot, it takes them up by itself`),
  ];
}
