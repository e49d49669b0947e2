import { says } from '../read/word.js';
import { type Message, presses, text, types } from '../say/message.js';
import type { Press } from '../say/press.js';
import { th } from '../say/th/catalogue.js';
import type { Answer, Step } from './flow.js';

/** Whether somebody pressed a button, or typed what stands on it. */
export const isChosen = (said: string | null, value: string, label: string): boolean =>
  said === value || (said !== null && says(said, label));

/** A question answered by pressing one of a few buttons; typing what stands on one is as good. */
export function askChoice<D, S extends string, F>(p: {
  ask: (draft: D, facts: F) => string;
  choices: (draft: D, facts: F) => readonly { readonly label: string; readonly value: string }[];
  pick: (value: string, draft: D, facts: F) => Answer<D, S>;
  /** The value of a choice said in other words. */
  read?: (said: string, draft: D, facts: F) => string | null;
  /** Buttons beside the choices that lead elsewhere. */
  also?: (draft: D, facts: F) => readonly Press[];
}): Step<D, S, F> {
  return {
    ask: (draft, facts, answer): Message =>
      text(p.ask(draft, facts), [
        ...p.choices(draft, facts).map((c) => presses(c.label, answer(c.value))),
        ...(p.also?.(draft, facts) ?? []),
      ]),
    hear: (value, draft, facts) => {
      const choice = p.choices(draft, facts).find((c) => isChosen(value, c.value, c.label));
      const meant = choice?.value ?? (value && p.read?.(value, draft, facts));
      return meant ? p.pick(meant, draft, facts) : { ok: false, hint: th.common.pressOne() };
    },
  };
}

/** A question answered by typing; `read` returns null for what it cannot use. */
export function askText<D, S extends string, F>(p: {
  ask: (draft: D, facts: F) => string;
  read: (words: string) => string | null;
  hint: () => string;
  keep: (value: string, draft: D, facts: F) => Answer<D, S>;
}): Step<D, S, F> {
  return {
    ask: (draft, facts) => text(p.ask(draft, facts), [types(th.words.cancel[0])]),
    hear: (value, draft, facts) => {
      const read = value === null ? null : p.read(value);
      return read === null ? { ok: false, hint: p.hint() } : p.keep(read, draft, facts);
    },
  };
}
