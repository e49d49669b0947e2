import type { Effect } from '../flow/effect.js';
import type { Session } from '../flow/talk.js';
import { type Message, types, withChoices } from '../say/message.js';
import { th } from '../say/th/catalogue.js';

/** What one thing that somebody did comes to. */
export type Decision = { readonly session: Session; readonly effects: readonly Effect[] };

const goOn = types(th.words.resume[0]);

/** Adds "go on" to the last thing said while a conversation is waiting. */
export function offerToGoOn({ session, effects }: Decision): Decision {
  if (session.waiting.length === 0) return { session, effects };
  const last = effects.findLastIndex((e) => e.do === 'say');
  return {
    session,
    effects: effects.map((effect, i) => {
      if (i !== last || effect.do !== 'say') return effect;
      const messages = effect.messages.map((m: Message, j) =>
        j === effect.messages.length - 1 ? withGoOn(m) : m,
      );
      return { ...effect, messages };
    }),
  };
}

const withGoOn = (message: Message): Message => ({
  ...withChoices({ ...message, choices: [goOn] }, message.choices ?? []),
});
