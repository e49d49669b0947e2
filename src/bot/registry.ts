import { type Action, can } from '../access/policy.js';
import type { Actor } from '../core/actor.js';
import { approvePlan, lookAtPlan, resumePlan, stopPlan } from '../features/broadcast/command.js';
import { broadcast } from '../features/broadcast/flow.js';
import { chaseAction } from '../features/chase/card.js';
import { chase, chaseHow } from '../features/chase/command.js';
import { contact } from '../features/contact/command.js';
import { menu } from '../features/help/menu.js';
import { invite } from '../features/invite/flow.js';
import { attachPhotos, photoAction } from '../features/photos/attach.js';
import { ownData } from '../features/privacy/own-data.js';
import { withdraw } from '../features/privacy/withdraw.js';
import {
  approvals,
  approvalsAction,
  pickSeat,
  showRequest,
} from '../features/registration/approvals.js';
import { approve, refuse } from '../features/registration/approve.js';
import { registration } from '../features/registration/flow.js';
import { cancelRequest, cancelRequestAction } from '../features/registration/own-request.js';
import {
  approveAction,
  pickSeatAction,
  refuseAction,
  showRequestAction,
} from '../features/registration/request-card.js';
import { correction } from '../features/reporting/correction.js';
import { reporting } from '../features/reporting/flow.js';
import { schedule } from '../features/reporting/schedule.js';
import { status } from '../features/reporting/status.js';
import { undo, undoAction } from '../features/reporting/undo.js';
import { statsAction, statsHowAction } from '../features/stats/card.js';
import { stats, statsHow } from '../features/stats/command.js';
import type { AnyCommand } from '../flow/command.js';
import type { AnyFlow } from '../flow/flow.js';
import type { Talk } from '../flow/talk.js';
import { planActions } from '../say/plan-card.js';
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
  { action: 'report.send', words: words.report, standing: 'report', flow: reporting },
  { action: 'report.correct', words: words.correct, flow: correction },
  { action: 'report.correct', words: words.undo, standing: undoAction, answer: undo },
  { action: 'photo.send', words: [], standing: photoAction, answer: attachPhotos },
  { action: 'status.own', words: words.status, answer: status },
  { action: 'schedule.see', words: words.schedule, answer: schedule },
  { action: 'missing.see', words: words.missing, standing: chaseAction, answer: chase },
  { action: 'missing.see', words: [], standing: `${chaseAction}-how`, answer: chaseHow },
  { action: 'stats.see', words: words.stats, standing: statsAction, answer: stats },
  { action: 'stats.see', words: [], standing: statsHowAction, answer: statsHow },
  { action: 'broadcast.make', words: words.broadcast, flow: broadcast },
  { action: 'broadcast.make', words: [], standing: planActions.look, answer: lookAtPlan },
  { action: 'broadcast.make', words: [], standing: planActions.stop, answer: stopPlan },
  { action: 'broadcast.make', words: [], standing: planActions.resume, answer: resumePlan },
  { action: 'broadcast.make', words: [], standing: planActions.approve, answer: approvePlan },
  { action: 'officer.invite', words: words.invite, flow: invite },
  {
    action: 'registration.begin',
    words: words.cancelRequest,
    standing: cancelRequestAction,
    answer: cancelRequest,
  },
  {
    action: 'registration.approve',
    words: words.approve,
    standing: approvalsAction,
    answer: approvals,
  },
  { action: 'registration.approve', words: [], standing: showRequestAction, answer: showRequest },
  { action: 'registration.approve', words: [], standing: approveAction, answer: approve },
  { action: 'registration.approve', words: [], standing: refuseAction, answer: refuse },
  { action: 'registration.approve', words: [], standing: pickSeatAction, answer: pickSeat },
];

/** Whether this person may have this conversation now; not one that no version of the bot knows any more. */
export const mayTalk = (actor: Actor, talk: Talk): boolean =>
  entries.some((e) => 'flow' in e && e.flow.id === talk.flow && can(actor, e.action));

/** The flow of that id; null when no version of the bot knows it any more. */
export const flowOf = (id: string): AnyFlow<FeaturePorts> | null =>
  entries.flatMap((e) => ('flow' in e ? [e.flow] : [])).find((f) => f.id === id) ?? null;
