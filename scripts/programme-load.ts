/** `npm run programme:load -- FILE [--start YYYY-MM-DD] [--apply]`: puts a programme in force. */
import { z } from 'zod';
import { shiftProgramme } from '../src/core/programme.js';
import type { Round } from '../src/core/round.js';
import { dayOf } from '../src/core/time.js';
import { openDueRounds } from '../src/infra/jobs/open-rounds.js';
import {
  loadProgramme,
  type ProgrammePlan,
  type RoundChange,
} from '../src/infra/programmes/load-programme.js';
import { readProgrammeText } from '../src/infra/programmes/read-programme.js';
import {
  asProgram,
  type Console,
  type ExitCode,
  Refusal,
  readArguments,
  readInput,
  run,
  type Verdict,
  withOperatorDatabase,
} from './operator-command.js';

const usage = `Usage: npm run programme:load -- FILE [--start YYYY-MM-DD] [--apply]
  FILE     a programme, e.g. programmes/2564-phase-1.json
  --start  moves all dates so that its first day is this one
  --apply  really does it; without it only what would change is printed`;

const options = { apply: { type: 'boolean', default: false }, start: { type: 'string' } } as const;

export const programmeLoad = (io: Console): Promise<ExitCode> =>
  run(io, async () => {
    const { what: file, values } = readArguments(io.argv, options, usage);
    const { start } = values;
    if (start !== undefined && !z.iso.date().safeParse(start).success)
      throw new Refusal(`--start ${start} is not a date like 2026-02-15.`);
    const read = readProgrammeText(readInput(file).toString('utf8'));
    if (read.kind === 'problems')
      throw new Refusal(read.problems.map((problem) => `${file}: ${problem}`).join('\n'));
    const programme = start === undefined ? read.programme : shiftProgramme(read.programme, start);

    return withOperatorDatabase<Verdict>(io, async ({ database: { models }, now }) => {
      const mode = values.apply ? 'apply' : 'dry-run';
      const plan = await loadProgramme({ models, now, programme, mode });
      io.print(`${programme.id}: ${programme.name}`);
      printPlan(io, plan);
      if (plan.refused.length > 0)
        throw new Refusal(
          `Nothing was loaded. These rounds have reports, so their dates, code and figures must stay: ${plan.refused.join(', ')}.`,
        );
      if (!values.apply) {
        io.print('Nothing was changed: this was a dry run. Do it with --apply.');
        return 0;
      }
      io.print('Loaded; this programme is in force.');
      const opened = await openDueRounds({ models, now });
      if (opened.length > 0) io.print(`Opened now: ${opened.join(', ')}`);
      return 0;
    });
  });

function printPlan({ print }: Console, { replaces, rounds }: ProgrammePlan): void {
  if (replaces) print(`It replaces ${replaces}, whose reports stay.`);
  for (const change of rounds) print(`  ${change.id}: ${roundText(change)}`);
}

function roundText({ kind, from, to, expected }: RoundChange): string {
  const open = expected === null ? '' : `; open, keeps its Expected of ${expected}`;
  const dates = (round: Round | null): string =>
    round
      ? `opens ${dayOf(round.opensAt)}, due ${dayOf(round.dueAt)}, late until ${dayOf(round.lockAt)}`
      : '';
  const before = kind === 'changed' && dates(from) !== dates(to) ? ` (before: ${dates(from)})` : '';
  return `${kind}, ${dates(to ?? from)}${before}${open}`;
}

if (require.main === module) void asProgram(programmeLoad);
