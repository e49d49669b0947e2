import { type GrantedScope, scopeOf } from '../../access/scope.js';
import type { AreaBook } from '../../core/area.js';
import { holdMs, type Plan, parsePlanId, stageOf } from '../../core/plan.js';
import { dayMs } from '../../core/time.js';
import { defineCommand } from '../../flow/command.js';
import { type Effect, note, say, sayForSure, write } from '../../flow/effect.js';
import type { Moment } from '../../flow/flow.js';
import { type Message, text, types } from '../../say/message.js';
import { planCard } from '../../say/plan-card.js';
import { th } from '../../say/th/catalogue.js';
import type { BroadcastPorts } from './facts.js';
import { mayReach } from './rules.js';

const words = th.broadcast;

type Facts = { readonly areas: AreaBook; readonly plan: Plan | null };

const isOwn = (plan: Plan, { actor }: Moment, scope: GrantedScope): boolean =>
  plan.madeBy === actor.id || mayReach(scope, plan.audience);

/** A standing button of a plan: for its maker, and for whoever has the duty for all of its area. */
const about = (decide: (plan: Plan, areas: AreaBook, moment: Moment) => readonly Effect[]) =>
  defineCommand<BroadcastPorts, Facts>({
    async load(ports, _moment, args) {
      const id = parsePlanId(args);
      return { areas: ports.areas, plan: id && (await ports.plan(id)) };
    },
    decide: ({ areas, plan }, moment) =>
      plan && isOwn(plan, moment, scopeOf(moment.actor))
        ? decide(plan, areas, moment)
        : [say(text(words.noPlan(), [types(th.words.menu[0])]))],
  });

/** Whoever made it hears what somebody else decided about it. */
const tellMaker = (
  { id, madeBy }: Plan,
  { actor, event, now }: Moment,
  message: Message,
  what: string,
): readonly Effect[] =>
  madeBy === null || madeBy === actor.id
    ? []
    : [
        {
          do: 'tell',
          to: madeBy,
          messages: [message],
          key: `${id}:${what}:${event}`,
          lane: 'interactive',
          until: now + dayMs,
        },
      ];

/** How far it has come. */
export const lookAtPlan = about((plan, areas, { now }) => [say(planCard(areas, plan, now))]);

/** Nobody else gets it. A second press, or one that comes when all is sent, shows that it is so already. */
export const stopPlan = about((plan, areas, moment) => {
  const { now } = moment;
  const after: Plan = plan.state === 'done' ? plan : { ...plan, state: 'stopped' };
  const stopped = planCard(areas, after, now);
  const stage = stageOf(after, now);
  if (plan.state === after.state || stage === 'done' || stage === 'nobody') return [say(stopped)];
  return [
    write({ kind: 'plan.stop', plan: plan.id }),
    note('broadcast.stopped', { plan: plan.id }),
    sayForSure(stopped),
    ...tellMaker(plan, moment, stopped, 'stopped'),
  ];
});

/** Goes on with the people who are left, after another time to think. Only who has the duty now may. */
export const resumePlan = about((plan, areas, { actor, now }) => {
  const startsAt = now + holdMs;
  if (!plan.approved || stageOf(plan, startsAt) !== 'stopped')
    return [say(planCard(areas, plan, startsAt))];
  if (!mayReach(scopeOf(actor), plan.audience))
    return [say(text(words.notYours(), [types(th.words.menu[0])]))];
  return [
    write({ kind: 'plan.resume', plan: plan.id, startsAt }),
    note('broadcast.resumed', { plan: plan.id }),
    sayForSure(planCard(areas, { ...plan, state: 'holding' }, now)),
  ];
});

/** The second person's yes; the first one cannot give it, and nobody when it would come too late. */
export const approvePlan = about((plan, areas, moment) => {
  const { actor, now } = moment;
  const startsAt = now + holdMs;
  if (stageOf(plan, startsAt) !== 'asked') return [say(planCard(areas, plan, startsAt))];
  if (plan.madeBy === actor.id) return [say(text(words.ownPlan(), [types(th.words.menu[0])]))];
  const holding = planCard(areas, { ...plan, state: 'holding', approved: true }, now);
  return [
    write({ kind: 'plan.approve', plan: plan.id, startsAt }),
    note('broadcast.approved', { plan: plan.id }),
    sayForSure(holding),
    ...tellMaker(plan, moment, holding, 'approved'),
  ];
});
