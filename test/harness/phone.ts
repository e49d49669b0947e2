import { createHash } from 'node:crypto';
import type { UserId } from '../../src/core/ids.js';
import type { Simulator } from '../../src/simulator/start-simulator.js';

export type Json = Readonly<Record<string, unknown>>;
type Shown = ReturnType<Simulator['chat']>[number];

/** The LINE user id of a made-up person: always the same for the same name. */
export const userIdOf = (name: string): UserId =>
  `U${createHash('md5').update(name).digest('hex')}` as UserId;

const isObject = (v: unknown): v is Json =>
  typeof v === 'object' && v !== null && !Array.isArray(v);

function* walk(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const v of value) yield* walk(v);
  else if (isObject(value)) {
    yield value;
    for (const v of Object.values(value)) yield* walk(v);
  }
}

/** Every button of a message, quick replies last, as LINE's action objects. */
const actionsOf = (message: unknown): readonly Json[] =>
  [...walk(message)].map((o) => o.action).filter(isObject);

/** What one chat shows: nothing can be pressed that is not, or never was, on its screen. */
export type Screen = {
  /** Messages of the bot that came since the last look. */
  news(): readonly Json[];
  /** The newest (or oldest) button with this label; throws, naming what is there. */
  button(label: string, which: 'newest' | 'oldest'): Json & { readonly type: string };
};

export function makeScreen(simulator: Simulator, chatId: string): Screen {
  let looked = 0;
  const fromBot = (): readonly Shown[] => simulator.chat(chatId).filter((e) => e.from === 'bot');
  return {
    news() {
      const all = fromBot();
      const fresh = all.slice(looked);
      looked = all.length;
      return fresh.flatMap((e) => (e.message ? [e.message] : []));
    },
    button(label, which) {
      const all = fromBot().flatMap((e) => actionsOf(e.message));
      const fits = all.filter((a) => a.label === label);
      const found = which === 'oldest' ? fits[0] : fits.at(-1);
      if (!found || typeof found.type !== 'string') {
        const there = [...new Set(all.map((a) => String(a.label)))].join(', ');
        throw new Error(`there is no button '${label}'; there are: ${there}`);
      }
      return { ...found, type: found.type };
    },
  };
}

/** One person with a phone. */
export type Phone = Screen & { readonly id: UserId };

export function makePhone(simulator: Simulator, name: string): Phone {
  const id = userIdOf(name);
  simulator.person(id, name);
  return { id, ...makeScreen(simulator, id) };
}
