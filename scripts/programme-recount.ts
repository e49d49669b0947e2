/** `npm run programme:recount -- ROUND --reason TEXT [--apply]`: counts anew which seats a round expects. */
import { recountRound } from '../src/infra/jobs/recount-round.js';
import {
  asProgram,
  type Console,
  type ExitCode,
  Refusal,
  readArguments,
  run,
  withOperatorDatabase,
} from './operator-command.js';

const usage = `Usage: npm run programme:recount -- ROUND --reason TEXT [--apply]
  ROUND    an open round before its deadline, e.g. 2564-phase-1.a3.r1
  --reason why; it is kept in the audit trail
  --apply  really does it; without it only what would change is printed`;

const options = { apply: { type: 'boolean', default: false }, reason: { type: 'string' } } as const;

const refusals = {
  'no-reason': 'A recount needs --reason.',
  'unknown-round': 'The programme in force has no such round.',
  'not-open': 'The round is not open yet: it will count its seats when it opens.',
  'past-deadline': 'The deadline has passed: Expected is fixed for good.',
} as const;

export const programmeRecount = (io: Console): Promise<ExitCode> =>
  run(io, async () => {
    const { what: round, values } = readArguments(io.argv, options, usage);
    const reason = values.reason ?? '';
    const mode = values.apply ? 'apply' : 'dry-run';
    const answer = await withOperatorDatabase(io, ({ database: { models }, now }) =>
      recountRound({ models, now, round, reason, who: 'operator', mode }),
    );
    if (answer.kind === 'refused') throw new Refusal(refusals[answer.why]);
    const { before, after, added, removed, kept } = answer.recount;
    io.print(`${round}: Expected ${before} -> ${after}`);
    for (const [what, seats] of [
      ['Added', added],
      ['Removed', removed],
      ['Left, but have reported', kept],
    ] as const)
      if (seats.length > 0) io.print(`${what}: ${seats.join(' ')}`);
    if (!values.apply) io.print('Nothing was changed: this was a dry run. Do it with --apply.');
    return 0;
  });

if (require.main === module) void asProgram(programmeRecount);
