import { z } from 'zod';
import type { GrantedScope } from '../../access/scope.js';
import type { Actor } from '../../core/actor.js';
import { type AreaBook, type AreaCode, covers } from '../../core/area.js';
import type { RoundId, UserId } from '../../core/ids.js';
import type { Office } from '../../core/office.js';
import type { Audience } from '../../core/plan.js';
import { accepts, type Round } from '../../core/round.js';
import type { Instant } from '../../core/time.js';
import { normalise } from '../../read/normalise.js';
import { deadlineCard } from '../../say/deadline-card.js';
import type { Message } from '../../say/message.js';
import type { MessageQuota, Reach, Sent } from './facts.js';
import { wordsCard } from './messages.js';
import { leftOf } from './rules.js';

const code = z.string().transform((s) => s as AreaCode);
const round = z.string().transform((s) => s as RoundId);

export const draftSchema = z.object({
  place: z.string(),
  /** Null while nobody has said. */
  area: z.union([z.literal('everywhere'), code]).nullable(),
  /** Areas that the typed name may mean. */
  options: z.array(code),
  /** They only look like what was typed. */
  near: z.boolean(),
  /** Only those who have not reported in it. */
  missing: round.nullable(),
  /** The deadline card of it, instead of words. */
  deadline: round.nullable(),
  said: z.string(),
});
export type Draft = z.output<typeof draftSchema>;

export type Facts = {
  readonly areas: AreaBook;
  readonly actor: Actor;
  readonly scope: GrantedScope;
  /** Those that have opened, and of them those that take reports, the one due first in front. */
  readonly opened: readonly Round[];
  readonly taking: readonly Round[];
  readonly now: Instant;
  /** Of the audience of the draft, after what was just pressed; null while it is not decided. */
  readonly reach: Reach | null;
  readonly quota: MessageQuota | null;
  readonly sent: readonly Sent[];
  readonly approvers: readonly UserId[];
  readonly approvalOver: number;
};

export const areaOf = ({ area }: Draft): AreaCode | null => (area === 'everywhere' ? null : area);

export const audienceOf = (draft: Draft): Audience => ({
  area: areaOf(draft),
  missing: draft.missing,
});

/** What tells words apart from other words; spaces and ways of typing do not. */
export const aboutOf = ({ deadline, said }: Draft): string =>
  deadline === null ? `words:${normalise(said)}` : `deadline:${deadline}`;

/** The round that the draft is about, if any. */
export const roundOf = (draft: Draft, { opened }: Facts): Round | null =>
  opened.find((r) => r.id === (draft.deadline ?? draft.missing)) ?? null;

/** The office in whose name somebody writes to an area; null: the department's. */
export const officeOf = ({ offices }: Actor, area: AreaCode | null): Office | null =>
  offices.find((o) => area !== null && covers(o.area, area)) ?? null;

export function messageOf(draft: Draft, facts: Facts): Message {
  const { areas, actor, now } = facts;
  const about = draft.deadline && roundOf(draft, facts);
  if (about) return deadlineCard(about, now);
  return wordsCard(areas, officeOf(actor, areaOf(draft))?.area ?? null, draft.said);
}

export type Obstacle = 'nobody' | 'closed' | 'quota' | 'alone';

/** Why it cannot be sent as it stands; null when it can. */
export function obstacleTo(draft: Draft, facts: Facts): Obstacle | null {
  const { reach, quota, approvers, approvalOver, now } = facts;
  const people = reach?.people ?? 0;
  const about = roundOf(draft, facts);
  const isAboutRound = draft.deadline !== null || draft.missing !== null;
  if (isAboutRound && !(about && accepts(about, now))) return 'closed';
  if (people === 0) return 'nobody';
  const left = quota && leftOf(quota);
  if (left !== null && left < people) return 'quota';
  return people > approvalOver && approvers.length === 0 ? 'alone' : null;
}
