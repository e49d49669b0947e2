import { AppError } from '../../core/fault.js';
import { secondMs } from '../../core/time.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { isDuplicate, isPassing } from '../mongo/errors.js';
import type { Models } from '../mongo/models.js';
import type { InboxRow } from '../mongo/rows.js';

/** Long enough for any turn, short enough that a crash is made good before the person asks again. */
export const inboxLeaseMs = 20 * secondMs;
/** Claims of one event before it is set aside: each stands for a crash or an endless race in it. */
const mostClaims = 5;
/** Tries in a row of an event that fails by itself before it is set aside. */
const mostTries = 3;

export type InboxWorker = {
  /** There may be something new for these people. */
  wake(people: readonly string[]): void;
  /** Frees events whose lease ran out and wakes whoever has something waiting. */
  sweep(): Promise<void>;
  idle(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Works stored events off: one at a time for each person, oldest stored first, many people at once.
 * When the world fails (the database is away), the event keeps its lease and comes back when that runs
 * out; the person's later events wait, so that nobody's words are handled out of order. An event that
 * fails by itself, or never comes to an end, is set aside, and the person's next events go on.
 */
export function makeInboxWorker(p: {
  readonly models: Models;
  readonly clock: Clock;
  readonly log: Log;
  readonly owner: string;
  readonly mostPeople: number;
  /** Handles one leased event. */
  readonly handle: (row: InboxRow) => Promise<void>;
  /** Told about an event that was set aside. */
  readonly giveUp: (row: InboxRow) => Promise<void>;
  readonly mark: (label: string) => void;
}): InboxWorker {
  const { models, clock, log, owner } = p;
  const queue = new Set<string>();
  const working = new Map<string, Promise<void>>();
  /** People for whom something came while they were being served. */
  const again = new Set<string>();
  let stopped = false;

  /** The unique index refuses a second leased event of the same person. */
  const claim = async (person: string): Promise<InboxRow | null> => {
    try {
      return await models.inbox
        .findOneAndUpdate(
          { person, state: 'new' },
          {
            $set: { state: 'leased', lease: { owner, until: clock.now() + inboxLeaseMs } },
            $inc: { attempts: 1 },
          },
          { sort: { storedAt: 1, _id: 1 }, returnDocument: 'after' },
        )
        .lean();
    } catch (error) {
      if (isDuplicate(error)) return null;
      throw error;
    }
  };

  const serve = async (person: string): Promise<void> => {
    for (let row = await claim(person); row; row = stopped ? null : await claim(person)) {
      p.mark('after-claim');
      const outcome = row.attempts > mostClaims ? 'poison' : await attempt(row);
      if (outcome === 'contended') return;
      if (outcome === 'later') return forgive(row);
      if (outcome === 'poison') await setAside(row);
    }
  };

  const attempt = async (row: InboxRow): Promise<'done' | 'later' | 'contended' | 'poison'> => {
    for (let tries = 1; ; tries += 1) {
      try {
        await p.handle(row);
        return 'done';
      } catch (error) {
        log.error('turn.failed', error, { row: row._id, tries });
        if (error instanceof AppError && error.kind === 'contended') return 'contended';
        if (isPassing(error)) return 'later';
        if (tries === mostTries) return 'poison';
      }
    }
  };

  /** The world failed, not the event: this claim does not count against it. */
  const forgive = async (row: InboxRow): Promise<void> => {
    await models.inbox.updateOne(
      { _id: row._id, state: 'leased', 'lease.owner': owner },
      { $inc: { attempts: -1 } },
    );
  };

  const setAside = async (row: InboxRow): Promise<void> => {
    const dead = await models.inbox.updateOne(
      { _id: row._id, state: 'leased', 'lease.owner': owner },
      { $set: { state: 'dead', lease: null, doneAt: clock.now() } },
    );
    if (dead.matchedCount === 0) return;
    log.warn('inbox.dead', { row: row._id });
    await p.giveUp(row);
  };

  const start = (): void => {
    for (const person of queue) {
      if (stopped || working.size >= p.mostPeople) return;
      queue.delete(person);
      const work = serve(person)
        .catch((error: unknown) => log.error('inbox.failed', error))
        .finally(() => {
          working.delete(person);
          if (again.delete(person)) queue.add(person);
          start();
        });
      working.set(person, work);
    }
  };

  const wake = (people: readonly string[]): void => {
    for (const person of people) (working.has(person) ? again : queue).add(person);
    start();
  };

  const waitForAll = async (): Promise<void> => {
    while (working.size > 0) await Promise.all(working.values());
  };

  return {
    wake,
    async sweep() {
      await models.inbox.updateMany(
        { state: 'leased', 'lease.until': { $lt: clock.now() } },
        { $set: { state: 'new', lease: null } },
      );
      const rows = await models.inbox
        .find({ state: 'new' }, { person: 1 })
        .sort({ storedAt: 1 })
        .limit(1_000)
        .lean();
      wake([...new Set(rows.map((r) => r.person))]);
    },
    idle: waitForAll,
    async stop() {
      stopped = true;
      await waitForAll();
    },
  };
}
