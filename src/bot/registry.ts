import { type Action, can } from '../access/policy.js';
import type { Actor } from '../core/actor.js';
import { chase, chaseAction, chaseHow } from '../features/chase/command.js';
import { contact } from '../features/contact/command.js';
import { menu } from '../features/help/menu.js';
import { invite } from '../features/invite/flow.js';
import { ownData } from '../features/privacy/own-data.js';
import { withdraw } from '../features/privacy/withdraw.js';
import { registration } from '../features/registration/flow.js';
import { reporting } from '../features/reporting/flow.js';
import { schedule } from '../features/reporting/schedule.js';
import { status } from '../features/reporting/status.js';
import { statsAction, statsHowAction } from '../features/stats/card.js';
import { stats, statsHow } from '../features/stats/command.js';
import type { AnyCommand } from '../flow/command.js';
import type { AnyFlow } from '../flow/flow.js';
import type { Talk } from '../flow/talk.js';
import { th } from '../say/th/catalogue.js';
import type { FeaturePorts } from './ports.js';

/** A thing a person can ask for: the words that ask for it, who may, and who answers. */
export type Entry = {
  readonly action: Action;
  readonly words: readonly string[];
  /** Name of the standing buttons that do the same. */
  readonly standing?: string;
} & ({ readonly flow: AnyFlow<FeaturePorts> } | { readonly answer: AnyCommand<FeaturePorts> });

const { words } = th;

export const entries: readonly Entry[] = [
  { action: 'help.see', words: words.menu, answer: async (_ports, { actor }) => menu(actor) },
  {
    action: 'registration.begin',
    words: [...words.register, ...words.code],
    flow: registration,
  },
  { action: 'contact.see', words: words.contact, answer: contact },
  { action: 'privacy.own', words: words.ownData, answer: ownData },
  { action: 'privacy.own', words: words.withdraw, flow: withdraw },
  { action: 'report.send', words: words.report, flow: reporting },
  { action: 'status.own', words: words.status, answer: status },
  { action: 'schedule.see', words: words.schedule, answer: schedule },
  { action: 'missing.see', words: words.missing, standing: chaseAction, answer: chase },
  { action: 'missing.see', words: [], standing: `${chaseAction}-how`, answer: chaseHow },
  { action: 'stats.see', words: words.stats, standing: statsAction, answer: stats },
  { action: 'stats.see', words: [], standing: statsHowAction, answer: statsHow },
  { action: 'officer.invite', words: words.invite, flow: invite },
];

/** Whether this person may have this conversation now; not one that no version of the bot knows any more. */
export const mayTalk = (actor: Actor, talk: Talk): boolean =>
  entries.some((e) => 'flow' in e && e.flow.id === talk.flow && can(actor, e.action));

/** The flow of that id; null when no version of the bot knows it any more. */
export const flowOf = (id: string): AnyFlow<FeaturePorts> | null =>
  entries.flatMap((e) => ('flow' in e ? [e.flow] : [])).find((f) => f.id === id) ?? null;
