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
  /** Something new is there for these people; each stands once for every event. */
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
  /** How many events of a person may be there to be claimed: to ask for one more would be in vain. */
  const waiting = new Map<string, number>();
  const working = new Map<string, Promise<void>>();
  let stopped = false;

  /** `blocked`: the unique index refuses a second leased event of the same person. */
  const claim = async (person: string): Promise<InboxRow | null | 'blocked'> => {
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
      if (isDuplicate(error)) return 'blocked';
      throw error;
    }
  };

  const takeOne = (person: string): boolean => {
    const left = waiting.get(person) ?? 0;
    if (left > 1) waiting.set(person, left - 1);
    else waiting.delete(person);
    return left > 0;
  };

  const serve = async (person: string): Promise<void> => {
    while (!stopped && takeOne(person)) {
      const row = await claim(person);
      if (row === 'blocked') {
        // The sweep counts anew when the lease may have run out.
        waiting.delete(person);
        return;
      }
      if (!row) continue;
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
    for (const person of waiting.keys()) {
      if (stopped || working.size >= p.mostPeople) return;
      if (working.has(person)) continue;
      const work = serve(person)
        .catch((error: unknown) => log.error('inbox.failed', error))
        .finally(() => {
          working.delete(person);
          start();
        });
      working.set(person, work);
    }
  };

  const wake = (people: readonly string[]): void => {
    for (const person of people) waiting.set(person, (waiting.get(person) ?? 0) + 1);
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
      const there = new Map<string, number>();
      for (const { person } of rows) there.set(person, (there.get(person) ?? 0) + 1);
      for (const [person, count] of there)
        waiting.set(person, Math.max(count, waiting.get(person) ?? 0));
      start();
    },
    idle: waitForAll,
    async stop() {
      stopped = true;
      await waitForAll();
    },
  };
}
