/**
 * Something is broken (never a person's slip, never a refusal: those are returned).
 * `kind` tells who catches it what to do: `passing` may work when tried again, `lasting` will not.
 */
export class AppError extends Error {
  readonly code: string;
  readonly kind: 'passing' | 'lasting';
  constructor(code: string, about: { kind: 'passing' | 'lasting'; cause?: unknown }) {
    super(code, { cause: about.cause });
    this.name = 'AppError';
    this.code = code;
    this.kind = about.kind;
  }
}
