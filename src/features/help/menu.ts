import { type Action, can } from '../../access/policy.js';
import { type Actor, rolesOf } from '../../core/actor.js';
import { type Effect, say } from '../../flow/effect.js';
import { card, types } from '../../say/message.js';
import type { Press } from '../../say/press.js';
import { th } from '../../say/th/catalogue.js';

/** What stands in the menu, the most wanted first. */
const items: readonly (readonly [Action, string])[] = [
  ['report.send', th.words.report[0]],
  ['status.own', th.words.status[0]],
  ['missing.see', th.words.missing[0]],
  ['stats.see', th.words.stats[0]],
  ['officer.invite', th.words.invite[0]],
  ['schedule.see', th.words.schedule[0]],
  ['registration.begin', th.words.register[0]],
  ['contact.see', th.words.contact[0]],
  ['privacy.own', th.words.ownData[0]],
];

/** The buttons of what this person can do now. */
export function menuChoices(actor: Actor): readonly Press[] {
  const registered = actor.seat !== null || actor.offices.length > 0;
  return items
    .filter(([action]) => can(actor, action))
    .filter(([action]) => !(action === 'registration.begin' && registered))
    .filter(([action]) => !(action === 'privacy.own' && !actor.member))
    .map(([, word]) => types(word));
}

/** `เมนู`: what this person can do now, as buttons. */
export function menu(actor: Actor): readonly Effect[] {
  const role = rolesOf(actor).at(-1) ?? 'guest';
  return [
    say(
      card('menu', {
        title: th.help.title({ role }),
        items: menuChoices(actor).map((action) => ({ action })),
      }),
    ),
  ];
}
