import { z } from 'zod';
import { note, say, sayForSure, write } from '../../flow/effect.js';
import { defineFlow } from '../../flow/flow.js';
import { isChosen } from '../../flow/steps.js';
import { card, presses, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';

const words = th.privacy;

const draftSchema = z.object({});

/** Withdrawing consent: one question, then the person disappears and the seat's figures stay. */
export const withdraw = defineFlow<unknown, object, 'sure', { readonly holdsSeat: boolean }>({
  id: 'withdraw',
  version: 1,
  about: words.about,
  blank: () => ({}),
  parse: (draft) => draftSchema.parse(draft),
  load: async (_ports, { moment }) => ({ holdsSeat: moment.actor.seat !== null }),
  open: (draft, _facts, { actor, at }) =>
    actor.member
      ? { step: 'sure', draft }
      : // An unfinished registration may hold what was typed; that goes as well.
        {
          refuse: [
            write({ kind: 'member.erase', user: actor.id, at }),
            say(text(words.nothing(), [types(th.words.menu[0])])),
          ],
        },
  steps: {
    sure: {
      ask: (_draft, facts, answer) =>
        card('panel', {
          tone: 'warn',
          title: words.askTitle(),
          lines: words.askLines(facts).map((line) => ({ line })),
          rows: [],
          main: [{ action: presses(words.keep(), answer('keep')) }],
          others: [{ action: presses(words.erase(), answer('erase')) }],
        }),
      hear: (value, draft) => {
        if (isChosen(value, 'erase', words.erase())) return { ok: true, draft, next: 'end' };
        return isChosen(value, 'keep', words.keep())
          ? { ok: 'over', effects: [say(text(words.kept(), [types(th.words.menu[0])]))] }
          : { ok: false, hint: th.common.pressOne() };
      },
    },
  },
  end: (_draft, _facts, { actor, at }) => [
    write({ kind: 'member.erase', user: actor.id, at }),
    note('member.erased', {}),
    sayForSure(text(words.erased(), [types(th.words.register[0])])),
  ],
});
