/** One line of the table: a figure beside its yardstick of the same run. */
export type Row = {
  readonly what: string;
  readonly measured: string;
  readonly yardstick: string;
  readonly goal: string;
  readonly isReached: boolean;
};

export const whole = (n: number): string => Math.round(n).toLocaleString('en-US');
/** Milliseconds as seconds. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
