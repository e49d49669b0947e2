import { z } from 'zod';
import type { Actor } from '../../core/actor.js';
import type { AreaBook, AreaCode } from '../../core/area.js';
import { codeEndsAt } from '../../core/claim-code.js';
import { note, sayForSure, write } from '../../flow/effect.js';
import { type Answer, defineFlow } from '../../flow/flow.js';
import { askChoice } from '../../flow/steps.js';
import { areaOfNumber, readDutyArea } from '../../read/duty-area.js';
import { areaTitle, mostChoices } from '../../say/area-title.js';
import { card, text, types } from '../../say/message.js';
import { th } from '../../say/th/catalogue.js';
import { whichArea } from '../../say/which-area.js';
import type { InvitePorts, NewCode } from './facts.js';

const words = th.invite;

const code = z.string().transform((s) => s as AreaCode);
const draftSchema = z.object({
  place: z.string(),
  area: code.nullable(),
  options: z.array(code),
  /** The options only look like what was typed. */
  near: z.boolean(),
});
type Draft = z.output<typeof draftSchema>;

type StepName = 'area' | 'pick' | 'confirm';
type Facts = { readonly areas: AreaBook; readonly actor: Actor; readonly fresh: NewCode };

/** An admin makes a dated, single-use code for the officer of a district or province. */
export const invite = defineFlow<InvitePorts, Draft, StepName, Facts>({
  id: 'invite',
  version: 1,
  about: words.about,
  blank: (place) => ({ place, area: null, options: [], near: false }),
  parse: (draft) => draftSchema.parse(draft),
  load: async (ports, { moment: { actor } }) => ({
    areas: ports.areas,
    actor,
    fresh: ports.newCode(),
  }),
  open: (draft, facts) => {
    if (draft.place === '') return { step: 'area', draft };
    const answer = hearPlace(draft.place, draft, facts);
    return answer.ok === true && answer.next !== 'end'
      ? { step: answer.next, draft: answer.draft }
      : { step: 'area', draft, remark: words.none() };
  },
  steps: {
    area: {
      ask: () => text(words.askArea(), [types(th.words.cancel[0])]),
      hear: (value, draft, facts) =>
        value === null ? { ok: false, hint: words.none() } : hearPlace(value, draft, facts),
    },
    pick: askChoice({
      ask: (draft, facts) => optionsOf(draft, facts).question,
      choices: (draft, facts) => [
        ...optionsOf(draft, facts).choices.map(({ label, code }) => ({ label, value: code })),
        { label: words.other(), value: 'other' },
      ],
      // What is not among them is named anew.
      read: (said) => said,
      pick: (value, draft, facts) =>
        value === 'other'
          ? { ok: true, draft: { ...draft, options: [] }, next: 'area' }
          : hearPlace(value, draft, facts),
    }),
    confirm: askChoice({
      ask: (draft, facts) =>
        words.confirm({ area: draft.area ? areaTitle(facts.areas, draft.area) : '' }),
      choices: () => [
        { label: words.make(), value: 'make' },
        { label: words.other(), value: 'other' },
      ],
      pick: (value, draft) =>
        value === 'make'
          ? { ok: true, draft, next: 'end' }
          : { ok: true, draft: { ...draft, area: null }, next: 'area' },
    }),
  },
  end: ({ area }, { areas, fresh }, { actor, now }) => {
    if (!area) return [];
    const expiresAt = codeEndsAt('office', now);
    return [
      write({
        kind: 'code.make',
        code: fresh.id,
        grant: { kind: 'office', area },
        expiresAt,
        madeBy: actor.id,
        at: now,
      }),
      note('office.invited', { area }),
      sayForSure(
        card('panel', {
          tone: 'good',
          title: words.doneTitle(),
          lines: [{ line: words.how({ code: fresh.shown }) }],
          rows: [
            { label: words.area(), value: areaTitle(areas, area) },
            { label: words.code(), value: fresh.shown },
            {
              label: words.until(),
              value: `${words.untilDay({ at: expiresAt })} (${words.once()})`,
            },
          ],
          main: [],
          others: [{ action: types(th.words.menu[0]) }],
        }),
      ),
    ];
  },
});

const optionsOf = ({ options, near }: Draft, { areas }: Facts) =>
  whichArea(areas, { kind: near ? 'near' : 'several', codes: options }, null);

function hearPlace(said: string, draft: Draft, { areas, actor }: Facts): Answer<Draft, StepName> {
  const place = areaOfNumber(said, draft.options.slice(0, mostChoices)) ?? said;
  const found = readDutyArea(areas, actor, place, ['province', 'district']);
  switch (found.kind) {
    case 'found':
      return { ok: true, draft: { ...draft, area: found.code, options: [] }, next: 'confirm' };
    case 'none':
    case 'own':
      return { ok: false, hint: words.none() };
    default: {
      const near = found.kind === 'near';
      return { ok: true, draft: { ...draft, options: [...found.codes], near }, next: 'pick' };
    }
  }
}
