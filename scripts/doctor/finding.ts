/** One line of the doctor: `FAIL` must be put right before the bot can work, `warn` should be looked at. */
export type Finding = {
  readonly level: 'ok' | 'warn' | 'FAIL';
  readonly about: string;
  /** What was found and, unless all is well, what to do. */
  readonly says: string;
};

export const ok = (about: string, says: string): Finding => ({ level: 'ok', about, says });
export const warn = (about: string, says: string): Finding => ({ level: 'warn', about, says });
export const fail = (about: string, says: string): Finding => ({ level: 'FAIL', about, says });
