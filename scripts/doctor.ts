/** `npm run doctor`: looks at everything the bot needs, changes nothing, says what to do. */
import { type OperatorConfig, readOperatorConfig } from '../src/config.js';
import { secondMs } from '../src/core/time.js';
import { systemClock } from '../src/infra/clock.js';
import { limitFetch } from '../src/infra/line/deadline-agent.js';
import { checkDatabase } from './doctor/database.js';
import { type Finding, ok, warn } from './doctor/finding.js';
import { checkLine } from './doctor/line.js';
import { checkSettings } from './doctor/settings.js';
import { asProgram, type Console, type ExitCode, readArguments, run } from './operator-command.js';

const usage = `Usage: npm run doctor
  Looks at settings, database, LINE, jobs and dead letters; changes nothing. Exit code 1 when something FAILs.`;

const lineDeadlineMs = 5 * secondMs;

export const doctor = (io: Console): Promise<ExitCode> =>
  run<0 | 1>(io, async () => {
    readArguments(io.argv, {}, usage, 'flags-only');
    const environment = io.environment();
    const { config, findings } = checkSettings(environment);
    const operator = config ?? operatorSettings(environment);
    const more = await Promise.all([
      operator ? checkDatabase(operator, systemClock().now()) : [],
      config ? checkLine(config) : [],
      config ? checkBot(config.port) : [],
    ]);
    const all: readonly Finding[] = [...findings, ...more.flat()];
    for (const { level, about, says } of all)
      io.print(`${level.padEnd(5)} ${about.padEnd(18)} ${says}`);
    return all.some(({ level }) => level === 'FAIL') ? 1 : 0;
  });

/** What of the settings the database needs; null when that is wrong too. */
function operatorSettings(environment: Parameters<typeof readOperatorConfig>[0]) {
  try {
    return readOperatorConfig(environment) satisfies OperatorConfig;
  } catch {
    // Said already: these are among the bot's settings.
    return null;
  }
}

async function checkBot(port: number): Promise<readonly Finding[]> {
  const about = 'bot';
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
    const { reasons } = (await answer.json()) as { reasons: readonly string[] };
    return [
      answer.ok
        ? ok(about, `ready on port ${port}`)
        : warn(about, `not ready on port ${port}: ${reasons.join('; ')}`),
    ];
  } catch {
    return [warn(about, `nobody answers on port ${port}: npm start`)];
  }
}

if (require.main === module) {
  limitFetch(lineDeadlineMs);
  void asProgram(doctor);
}
