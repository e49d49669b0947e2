import { z } from 'zod';
import { type GrantedScope, scopeOf } from '../../access/scope.js';
import { type Actor, dutiesOf } from '../../core/actor.js';
import { type AreaBook, type AreaCode, covers } from '../../core/area.js';
import type { UserId } from '../../core/ids.js';
import { type Audience, holdMs, type PlanId } from '../../core/plan.js';
import type { Round } from '../../core/round.js';
import { lengthOf } from '../../core/text.js';
import { dayMs, type Instant } from '../../core/time.js';
import { note, type SendPlan, sayForSure } from '../../flow/effect.js';
import { type Answer, defineFlow } from '../../flow/flow.js';
import { askChoice } from '../../flow/steps.js';
import { readDutyArea } from '../../read/duty-area.js';
import { clean } from '../../read/normalise.js';
import { areaChoices, areaTitle, mostChoices } from '../../say/area-title.js';
import { deadlineCard } from '../../say/deadline-card.js';
import { card, type Message, presses, text, types } from '../../say/message.js';
import { planCard } from '../../say/plan-card.js';
import { th } from '../../say/th/catalogue.js';
import type { BroadcastPorts, MessageQuota, Sent } from './facts.js';
import { approvalCard, figures, wordsCard } from './messages.js';
import { isSentBefore, leftOf, roundNow, sameTextMs, untilOf } from './rules.js';

const words = th.broadcast;

const code = z.string().transform((s) => s as AreaCode);
const draftSchema = z.object({
  place: z.string(),
  /** Null while nobody has said. */
  area: z.union([z.literal('everywhere'), code]).nullable(),
  /** Areas that the typed name may mean. */
  options: z.array(code),
  /** They only look like what was typed. */
  near: z.boolean(),
  onlyMissing: z.boolean(),
  what: z.enum(['words', 'deadline']),
  said: z.string(),
});
type Draft = z.output<typeof draftSchema>;

type StepName = 'area' | 'who' | 'what' | 'again' | 'confirm';
type Facts = {
  readonly areas: AreaBook;
  readonly actor: Actor;
  readonly scope: GrantedScope;
  readonly round: Round | null;
  readonly now: Instant;
  /** Of the audience as far as it is decided; with all, and with those missing only. */
  readonly people: { readonly everyone: number; readonly missing: number };
  readonly quota: MessageQuota | null;
  readonly sent: readonly Sent[];
  readonly approvers: readonly UserId[];
  readonly approvalOver: number;
};

const shortestWords = 4;

/** An officer tells the leaders of the own area something, an admin those of any. */
export const broadcast = defineFlow<BroadcastPorts, Draft, StepName, Facts>({
  id: 'broadcast',
  version: 2,
  about: words.about,
  blank: (place) => ({
    place: place.trim(),
    area: null,
    options: [],
    near: false,
    onlyMissing: false,
    what: 'words',
    said: '',
  }),
  parse: (draft) => draftSchema.parse(draft),
  load: async (ports, { moment: { actor, now }, draft, step }) => {
    const scope = scopeOf(actor);
    const round = roundNow(await ports.periods(), now);
    // What is only shown at the end is only asked then.
    const late = step === 'what' || step === 'again' || step === 'confirm';
    const size = async (onlyMissing: boolean): Promise<number> => {
      const undecided =
        draft.area === null || (step !== 'who' && onlyMissing !== draft.onlyMissing);
      if (undecided || (onlyMissing && !round)) return 0;
      return ports.audienceSize(scope, audienceOf({ ...draft, onlyMissing }, round));
    };
    return {
      areas: ports.areas,
      actor,
      scope,
      round,
      now,
      people: { everyone: await size(false), missing: await size(true) },
      quota: late ? await ports.messageQuota() : null,
      sent: late ? await ports.sentSince(now - sameTextMs) : [],
      approvers: ports.admins.filter((admin) => admin !== actor.id),
      approvalOver: ports.approvalOver,
    };
  },
  open: (draft, facts) => {
    const [only, ...more] = dutiesOf(facts.actor);
    const hasOne = !facts.actor.isAdmin && only && more.length === 0;
    if (draft.place === '' && !hasOne) return { step: 'area', draft };
    const answer = hearPlace(draft.place || (only ?? ''), draft, facts);
    return answer.ok === true && answer.next !== 'end'
      ? { step: answer.next, draft: answer.draft }
      : { step: 'area', draft, remark: words.noArea() };
  },
  steps: {
    area: {
      ask: (draft, { areas, actor }, answer) => {
        const { options, near } = draft;
        const question =
          options.length > 0 ? th.area[near ? 'near' : 'several']() : words.askArea();
        const shown = areaChoices(areas, options.length > 0 ? options : dutiesOf(actor));
        return text(question, [
          ...(actor.isAdmin ? [presses(words.everywhere(), answer('everywhere'))] : []),
          ...shown.map(({ label, code }) => presses(label, answer(code))),
          types(th.words.cancel[0]),
        ]);
      },
      hear: (value, draft, facts) =>
        value === null ? { ok: false, hint: words.noArea() } : hearPlace(value, draft, facts),
    },
    who: askChoice({
      ask: (draft, { areas }) => words.askWho({ area: areaWords(areas, draft) }),
      choices: (_, { round }) => [
        { label: words.everyone(), value: 'everyone' },
        ...(round ? [{ label: words.onlyMissing(), value: 'missing' }] : []),
        { label: words.otherArea(), value: 'other' },
      ],
      pick: (value, draft, { people }) => {
        if (value === 'other')
          return { ok: true, draft: { ...draft, area: null, options: [] }, next: 'area' };
        const onlyMissing = value === 'missing';
        return (onlyMissing ? people.missing : people.everyone) > 0
          ? { ok: true, draft: { ...draft, onlyMissing }, next: 'what' }
          : { ok: false, hint: words.nobody() };
      },
    }),
    what: {
      freeText: true,
      ask: (_, { round }, answer) =>
        text(words.askWhat(), [
          ...(round ? [presses(words.deadlineCard(), answer('deadline'))] : []),
          types(th.words.cancel[0]),
        ]),
      hear: (value, draft, facts) => {
        if (value === null) return { ok: false, hint: words.notText() };
        const said = clean(value);
        if (facts.round && (said === 'deadline' || said === words.deadlineCard()))
          return decided({ ...draft, what: 'deadline', said: '' }, facts);
        if (lengthOf(said.replace(/\s/gu, '')) < shortestWords)
          return { ok: false, hint: words.tooShort() };
        return decided({ ...draft, what: 'words', said }, facts);
      },
    },
    again: askChoice({
      ask: () => words.again(),
      choices: () => [
        { label: words.sendAgain(), value: 'again' },
        { label: words.change(), value: 'change' },
      ],
      pick: (value, draft) => ({ ok: true, draft, next: value === 'again' ? 'confirm' : 'what' }),
    }),
    confirm: {
      show: (draft, facts) => [messageOf(draft, facts)],
      ask: (draft, facts, answer) => {
        const { quota, approvalOver, approvers } = facts;
        const people = peopleOf(draft, facts);
        const left = quota && leftOf(quota);
        const lines = [words.confirmLine()];
        const short = left !== null && left < people;
        const alone = people > approvalOver && approvers.length === 0;
        if (short) lines.push(words.noQuota());
        else if (people > approvalOver) lines.push(alone ? words.noSecond() : words.needsSecond());
        const audience = audienceOf(draft, facts.round);
        return card('panel', {
          tone: short || alone ? 'warn' : 'plain',
          title: words.confirmTitle(),
          lines: lines.map((line) => ({ line })),
          rows: figures({ areas: facts.areas, audience, people, quota }),
          main: short || alone ? [] : [{ action: presses(words.send(), answer('send')) }],
          others: [
            { action: presses(words.change(), answer('change')) },
            { action: types(th.words.cancel[0]) },
          ],
        });
      },
      hear: (value, draft, facts) => {
        const said = value?.trim();
        if (said === 'change' || said === words.change()) return { ok: true, draft, next: 'what' };
        if (said !== 'send' && said !== words.send())
          return { ok: false, hint: th.common.pressOne() };
        const people = peopleOf(draft, facts);
        if (people === 0) return { ok: false, hint: words.nobody() };
        const left = facts.quota && leftOf(facts.quota);
        if (left !== null && left < people) return { ok: false, hint: words.noQuota() };
        if (people > facts.approvalOver && facts.approvers.length === 0)
          return { ok: false, hint: words.noSecond() };
        return { ok: true, draft, next: 'end' };
      },
    },
  },
  end: (draft, facts, { actor, event, now }) => {
    const { areas, round, approvers } = facts;
    const people = peopleOf(draft, facts);
    const asks = people > facts.approvalOver;
    const audience = audienceOf(draft, round);
    const plan: SendPlan = {
      id: `broadcast:${event}` as PlanId,
      madeBy: actor.id,
      audience,
      message: messageOf(draft, facts),
      about: aboutOf(draft, round),
      lane: 'bulk',
      people,
      state: asks ? 'asked' : 'holding',
      startsAt: now + holdMs,
      until: untilOf(now, draft.what === 'deadline' || draft.onlyMissing ? round : null),
    };
    const counts = { accepted: 0, refused: 0, dropped: 0, waiting: 0 };
    const said = draft.what === 'words' ? draft.said : words.deadlineCard();
    return [
      { do: 'plan', plan },
      note('broadcast.made', { plan: plan.id, people }),
      sayForSure(planCard(areas, { ...plan, approved: !asks, counts })),
      ...(asks ? approvers : []).map((to) => ({
        do: 'tell' as const,
        to,
        messages: [approvalCard(areas, plan, said)],
        key: `${plan.id}:approval:${to}`,
        lane: 'interactive' as const,
        until: now + dayMs,
      })),
    ];
  },
});

const peopleOf = (draft: Draft, { people }: Facts): number =>
  draft.onlyMissing ? people.missing : people.everyone;

const areaOf = ({ area }: Draft): AreaCode | null => (area === 'everywhere' ? null : area);

const areaWords = (areas: AreaBook, draft: Draft): string => {
  const area = areaOf(draft);
  return area === null ? words.everywhere() : areaTitle(areas, area);
};

const audienceOf = (draft: Draft, round: Round | null): Audience => ({
  area: areaOf(draft),
  missing: draft.onlyMissing && round ? round.id : null,
});

const aboutOf = (draft: Draft, round: Round | null): string =>
  draft.what === 'deadline' ? `deadline:${round?.id ?? ''}` : `words:${draft.said}`;

function messageOf(draft: Draft, { areas, actor, round, now }: Facts): Message {
  if (draft.what === 'deadline' && round) return deadlineCard(round, now);
  const area = areaOf(draft);
  const office = actor.offices.find((o) => area !== null && covers(o.area, area));
  return wordsCard(areas, office?.area ?? null, draft.said);
}

/** On to the last look, by way of a question when these people were sent the same before. */
function decided(draft: Draft, facts: Facts): Answer<Draft, StepName> {
  if (peopleOf(draft, facts) === 0) return { ok: false, hint: words.nobody() };
  const audience = audienceOf(draft, facts.round);
  const before = isSentBefore(facts.sent, aboutOf(draft, facts.round), audience);
  return { ok: true, draft, next: before ? 'again' : 'confirm' };
}

function hearPlace(said: string, draft: Draft, facts: Facts): Answer<Draft, StepName> {
  const { areas, actor, round } = facts;
  const next = round ? 'who' : 'what';
  if (actor.isAdmin && (said === 'everywhere' || said === words.everywhere()))
    return { ok: true, draft: { ...draft, area: 'everywhere', options: [] }, next };
  const found = readDutyArea(areas, actor, said);
  switch (found.kind) {
    case 'found':
      return { ok: true, draft: { ...draft, area: found.code, options: [] }, next };
    case 'none':
    case 'own':
      return { ok: false, hint: words.noArea() };
    default: {
      const options = found.codes.slice(0, mostChoices);
      return { ok: true, draft: { ...draft, options, near: found.kind === 'near' }, next: 'area' };
    }
  }
}
