import { runDigests } from './bot/run-digests.js';
import type { AreaBook } from './core/area.js';
import type { UserId } from './core/ids.js';
import type { Clock } from './infra/clock.js';
import { markEverything } from './infra/jobs/count-cells.js';
import { openDueRounds } from './infra/jobs/open-rounds.js';
import { prune } from './infra/jobs/prune.js';
import { prunePhotos } from './infra/jobs/prune-photos.js';
import { remind } from './infra/jobs/remind.js';
import { tellSkippedSteps } from './infra/jobs/skipped-steps.js';
import { tellSlowRequests } from './infra/jobs/slow-requests.js';
import type { Job } from './infra/jobs/ticker.js';
import { timetable } from './infra/jobs/timetable.js';
import { digestPorts } from './infra/mongo/feature-ports.js';
import type { Models } from './infra/mongo/models.js';
import type { OutboxRow } from './infra/mongo/rows.js';
import { tellOnce } from './infra/outbox/tell-once.js';
import type { PhotoStore } from './infra/photos/store.js';
import type { Secrets } from './infra/secrets.js';
import type { Render } from './say/render.js';

/** Everything the bot does by the clock; when, is in the timetable. */
export function jobsOf(p: {
  readonly models: Models;
  readonly secrets: Secrets;
  readonly areas: AreaBook;
  readonly admins: readonly UserId[];
  readonly render: Render;
  readonly deliver: (rows: readonly OutboxRow[]) => void;
  readonly clock: Clock;
  readonly photos: PhotoStore;
}): readonly Job[] {
  const { models, secrets, areas, admins, render, deliver, clock } = p;
  /** What a job works with at this moment. */
  const atNow = () => ({ models, admins, render, deliver, now: clock.now() });
  const job = (id: keyof typeof timetable, does: Pick<Job, 'run' | 'skipped'>): Job => ({
    id,
    ...timetable[id],
    ...does,
  });
  return [
    job('open-rounds', { run: () => openDueRounds(atNow()).then(() => {}) }),
    job('recount-cells', { run: () => markEverything(models) }),
    job('remind', {
      run: (slot) => remind({ ...atNow(), slot }),
      skipped: (slots) => tellSkippedSteps(atNow(), 'reminder', slots),
    }),
    job('digest', {
      run: (slot) => {
        const tell = tellOnce.bind(null, atNow());
        const ports = { ...digestPorts({ models, secrets, areas }), tell };
        return runDigests(ports, { slot, now: clock.now() });
      },
      skipped: (slots) => tellSkippedSteps(atNow(), 'digest', slots),
    }),
    job('prune', { run: () => prune(atNow()) }),
    job('prune-photos', { run: () => prunePhotos({ ...atNow(), store: p.photos }) }),
    job('slow-requests', { run: () => tellSlowRequests({ ...atNow(), secrets }) }),
  ];
}
