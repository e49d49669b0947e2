import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AreaBook } from '../core/area.js';
import { AppError } from '../core/fault.js';
import { roundsOf, shiftProgramme } from '../core/programme.js';
import { addDays, dayOf, type Instant, minuteMs } from '../core/time.js';
import { openDueRounds } from '../infra/jobs/open-rounds.js';
import { markTambons } from '../infra/mongo/marks.js';
import type { Models } from '../infra/mongo/models.js';
import { loadProgramme } from '../infra/programmes/load-programme.js';
import { readProgrammeText } from '../infra/programmes/read-programme.js';
import { applyRoster, makeCodes, planRoster } from '../infra/roster/import-roster.js';
import { readRoster } from '../infra/roster/read-roster.js';
import type { Secrets } from '../infra/secrets.js';
import { type DemoSeat, leaderSeat, secondSeat } from './people.js';

/** Leaders who have phones in the demo have yet to report. */
const waiting: readonly string[] = [leaderSeat, secondSeat];
/** Days into the programme at which the demo begins: the first round has opened and is due soon. */
const daysIn = 12;

/**
 * Loads the sample programme so that its first round is open today, imports the sample roster as an
 * operator would, and lets some of the others have reported already. Answers the seats and their codes.
 */
export async function furnishDemo(p: {
  readonly root: string;
  readonly models: Models;
  readonly secrets: Secrets;
  readonly areas: AreaBook;
  readonly now: Instant;
}): Promise<readonly DemoSeat[]> {
  const { models, secrets, areas, now } = p;
  const data = join(p.root, 'programmes');
  const roster = readRoster(readFileSync(join(data, 'demo-roster.csv')), areas);
  if (roster.kind !== 'roster') throw new AppError('demo-roster-unreadable', { kind: 'lasting' });
  const plan = await planRoster({ models, secrets }, roster.rows, 'new-seats');
  const codes = makeCodes(plan, secrets, now);
  await applyRoster({ models, secrets }, plan, codes, now);

  const read = readProgrammeText(readFileSync(join(data, '2564-phase-1.json'), 'utf8'));
  if (read.kind !== 'programme')
    throw new AppError('demo-programme-unreadable', { kind: 'lasting' });
  const programme = shiftProgramme(read.programme, addDays(dayOf(now), -daysIn));
  await loadProgramme({ models, now, programme, mode: 'apply' });
  await openDueRounds({ models, now });
  const [first] = roundsOf(programme);
  if (first) await letSomeReport(models, first.id, now);

  return codes.map(({ row, code }) => ({ seat: row.seat, name: row.name, code }));
}

/** Some seats have reported, more in some tambons than in others, so that cards have something to show. */
async function letSomeReport(models: Models, round: string, now: Instant): Promise<void> {
  const due = await models.reports
    .find({ round, standing: 'missing' }, { seat: 1, tambon: 1 })
    .sort({ seat: 1 })
    .lean();
  const chosen = due.filter(({ seat }, i) => {
    const tambon = Math.floor(i / 15);
    return (i * 7) % 10 < 2 + ((tambon * 3) % 8) && !waiting.includes(seat);
  });
  for (const [i, { _id }] of chosen.entries()) {
    const households = 60 + ((i * 37) % 90);
    const figures = { households, partners: 1 + (i % 6), savedBaht: households * 50 };
    const content = { kind: 'figures' as const, figures };
    const at = now - (i + 1) * minuteMs;
    await models.reports.updateOne(
      { _id, version: 0 },
      {
        $set: { version: 1, standing: 'onTime', firstAt: at, content },
        $push: { versions: { version: 1, at, by: 'demo', content } },
      },
    );
  }
  await markTambons(
    models,
    round,
    chosen.map((report) => report.tambon),
    null,
  );
}
