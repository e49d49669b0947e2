import pino, { type DestinationStream } from 'pino';

/** Ids and kinds only: never what was said, names, numbers to call or secrets. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>> & {
  /** Taken by the name of what happened. */
  readonly event?: never;
};

export type Log = {
  info(event: string, about?: LogFields): void;
  warn(event: string, about?: LogFields): void;
  /** The error's code and stack are kept; messages of foreign errors may quote what people typed. */
  error(event: string, error: unknown, about?: LogFields): void;
};

type Described = { readonly name: string; readonly code: string; readonly stack: string };

function describe(error: unknown): Described {
  if (!(error instanceof Error)) return { name: typeof error, code: '', stack: '' };
  const code = 'code' in error ? String(error.code) : '';
  const stack = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .join('\n');
  return { name: error.name, code, stack };
}

/** JSON lines on standard output, or on `to`. */
export function makeLog(level: string, to?: DestinationStream): Log {
  const logger = pino({ level, base: null }, to ?? pino.destination({ sync: true }));
  return {
    info: (event, about) => logger.info({ event, ...about }),
    warn: (event, about) => logger.warn({ event, ...about }),
    error: (event, error, about) => {
      const cause = error instanceof Error && error.cause ? { cause: describe(error.cause) } : {};
      logger.error({ event, ...about, error: describe(error), ...cause });
    },
  };
}
