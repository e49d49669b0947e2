import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { parseUserId, type UserId } from './core/ids.js';

export type Environment = Readonly<Record<string, string | undefined>>;
export type ConfigProblem = { readonly key: string; readonly problem: string };

/** Everything that is wrong with the settings, at once. Messages never quote a value. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];
  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ key, problem }) => `${key} ${problem}`).join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** The settings that operator commands use. */
export type OperatorConfig = {
  readonly nodeEnv: 'development' | 'test' | 'production';
  /** Absolute. */
  readonly dataDir: string;
  /** Names a database; null for the embedded one in `dataDir`. */
  readonly mongodbUri: string | null;
  /** 32 bytes; null (never in production) for the key kept in `dataDir`. */
  readonly secretKey: Buffer | null;
  readonly adminUserIds: readonly UserId[];
  readonly logLevel: z.output<typeof logLevel>;
};

/** The settings of the bot: contract.md, Environment. */
export type Config = OperatorConfig & {
  readonly port: number;
  /** The one in use first; a second while rotating. */
  readonly channelSecrets: readonly string[];
  readonly channelAccessToken: string;
  /** Without a slash at the end, as all addresses here. */
  readonly lineApiBaseUrl: string;
  readonly lineDataApiBaseUrl: string;
  /** Null for the socket file alone; 0 for any free port. */
  readonly embeddedMongoPort: number | null;
  readonly publicBaseUrl: string | null;
  /** Null: `/metrics` answers loopback only. */
  readonly metricsToken: string | null;
  /** Null: what LINE's quota endpoint says. */
  readonly monthlyMessageLimit: number | null;
  /** Recipients above which a second person must approve. */
  readonly broadcastApprovalOver: number;
};

type Mode = OperatorConfig['nodeEnv'];
const logLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
  error: 'must be fatal, error, warn, info, debug, trace or silent',
});
const nodeEnv = z.enum(['development', 'test', 'production'], {
  error: 'must be development, test or production',
});

const text = (ifMissing: string) => z.string({ error: `is missing: ${ifMissing}` });

function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  const fits = (t: string): boolean =>
    /^\d{1,10}$/.test(t) && Number(t) >= least && Number(t) <= most;
  return z.string().refine(fits, { error }).transform(Number);
}

function isAddress(said: string, mode: Mode): boolean {
  if (!URL.canParse(said)) return false;
  const { protocol, search, hash, username } = new URL(said);
  const safe = protocol === 'https:' || (protocol === 'http:' && mode !== 'production');
  return safe && `${search}${hash}${username}` === '';
}

const address = (mode: Mode) =>
  z
    .string()
    .refine((t) => isAddress(t, mode), {
      error:
        mode === 'production'
          ? 'must be an https address without user, ? or #'
          : 'must be an http or https address without user, ? or #',
    })
    .transform((t) => t.replace(/\/+$/, ''));

const list = (t: string): readonly string[] => t.split(',').map((part) => part.trim());

const channelSecrets = text('the channel secret from the LINE Developers console')
  .transform(list)
  .refine((all) => all.length <= 2 && all.every((one) => /^\S+$/.test(one)), {
    error: 'must be one secret, or two with a comma between while rotating',
  });

const adminUserIds = z
  .string()
  .transform((t, check) => {
    const ids = list(t).map(parseUserId);
    const wrong = ids.flatMap((id, i) => (id ? [] : [i + 1]));
    if (wrong.length === 0) return [...new Set(ids.flatMap((id) => id ?? []))];
    check.addIssue(`must be U and 32 hex digits each; not so: number ${wrong.join(', ')}`);
    return z.NEVER;
  })
  .default([]);

/** scheme and hosts, database name, options */
const mongoUri = /^(mongodb(?:\+srv)?:\/\/[^/?#\s]+)(?:\/([^/?#\s]*))?(\?[^#\s]*)?$/;
/** The database of the product where an address names none. */
export const databaseName = 'change_leaders';

const mongodbUri = z
  .string()
  .regex(mongoUri, {
    error: 'must be mongodb:// or mongodb+srv:// with hosts, /database, ?options',
  })
  .transform((uri) =>
    uri.replace(
      mongoUri,
      (_, hosts: string, name: string | undefined, options: string | undefined) =>
        `${hosts}/${name || databaseName}${options ?? ''}`,
    ),
  )
  .optional();

function secretKey(mode: Mode) {
  const key = text('32 random bytes, base64 (openssl rand -base64 32)')
    .regex(/^[A-Za-z0-9+/]{43}=$/, { error: 'must be exactly 32 bytes in base64' })
    .transform((t) => Buffer.from(t, 'base64'));
  return mode === 'production' ? key : key.optional();
}

const operatorSettings = (mode: Mode) => ({
  NODE_ENV: nodeEnv.default('development'),
  MONGODB_URI: mongodbUri,
  DATA_DIR: z
    .string()
    .default('./.data')
    .transform((folder) => resolve(folder)),
  SECRET_KEY: secretKey(mode),
  ADMIN_USER_IDS: adminUserIds,
  LOG_LEVEL: logLevel.default('info'),
});

/** Every key of the environment; `.env.example` lists the same ones. */
export const settings = (mode: Mode) => ({
  ...operatorSettings(mode),
  PORT: wholeNumber(0, 65_535).default(3000),
  LINE_CHANNEL_SECRET: channelSecrets,
  LINE_CHANNEL_ACCESS_TOKEN: text('a channel access token from the LINE Developers console').regex(
    /^\S+$/,
    { error: 'must not contain spaces' },
  ),
  LINE_API_BASE_URL: address(mode).default('https://api.line.me'),
  LINE_DATA_API_BASE_URL: address(mode).default('https://api-data.line.me'),
  EMBEDDED_MONGO_PORT: wholeNumber(0, 65_535).optional(),
  PUBLIC_BASE_URL: address(mode).optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/, { error: 'must have at least 16 characters and no spaces' })
    .optional(),
  MONTHLY_MESSAGE_LIMIT: wholeNumber(0, 1_000_000_000).optional(),
  BROADCAST_APPROVAL_OVER: wholeNumber(0, 1_000_000_000).default(1000),
});

/** Without what is empty or blank: that counts as unset. */
const setOnly = (env: Environment): Environment =>
  Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value?.trim() ? [[key, value.trim()]] : [])),
  );

/** A mode that nobody knows is held to the strictest rules. */
const modeOf = (env: Environment): Mode =>
  nodeEnv.default('development').catch('production').parse(env.NODE_ENV);

function parsed<T>(schema: z.ZodType<T>, env: Environment): T {
  const read = schema.safeParse(env);
  if (read.success) return read.data;
  throw new ConfigError(
    read.error.issues.map((i) => ({ key: i.path.join('.'), problem: i.message })),
  );
}

type OperatorSettings = z.output<z.ZodObject<ReturnType<typeof operatorSettings>>>;
const operatorConfigOf = (read: OperatorSettings): OperatorConfig => ({
  nodeEnv: read.NODE_ENV,
  dataDir: read.DATA_DIR,
  mongodbUri: read.MONGODB_URI ?? null,
  secretKey: read.SECRET_KEY ?? null,
  adminUserIds: read.ADMIN_USER_IDS,
  logLevel: read.LOG_LEVEL,
});

/** The bot's settings. Throws ConfigError with every wrong or missing key. */
export function readConfig(env: Environment): Config {
  const given = setOnly(env);
  const read = parsed(z.object(settings(modeOf(given))), given);
  return {
    ...operatorConfigOf(read),
    port: read.PORT,
    channelSecrets: read.LINE_CHANNEL_SECRET,
    channelAccessToken: read.LINE_CHANNEL_ACCESS_TOKEN,
    lineApiBaseUrl: read.LINE_API_BASE_URL,
    lineDataApiBaseUrl: read.LINE_DATA_API_BASE_URL,
    embeddedMongoPort: read.EMBEDDED_MONGO_PORT ?? null,
    publicBaseUrl: read.PUBLIC_BASE_URL ?? null,
    metricsToken: read.METRICS_TOKEN ?? null,
    monthlyMessageLimit: read.MONTHLY_MESSAGE_LIMIT ?? null,
    broadcastApprovalOver: read.BROADCAST_APPROVAL_OVER,
  };
}

/** The settings that operator commands use; says nothing of the others. Throws ConfigError. */
export function readOperatorConfig(env: Environment): OperatorConfig {
  const given = setOnly(env);
  return operatorConfigOf(parsed(z.object(operatorSettings(modeOf(given))), given));
}

/**
 * The environment of `npm start` and of the operator commands: the process's own, then `.env` in `cwd`
 * when there is one, then NODE_ENV=production (contract.md). Tests and the demo never call it.
 * Throws ConfigError when there is an `.env` that cannot be read.
 */
export function loadDotEnv(cwd: string): Environment {
  return { NODE_ENV: 'production', ...setOnly(readDotEnv(cwd)), ...setOnly(process.env) };
}

/** The demo reads the place of its data and the port of its page, and nothing else (contract.md). */
export function readDemoConfig(): {
  readonly environment: string;
  readonly dataDir: string;
  readonly port: number;
} {
  const { DATA_DIR, PORT } = setOnly(process.env);
  const read = parsed(
    z.object({
      DATA_DIR: operatorSettings('development').DATA_DIR,
      PORT: settings('development').PORT,
    }),
    { DATA_DIR, PORT },
  );
  return { environment: process.env.NODE_ENV ?? 'demo', dataDir: read.DATA_DIR, port: read.PORT };
}

function readDotEnv(cwd: string): Environment {
  const file = join(cwd, '.env');
  if (!existsSync(file)) return {};
  try {
    return parseEnv(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    throw new ConfigError([{ key: '.env', problem: 'cannot be read' }]);
  }
}
