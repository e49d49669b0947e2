import { scopeOf } from '../../access/scope.js';
import { dutiesOf } from '../../core/actor.js';
import { holdMs, noCounts, type PlanId } from '../../core/plan.js';
import { accepts, openedAt } from '../../core/round.js';
import { lengthOf } from '../../core/text.js';
import { note, type SendPlan, sayForSure } from '../../flow/effect.js';
import { type Answer, defineFlow, saidIn } from '../../flow/flow.js';
import { askChoice, isChosen } from '../../flow/steps.js';
import { areaOfNumber, readDutyArea } from '../../read/duty-area.js';
import { clean } from '../../read/normalise.js';
import { areaChoices, areaTitle, mostChoices } from '../../say/area-title.js';
import { card, presses, text, types } from '../../say/message.js';
import { planCard } from '../../say/plan-card.js';
import { th } from '../../say/th/catalogue.js';
import { whichArea } from '../../say/which-area.js';
import { deadlineChoices, whoChoices } from './choices.js';
import {
  aboutOf,
  areaOf,
  audienceOf,
  type Draft,
  draftSchema,
  type Facts,
  messageOf,
  type Obstacle,
  obstacleTo,
  officeOf,
  roundOf,
} from './draft.js';
import type { BroadcastPorts } from './facts.js';
import { approvalCard, figures } from './messages.js';
import { sameTextMs, sentBefore, untilOf } from './rules.js';

const words = th.broadcast;

type StepName = 'area' | 'who' | 'what' | 'again' | 'confirm';

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
    missing: null,
    deadline: null,
    said: '',
  }),
  parse: (draft) => draftSchema.parse(draft),
  load: async (ports, { moment: { actor, now }, draft, step, input }) => {
    const scope = scopeOf(actor);
    const opened = openedAt(await ports.periods(), now).map((p) => p.round);
    const taking = opened.filter((round) => accepts(round, now));
    // What is only shown at the end is only asked then; who is counted once they are decided on.
    const late = step === 'what' || step === 'again' || step === 'confirm';
    const said = step === 'who' ? saidIn(input) : null;
    const who = whoChoices(taking).find((c) => isChosen(said, c.value, c.label));
    const meant = late ? draft : who && { ...draft, missing: who.missing };
    return {
      areas: ports.areas,
      actor,
      scope,
      opened,
      taking,
      now,
      reach: meant ? await ports.reach(scope, audienceOf(meant)) : null,
      quota: late ? await ports.messageQuota() : null,
      sent: late ? await ports.sentSince(now - sameTextMs) : [],
      approvers: ports.admins.filter((admin) => admin !== actor.id),
      approvalOver: ports.approvalOver,
    };
  },
  open: (draft, facts) => {
    if (draft.place === '' && facts.actor.isAdmin) return { step: 'area', draft };
    const answer = hearPlace(draft.place, draft, facts);
    return answer.ok === true && answer.next !== 'end'
      ? { step: answer.next, draft: answer.draft }
      : { step: 'area', draft, remark: words.noArea() };
  },
  steps: {
    area: {
      ask: ({ options, near }, { areas, actor }, answer) => {
        const { question, choices } =
          options.length > 0
            ? whichArea(areas, { kind: near ? 'near' : 'several', codes: options }, null)
            : { question: words.askArea(), choices: areaChoices(areas, dutiesOf(actor)) };
        return text(question, [
          ...(actor.isAdmin ? [presses(words.everywhere(), answer('everywhere'))] : []),
          ...choices.map(({ label, code }) => presses(label, answer(code))),
          types(th.words.cancel[0]),
        ]);
      },
      hear: (value, draft, facts) =>
        value?.trim() ? hearPlace(value, draft, facts) : { ok: false, hint: words.noArea() },
    },
    who: askChoice({
      ask: (draft, { areas }) => {
        const area = areaOf(draft);
        return words.askWho({ area: area ? areaTitle(areas, area) : words.everywhere() });
      },
      choices: (_, { taking }) => [
        ...whoChoices(taking),
        { label: words.otherArea(), value: 'other' },
      ],
      also: (_, { reach }) =>
        reach && reach.people === 0 && reach.seats > 0 ? [types(th.words.missing[0])] : [],
      pick: (value, draft, facts) => {
        if (value === 'other')
          return { ok: true, draft: { ...draft, area: null, options: [] }, next: 'area' };
        const missing = whoChoices(facts.taking).find((c) => c.value === value)?.missing ?? null;
        const decided = { ...draft, missing };
        return facts.reach && facts.reach.people > 0
          ? { ok: true, draft: decided, next: 'what' }
          : { ok: false, hint: hintOf('nobody', decided, facts) };
      },
    }),
    what: {
      freeText: true,
      ask: (draft, facts, answer) =>
        text(words.askWhat(), [
          ...deadlineChoices(draft, facts).map((c) => presses(c.label, answer(c.value))),
          types(th.words.cancel[0]),
        ]),
      hear: (value, draft, facts) => {
        if (value === null) return { ok: false, hint: words.notText() };
        const said = clean(value);
        const deadline = deadlineChoices(draft, facts).find((c) =>
          isChosen(said, c.value, c.label),
        );
        if (deadline) return decided({ ...draft, deadline: deadline.round, said: '' }, facts);
        if (lengthOf(said.replace(/\s/gu, '')) < shortestWords)
          return { ok: false, hint: words.tooShort() };
        return decided({ ...draft, deadline: null, said }, facts);
      },
    },
    again: askChoice({
      ask: (draft, facts) => words.again({ held: before(draft, facts) === 'held' }),
      choices: () => [
        { label: words.sendAgain(), value: 'again' },
        { label: words.change(), value: 'change' },
      ],
      pick: (value, draft) => ({ ok: true, draft, next: value === 'again' ? 'confirm' : 'what' }),
    }),
    confirm: {
      show: (draft, facts) => [messageOf(draft, facts)],
      ask: (draft, facts, answer) => {
        const reach = facts.reach ?? { people: 0, seats: 0 };
        const obstacle = obstacleTo(draft, facts);
        const lines = [words.confirmLine()];
        if (obstacle) lines.push(hintOf(obstacle, draft, facts));
        else if (reach.people > facts.approvalOver) lines.push(words.needsSecond());
        return card('panel', {
          tone: obstacle ? 'warn' : 'plain',
          title: words.confirmTitle(),
          lines: lines.map((line) => ({ line })),
          rows: figures({
            areas: facts.areas,
            audience: audienceOf(draft),
            round: facts.taking.length > 1 ? roundOf(draft, facts) : null,
            reach,
            quota: facts.quota,
          }),
          main: obstacle ? [] : [{ action: presses(words.send(), answer('send')) }],
          others: [
            { action: presses(words.change(), answer('change')) },
            { action: types(th.words.cancel[0]) },
          ],
        });
      },
      hear: (value, draft, facts) => {
        if (isChosen(value, 'change', words.change())) return { ok: true, draft, next: 'what' };
        if (!isChosen(value, 'send', words.send()))
          return { ok: false, hint: th.common.pressOne() };
        const obstacle = obstacleTo(draft, facts);
        return obstacle
          ? { ok: false, hint: hintOf(obstacle, draft, facts) }
          : { ok: true, draft, next: 'end' };
      },
    },
  },
  end: (draft, facts, { actor, event, now }) => {
    const { areas, approvers } = facts;
    const people = facts.reach?.people ?? 0;
    const asks = people > facts.approvalOver;
    const plan: SendPlan = {
      id: `broadcast:${event}` as PlanId,
      madeBy: actor.id,
      audience: audienceOf(draft),
      message: messageOf(draft, facts),
      about: aboutOf(draft),
      lane: 'bulk',
      people,
      state: asks ? 'asked' : 'holding',
      startsAt: now + holdMs,
      until: untilOf(now, roundOf(draft, facts)),
    };
    const from = officeOf(actor, areaOf(draft));
    return [
      { do: 'plan', plan },
      note('broadcast.made', { plan: plan.id, people }),
      sayForSure(
        planCard(areas, { ...plan, approved: !asks, isBatched: false, counts: noCounts }, now),
      ),
      ...(asks ? approvers : []).map((to) => ({
        do: 'tell' as const,
        to,
        messages: [plan.message, approvalCard(areas, plan, from)],
        key: `${plan.id}:approval:${to}`,
        lane: 'interactive' as const,
        until: plan.until,
      })),
    ];
  },
});

function hintOf(obstacle: Obstacle, draft: Draft, { reach }: Facts): string {
  switch (obstacle) {
    case 'nobody':
      return words.nobody({ missing: draft.missing !== null, seats: reach?.seats ?? 0 });
    case 'closed':
      return words.closed();
    case 'quota':
      return words.noQuota();
    case 'alone':
      return words.noSecond();
  }
}

/** On to the last look, by way of a question when these people were sent the same before. */
function decided(draft: Draft, facts: Facts): Answer<Draft, StepName> {
  if (facts.reach?.people === 0) return { ok: false, hint: hintOf('nobody', draft, facts) };
  return { ok: true, draft, next: before(draft, facts) ? 'again' : 'confirm' };
}

const before = (draft: Draft, { sent }: Facts) =>
  sentBefore(sent, aboutOf(draft), audienceOf(draft));

function hearPlace(said: string, draft: Draft, facts: Facts): Answer<Draft, StepName> {
  const { areas, actor, taking } = facts;
  const next = taking.length > 0 ? 'who' : 'what';
  const toAll = { ...draft, options: [], missing: null };
  const place = areaOfNumber(said, draft.options.slice(0, mostChoices)) ?? said;
  const found = readDutyArea(areas, actor, place);
  switch (found.kind) {
    case 'found':
      return { ok: true, draft: { ...toAll, area: found.code }, next };
    case 'own': {
      if (actor.isAdmin) return { ok: true, draft: { ...toAll, area: 'everywhere' }, next };
      // An announcement has one area: of several duties one is chosen.
      const [only, ...others] = found.codes;
      return only && others.length === 0
        ? { ok: true, draft: { ...toAll, area: only }, next }
        : { ok: true, draft: { ...toAll, area: null }, next: 'area' };
    }
    case 'none':
      return { ok: false, hint: words.noArea() };
    default: {
      const near = found.kind === 'near';
      return { ok: true, draft: { ...draft, options: [...found.codes], near }, next: 'area' };
    }
  }
}
