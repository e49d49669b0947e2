import { type Actor, type Role, rolesOf } from '../core/actor.js';

const everyone = ['guest', 'leader', 'officer', 'admin'] as const;

/** Who may do what. An action that nobody decided on does not compile. */
const allowed = {
  'help.see': everyone,
  'contact.see': everyone,
  'registration.begin': everyone,
  'privacy.own': everyone,
  'report.send': ['leader'],
  'report.correct': ['leader'],
  'photo.send': ['leader'],
  'status.own': ['leader'],
  'schedule.see': ['leader', 'officer', 'admin'],
  'missing.see': ['officer', 'admin'],
  'stats.see': ['officer', 'admin'],
  'group.area': ['officer', 'admin'],
  'broadcast.make': ['officer', 'admin'],
  'officer.invite': ['admin'],
  'registration.approve': ['officer', 'admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof allowed;
export const actions = Object.keys(allowed) as readonly Action[];

/** Whether one of the person's roles, as read in this very turn, allows the action. */
export const can = (actor: Actor, action: Action): boolean =>
  rolesOf(actor).some((role) => (allowed[action] as readonly Role[]).includes(role));
