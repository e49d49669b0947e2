import type { UserId } from '../../core/ids.js';
import { roundsOf } from '../../core/programme.js';
import { stepAt } from '../../core/round.js';
import { dayMs, type Instant } from '../../core/time.js';
import { text } from '../../say/message.js';
import type { Render } from '../../say/render.js';
import { th } from '../../say/th/catalogue.js';
import type { Models } from '../mongo/models.js';
import { readProgramme } from '../mongo/rounds.js';
import type { OutboxRow } from '../mongo/rows.js';
import { tellOnce } from '../outbox/tell-once.js';

/** Tells the admins which steps of the rounds' ladders nobody was reminded at, because nothing ran. */
export async function tellSkippedSteps(
  p: {
    readonly models: Models;
    readonly admins: readonly UserId[];
    readonly render: Render;
    readonly now: Instant;
    readonly deliver: (rows: readonly OutboxRow[]) => void;
  },
  what: 'reminder' | 'digest',
  slots: readonly Instant[],
): Promise<void> {
  const programme = await readProgramme(p.models);
  if (!programme) return;
  const steps = roundsOf(programme).flatMap((round) => {
    const ladder = what === 'reminder' ? round.reminders : round.digests;
    return slots
      .filter((at) => stepAt(ladder, round.dueAt, at) !== null)
      .map((at) => ({ round, at }));
  });
  const [first] = steps;
  if (!first) return;
  await tellOnce(
    p,
    p.admins.map((to) => ({
      to,
      messages: [text(th.chase.skipped({ what, steps }))],
      key: `skipped:${what}:${first.round.id}:${first.at}:${to}`,
      lane: 'interactive',
      until: p.now + dayMs,
    })),
  );
}
