import type { Effect } from './effect.js';
import type { Moment } from './flow.js';

/** A word answered at once: load the facts, then decide. `P` is what it needs of the world. */
export type Command<P, F> = {
  readonly load: (ports: P, moment: Moment, args: string) => Promise<F>;
  /** null: to be answered exactly like an unknown word or button. */
  readonly decide: (facts: F, moment: Moment, args: string) => readonly Effect[] | null;
};

/** A command whose facts nobody else needs to know. */
export type AnyCommand<P> = (
  ports: P,
  moment: Moment,
  args: string,
) => Promise<readonly Effect[] | null>;

export const defineCommand =
  <P, F>(command: Command<P, F>): AnyCommand<P> =>
  async (ports, moment, args) =>
    command.decide(await command.load(ports, moment, args), moment, args);
