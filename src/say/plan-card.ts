import type { AreaBook } from '../core/area.js';
import { type Audience, type Plan, type PlanStage, stageOf } from '../core/plan.js';
import type { Instant } from '../core/time.js';
import { areaTitle } from './area-title.js';
import { card, goes, type Message } from './message.js';
import { broadcast as words } from './th/broadcast.js';

/** Names of the standing buttons of a plan; their args are its id. */
export const planActions = {
  look: 'broadcast-look',
  stop: 'broadcast-stop',
  resume: 'broadcast-resume',
  approve: 'broadcast-approve',
} as const;

/** Whom a plan is for, in words. */
export const audienceTitle = (areas: AreaBook, { area, missing }: Audience): string =>
  words.audience({
    area: area === null ? words.everywhere() : areaTitle(areas, area),
    missing: missing !== null,
  });

const tones: Readonly<Partial<Record<PlanStage, 'good' | 'warn'>>> = {
  ...{ done: 'good', stopped: 'warn', unapproved: 'warn' },
  ...{ over: 'warn', waiting: 'warn', nobody: 'warn' },
};
const isEnded: readonly PlanStage[] = ['done', 'nobody', 'unapproved', 'over'];

/** How far a message to many has come at `at`, with what can still be done about it. */
export function planCard(areas: AreaBook, plan: Plan, at: Instant): Message {
  const { counts, people, until } = plan;
  const stage = stageOf(plan, at);
  const press = (label: string, action: string) => ({ action: goes(label, action, plan.id) });
  const moved = counts.accepted + counts.refused + counts.dropped + counts.tooLate;
  const ended = stage === 'done' || stage === 'nobody';
  const begun = moved + counts.waiting > 0 || ended;
  const row = (label: string, count: number) =>
    count > 0 ? [{ label, value: words.people({ count }) }] : [];
  // Whoever reported or left before a batch was made is in none.
  const unsent = people - counts.accepted - counts.refused - counts.tooLate;
  const dropped = ended ? Math.max(counts.dropped, unsent) : 0;
  const mayResume = stage === 'stopped' && plan.approved;
  const mayStop = stage !== 'stopped' && !isEnded.includes(stage);
  return card('panel', {
    tone: tones[stage] ?? 'plain',
    title: words.stageTitle({ stage }),
    lines: [{ line: words.stageLine({ stage, until, begun }) }],
    rows: [
      { label: words.to(), value: audienceTitle(areas, plan.audience) },
      ...(begun
        ? [{ label: words.accepted(), value: words.ofPeople({ count: counts.accepted, people }) }]
        : [{ label: words.peopleLabel(), value: words.people({ count: people }) }]),
      ...row(words.refused(), counts.refused),
      ...row(words.tooLate(), counts.tooLate),
      ...row(words.dropped(), dropped),
    ],
    main: mayResume ? [press(words.resume({ begun }), planActions.resume)] : [],
    // A green button would say go.
    others: [
      ...(mayStop ? [press(words.stop(), planActions.stop)] : []),
      ...(isEnded.includes(stage) ? [] : [press(words.look(), planActions.look)]),
    ],
  });
}
