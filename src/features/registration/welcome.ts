import { type Effect, say, write } from '../../flow/effect.js';
import type { Moment } from '../../flow/flow.js';
import { card, text, types } from '../../say/message.js';
import type { Press } from '../../say/press.js';
import { th } from '../../say/th/catalogue.js';

/** Somebody added the account as a friend, or unblocked it; `menu` is what they can do here. */
export function welcome({ actor, at }: Moment, menu: readonly Press[]): readonly Effect[] {
  const words = th.registration;
  if (actor.member)
    return [
      write({ kind: 'member.reach', user: actor.id, reachable: true, at }),
      say(text(words.welcomeBack(), menu)),
    ];
  if (actor.isAdmin) return [say(text(words.welcomeAdmin(), menu))];
  return [
    say(
      card('panel', {
        tone: 'good',
        title: words.welcomeTitle(),
        lines: words.welcomeLines().map((line) => ({ line })),
        rows: [],
        main: [{ action: types(th.words.register[0]) }],
        others: [{ action: types(th.words.contact[0]) }],
      }),
    ),
  ];
}

/** Somebody blocked the account: nothing can be said, so it is only remembered. */
export const farewell = ({ actor, at }: Moment): readonly Effect[] =>
  actor.member ? [write({ kind: 'member.reach', user: actor.id, reachable: false, at })] : [];
