/** `npm run roster:import -- FILE [--apply]`: brings a province's roster into the database. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../src/core/fault.js';
import type { Instant } from '../src/core/time.js';
import { loadAreas } from '../src/infra/load-data.js';
import type { Models } from '../src/infra/mongo/models.js';
import { readPeriods } from '../src/infra/mongo/rounds.js';
import { codeSheet } from '../src/infra/roster/code-sheet.js';
import {
  applyRoster,
  makeCodes,
  planRoster,
  type RosterPlan,
} from '../src/infra/roster/import-roster.js';
import { readRoster } from '../src/infra/roster/read-roster.js';
import type { Rejection } from '../src/infra/roster/roster-row.js';
import { rosterColumns, rosterHeader } from '../src/read/roster-header.js';
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

const usage = `Usage: npm run roster:import -- FILE [--apply] [--skip-rejected] [--reissue] [--codes FILE]
  FILE             CSV with the headers ${rosterColumns.map(rosterHeader).join(', ')}, in any order;
                   the code alone, or the names of province, district and tambon, will do
  --apply          really does it; without it only what would change is printed
  --skip-rejected  imports the good rows of a file that has rejected ones
  --reissue        new codes for every free seat of the file, not for new seats only; old ones end
  --codes FILE     writes the codes to a new file instead of printing them`;

const options = {
  apply: { type: 'boolean', default: false },
  'skip-rejected': { type: 'boolean', default: false },
  reissue: { type: 'boolean', default: false },
  codes: { type: 'string' },
} as const;

export const rosterImport = (io: Console): Promise<ExitCode> =>
  run(io, async () => {
    const { what: file, values } = readArguments(io.argv, options, usage);
    const areas = loadAreas(join(__dirname, '..'));
    const roster = readRoster(readInput(file), areas);
    if (roster.kind === 'unreadable') throw new Refusal(`${file}: ${roster.problem}`);
    for (const note of roster.notes) io.print(note);
    printRejected(io, file, roster.rejected);
    const refuse = (rejected: readonly Rejection[]): boolean => {
      const isRefused = rejected.length > 0 && !values['skip-rejected'];
      if (isRefused && values.apply)
        throw new Refusal(
          'Nothing was imported. Correct these rows, or leave them out with --skip-rejected.',
        );
      return isRefused;
    };
    const isUnreadable = refuse(roster.rejected);

    return withOperatorDatabase<Verdict>(io, async ({ database, secrets, now }) => {
      const { models } = database;
      const codesFor = values.reissue ? 'all-free-seats' : 'new-seats';
      const plan = await planRoster({ models, secrets }, roster.rows, codesFor);
      const held = plan.handOvers.map(heldByAnother);
      printRejected(io, file, held);
      const isRefused = refuse(held) || isUnreadable;
      printPlan(io, plan);
      if (!values.apply) {
        io.print('Nothing was changed: this was a dry run. Do it with --apply.');
        return isRefused ? 2 : 0;
      }
      const codes = makeCodes(plan, secrets, now);
      const sheet = codeSheet(codes, areas);
      // Codes exist nowhere else: they must be safe before the database knows them.
      if (values.codes !== undefined) writeCodes(values.codes, sheet);
      try {
        await applyRoster({ models, secrets }, plan, codes, now);
      } catch (error) {
        // Only a lost race surely stored nothing; after anything else the codes may be in force.
        const isSurelyUnused = error instanceof AppError && error.code === 'roster-changed';
        if (values.codes !== undefined && isSurelyUnused) rmSync(values.codes);
        else if (values.codes !== undefined)
          io.print(`It is not known whether this was stored; the codes stay in ${values.codes}.`);
        throw error;
      }
      io.print('Imported.');
      if (values.codes !== undefined) io.print(`The codes are in ${values.codes}.`);
      else if (codes.length > 0) io.print(sheet.trimEnd());
      await hintAtOpenRounds(io, plan, { models, now });
      return 0;
    });
  });

/** Until the holder gives the seat up, the roster's new name would speak for somebody else. */
const heldByAnother = ({ row, nameBefore }: RosterPlan['handOvers'][number]): Rejection => ({
  line: row.line,
  column: rosterHeader('fullName'),
  reason: `seat ${row.seat} is claimed by ${nameBefore}; ${row.name} can have it once it is free`,
});

function printRejected({ print }: Console, file: string, rejected: readonly Rejection[]): void {
  if (rejected.length === 0) return;
  const rows = new Set(rejected.map(({ line }) => line)).size;
  print(`Rejected rows: ${rows}`);
  for (const { line, column, reason } of rejected)
    print(`  ${file} line ${line}, column ${column}: ${reason}`);
}

function printPlan({ print }: Console, plan: RosterPlan): void {
  print(`New seats: ${plan.added.length}`);
  print(`Changed seats: ${plan.changed.length}`);
  for (const { row, nameBefore, isNewPerson } of plan.changed) {
    const what = row.name === nameBefore ? row.name : `${nameBefore} -> ${row.name}`;
    print(`  ${row.seat} ${what}${isNewPerson ? ' (another person: the codes before end)' : ''}`);
  }
  print(`Unchanged seats: ${plan.unchanged.length}`);
  if (plan.withdrawn.length > 0)
    print(`Left empty, consent withdrawn: ${plan.withdrawn.map(({ seat }) => seat).join(', ')}`);
  print(`Codes to be made: ${plan.coded.length}`);
}

function writeCodes(path: string, sheet: string): void {
  try {
    writeFileSync(path, `\uFEFF${sheet}`, { mode: 0o600, flag: 'wx', flush: true });
  } catch {
    throw new Refusal(`${path} cannot be written, or is there already. Nothing was imported.`);
  }
}

/** New seats count from the next round on (metrics.md, Expected). */
async function hintAtOpenRounds(
  { print }: Console,
  plan: RosterPlan,
  { models, now }: { readonly models: Models; readonly now: Instant },
): Promise<void> {
  if (plan.added.length === 0) return;
  const periods = await readPeriods(models);
  const open = periods.filter(({ opened, round }) => opened && now <= round.dueAt);
  for (const { round } of open) {
    print(
      `${round.id} is open and does not expect the new seats. To count them before its deadline:`,
    );
    print(`  npm run programme:recount -- ${round.id} --reason TEXT --apply`);
  }
}

if (require.main === module) void asProgram(rosterImport);
