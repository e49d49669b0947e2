import type { AreaBook } from '../core/area.js';
import type { Audience, Plan } from '../core/plan.js';
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

/** How far a message to many has come, with what can still be done about it. */
export function planCard(areas: AreaBook, plan: Plan): Message {
  const { state, counts, people } = plan;
  const press = (label: string, action: string) => ({ action: goes(label, action, plan.id) });
  const look = press(words.look(), planActions.look);
  const stop = press(words.stop(), planActions.stop);
  const moved = counts.accepted + counts.refused + counts.dropped;
  const begun = moved + counts.waiting > 0 || state === 'done';
  // Whoever reported or left before a batch was made is in none.
  const dropped =
    state === 'done' ? Math.max(counts.dropped, people - counts.accepted - counts.refused) : 0;
  return card('panel', {
    tone: state === 'done' ? 'good' : state === 'stopped' ? 'warn' : 'plain',
    title: words.stateTitle({ state }),
    lines: [{ line: words.stateLine({ state }) }],
    rows: [
      { label: words.to(), value: audienceTitle(areas, plan.audience) },
      ...(begun
        ? [{ label: words.accepted(), value: words.ofPeople({ count: counts.accepted, people }) }]
        : [{ label: words.peopleLabel(), value: words.people({ count: people }) }]),
      ...(counts.refused > 0
        ? [{ label: words.refused(), value: words.people({ count: counts.refused }) }]
        : []),
      ...(dropped > 0 ? [{ label: words.dropped(), value: words.people({ count: dropped }) }] : []),
    ],
    main:
      state === 'stopped'
        ? plan.approved
          ? [press(words.resume(), planActions.resume)]
          : []
        : state === 'done'
          ? []
          : [stop],
    others: state === 'done' ? [] : [look],
  });
}
