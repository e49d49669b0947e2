import { readFileSync, statSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import {
  ConfigError,
  type Environment,
  loadDotEnv,
  type OperatorConfig,
  readOperatorConfig,
} from '../src/config.js';
import { AppError } from '../src/core/fault.js';
import type { Instant } from '../src/core/time.js';
import { systemClock } from '../src/infra/clock.js';
import type { Database } from '../src/infra/mongo/database.js';
import type { Secrets } from '../src/infra/secrets.js';
import { openOperatorDatabase } from '../src/operate.js';

/** 0 done, 2 refused: wrong use, or input that must be put right first. */
export type Verdict = 0 | 2;
/** 1 something is broken, 78 wrong settings (as `npm start`). */
export type ExitCode = Verdict | 1 | 78;

/** What an operator command is given to work with. */
export type Console = {
  readonly argv: readonly string[];
  readonly environment: () => Environment;
  /** Prints one line. */
  readonly print: (line: string) => void;
};

/** Input that is refused, in one sentence; `run` prints it and answers 2. */
export class Refusal extends Error {}

const brokenText: Readonly<Record<string, string>> = {
  'database-unreachable': 'The database cannot be reached.',
  'database-standalone': 'MONGODB_URI names a standalone server; transactions need a replica set.',
  'secret-key-unreadable': 'The secret key kept in DATA_DIR cannot be read or is damaged.',
  'wrong-secret-key':
    'SECRET_KEY is not the key with which the stored telephone numbers were sealed.',
  'roster-changed': 'Somebody else imported at the same moment; nothing was changed. Run it again.',
};

/** What an operator reads of an error. */
export function sentenceOf(error: unknown): string {
  const known = error instanceof AppError ? brokenText[error.code] : undefined;
  return known ?? (error instanceof Error ? error.message : String(error));
}

/** Runs a command and turns whatever goes wrong into sentences and an exit code, never a stack trace. */
export async function run<V extends ExitCode = Verdict>(
  { print }: Console,
  command: () => Promise<V>,
): Promise<ExitCode> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof ConfigError) {
      print('The settings are wrong:');
      for (const { key, problem } of error.problems) print(`  ${key} ${problem}`);
      return 78;
    }
    if (error instanceof Refusal) {
      print(error.message);
      return 2;
    }
    print(sentenceOf(error));
    return 1;
  }
}

/**
 * The arguments, or a Refusal with the usage when there is an unknown one, too many or too few. Besides
 * its flags a command takes one word, `what`, or none.
 */
export function readArguments<O extends NonNullable<ParseArgsConfig['options']>>(
  argv: readonly string[],
  options: O,
  usage: string,
  takes: 'one-word' | 'flags-only' = 'one-word',
) {
  const parse = () => parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n${usage}`);
  }
  const { positionals, values } = parsed;
  if (positionals.length !== (takes === 'one-word' ? 1 : 0)) throw new Refusal(usage);
  return { what: positionals[0] ?? '', values };
}

/** The bytes of a file that an operator named. */
export function readInput(path: string): Buffer {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new Refusal(`There is no file ${path}.`);
  if (!stat.isFile()) throw new Refusal(`${path} is not a file.`);
  try {
    return readFileSync(path);
  } catch {
    throw new Refusal(`${path} cannot be read.`);
  }
}

/** Opens what the settings name, works on it, and closes it whatever happens. */
export async function withOperatorDatabase<T>(
  { environment }: Console,
  work: (world: {
    config: OperatorConfig;
    database: Database;
    secrets: Secrets;
    now: Instant;
  }) => Promise<T>,
): Promise<T> {
  const config = readOperatorConfig(environment());
  const { database, secrets, close } = await openOperatorDatabase(config);
  try {
    return await work({ config, database, secrets, now: systemClock().now() });
  } finally {
    await close();
  }
}

/** Runs a command as the main program of this process. */
export async function asProgram(command: (io: Console) => Promise<ExitCode>): Promise<void> {
  // Whoever reads may stop reading (`| head`); the work goes on to its end.
  process.stdout.on('error', () => {});
  process.exitCode = await command({
    argv: process.argv.slice(2),
    environment: () => loadDotEnv(process.cwd()),
    print: (line) => console.log(line),
  });
}
