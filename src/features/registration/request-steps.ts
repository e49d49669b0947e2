import type { Actor } from '../../core/actor.js';
import type { AreaCode } from '../../core/area.js';
import { say } from '../../flow/effect.js';
import type { Answer, Step } from '../../flow/flow.js';
import { askText, isChosen } from '../../flow/steps.js';
import { readPersonName } from '../../read/person-name.js';
import { areaChoices, areaTitle } from '../../say/area-title.js';
import { card, type Message, presses, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import type { Draft, Facts, StepName } from './draft.js';
import { waitingCard } from './own-request.js';
import { onlyOption, otherTambon } from './place-heard.js';

const words = th.joining;

const elsewhere = [types(th.words.contact[0]), types(th.words.cancel[0])];

type RequestStep = Extract<StepName, 'tambon' | 'pick' | 'own-name' | 'check'>;

/** Which tambon → which of those of that name → own name → "is this right?": for somebody without a code. */
export const requestSteps: { readonly [K in RequestStep]: Step<Draft, StepName, Facts> } = {
  tambon: {
    ask: ({ name }, { place }) =>
      text(words.askTambon({ again: place !== null || name !== '' }), elsewhere),
    hear: (_value, draft, facts) => keepPlace(draft, facts),
  },
  pick: {
    ask: ({ options, near }, { areas }, answer) => {
      const other = [presses(words.otherTambon(), answer(otherTambon)), ...elsewhere];
      const only = onlyOption(options);
      if (only)
        return text(words.nearOne({ area: areaTitle(areas, only) }), [
          presses(th.common.yes(), answer(only)),
          ...other,
        ]);
      const lines = options.map((code, i) =>
        words.option({ number: i + 1, area: areaTitle(areas, code) }),
      );
      return text(near ? words.near({ lines }) : words.several({ lines }), [
        ...areaChoices(areas, options).map(({ label, code }, i) =>
          presses(words.option({ number: i + 1, area: label }), answer(code)),
        ),
        ...other,
      ]);
    },
    hear: (_value, draft, facts) => keepPlace(draft, facts),
  },
  'own-name': askText({
    ask: ({ tambon }, { areas }) => words.askName({ tambon: titleOf(areas, tambon) }),
    read: readPersonName,
    hint: words.badName,
    keep: (name, draft) => ({ ok: true, draft: { ...draft, name }, next: 'check' }),
  }),
  check: {
    ask: ({ tambon, name }, { areas }, answer) =>
      card('panel', {
        tone: 'plain',
        title: words.checkTitle(),
        lines: [{ line: words.nameLine() }],
        rows: [
          { label: words.nameRow(), value: name },
          { label: words.tambonRow(), value: titleOf(areas, tambon) },
        ],
        main: [{ action: presses(words.send(), answer('send')) }],
        others: [
          { action: presses(words.changeName(), answer('name')) },
          { action: presses(words.changeTambon(), answer('tambon')) },
        ],
      }),
    hear: (value, draft, facts, { actor }) => {
      if (!actor.member && draft.consentAt === null) return { ok: true, draft, next: 'consent' };
      if (isChosen(value, 'send', words.send()))
        return whyNotNow(facts, actor) ?? { ok: true, draft, next: 'end' };
      if (isChosen(value, 'name', words.changeName())) return { ok: true, draft, next: 'own-name' };
      if (isChosen(value, 'tambon', words.changeTambon()))
        return { ok: true, draft: { ...draft, tambon: null }, next: 'tambon' };
      return { ok: false, hint: th.common.pressOne() };
    },
  },
};

/** Why this person cannot ask for a seat now, as a conversation taken back may find; null when they can. */
export function whyNotNow(
  { areas, waiting, tooMany }: Facts,
  { seat }: Actor,
): Exclude<Answer<Draft, StepName>, { ok: true }> | null {
  const over = (message: Message) => ({ ok: 'over', effects: [say(message)] }) as const;
  if (seat) return over(text(th.registration.already(), [types(th.words.menu[0])]));
  if (waiting) return over(waitingCard(areas, waiting));
  return tooMany ? { ok: false, hint: words.tooMany() } : null;
}

const titleOf = (areas: Facts['areas'], tambon: AreaCode | null): string =>
  tambon ? areaTitle(areas, tambon) : '';

/** Another name was typed: what was offered for the one before is of no use any more. */
const nameAnew = (draft: Draft, why: string): Answer<Draft, StepName> =>
  draft.options.length === 0
    ? { ok: false, hint: why }
    : { ok: true, draft: { ...draft, options: [] }, next: 'tambon', remark: why };

/** A question that yes answers is asked again with its words. */
function unknownPlace({ options }: Draft, areas: Facts['areas']): string {
  const only = onlyOption(options);
  return only ? words.nearOne({ area: areaTitle(areas, only) }) : words.tambonUnknown();
}

function keepPlace(draft: Draft, { areas, place, seats }: Facts): Answer<Draft, StepName> {
  if (!place) return { ok: false, hint: unknownPlace(draft, areas) };
  switch (place.kind) {
    case 'none':
      return { ok: false, hint: unknownPlace(draft, areas) };
    case 'other':
      return { ok: true, draft: { ...draft, options: [] }, next: 'tambon' };
    case 'too-many':
      return nameAnew(draft, words.tooManyTambons({ count: place.count }));
    case 'outside':
      return nameAnew(draft, words.noneInside());
    case 'options':
      return {
        ok: true,
        draft: { ...draft, options: [...place.codes], near: place.near },
        next: 'pick',
      };
    case 'one':
      // Which tambons take part is published; who stands in their rosters is not.
      if (seats.length === 0)
        return nameAnew(draft, words.tambonOutside({ tambon: areaTitle(areas, place.code) }));
      return { ok: true, draft: { ...draft, tambon: place.code, options: [] }, next: 'own-name' };
  }
}
