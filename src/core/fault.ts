/** What may be done about it. */
export type FaultKind = 'passing' | 'contended' | 'lasting';

/**
 * Something is broken (never a person's slip, never a refusal: those are returned).
 * `kind` tells who catches it what to do: `passing` may work when tried again, `contended` may too but
 * not for ever, `lasting` will not.
 */
export class AppError extends Error {
  readonly code: string;
  readonly kind: FaultKind;
  constructor(code: string, about: { kind: FaultKind; cause?: unknown }) {
    super(code, { cause: about.cause });
    this.name = 'AppError';
    this.code = code;
    this.kind = about.kind;
  }
}

/** The code an error carries; undefined when it has none. */
export const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
