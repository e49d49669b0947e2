import { minuteMs } from '../../core/time.js';
import type { Clock } from '../clock.js';
import type { LineApi } from '../line/client.js';
import type { Log } from '../log.js';
import type { Models } from '../mongo/models.js';
import type { OutboxRow } from '../mongo/rows.js';
import { type Verdict, verdictBefore, verdictOf } from './outcome.js';

/** Pushes under way at once; a reply goes out as soon as its turn is true. */
const mostPushes = 8;
const pushLeaseMs = minuteMs;

export type Outbox = {
  /** Takes over rows that were just committed: replies go out at once, pushes as soon as possible. */
  deliver(rows: readonly OutboxRow[]): void;
  /** Looks for due rows and for leases that ran out. */
  sweep(): Promise<void>;
  /** Resolves when nothing that is due is left to be sent. */
  idle(): Promise<void>;
  /** Starts nothing new and waits for what is under way. */
  stop(): Promise<void>;
};

export function makeOutbox(p: {
  readonly models: Models;
  readonly line: LineApi;
  readonly clock: Clock;
  readonly log: Log;
  readonly owner: string;
  readonly random: () => number;
  /** Told where in the work we are; tests stop the process there. */
  readonly mark: (label: string) => void;
}): Outbox {
  const { models, clock, log, owner } = p;
  const underWay = new Set<Promise<void>>();
  let stopped = false;
  let pushing = 0;

  const track = (work: Promise<void>): void => {
    const guarded = work
      .catch((error: unknown) => log.error('outbox.failed', error))
      .finally(() => underWay.delete(guarded));
    underWay.add(guarded);
  };

  const call = (row: OutboxRow) =>
    row.kind === 'reply'
      ? p.line.reply(row.replyToken ?? '', row.messages ?? [])
      : p.line.push(row.to ?? '', row.messages ?? [], row._id);

  /** Only the holder of the lease may write the outcome (fencing). */
  const settle = async (row: OutboxRow, change: Partial<OutboxRow>): Promise<void> => {
    const settled = await models.outbox.updateOne(
      { _id: row._id, 'lease.owner': owner },
      { $set: { attempts: row.attempts, firstAttemptAt: row.firstAttemptAt, ...change } },
    );
    if (settled.matchedCount === 0) log.warn('outbox.lease-lost', { row: row._id });
  };

  const attempt = async (leased: OutboxRow): Promise<void> => {
    const now = clock.now();
    const early = verdictBefore(leased, now);
    if (early === 'cancelled')
      return settle(leased, { state: 'cancelled', lease: null, messages: null });
    if (early === 'dead') {
      log.warn('outbox.dead', { row: leased._id, kind: leased.kind, why: 'retry key expired' });
      return settle(leased, { state: 'dead', lease: null });
    }
    p.mark('before-send');
    const answer = await call(leased);
    p.mark('after-send');
    const unclearAt = answer.kind === 'unclear' ? now : null;
    const row = {
      ...leased,
      attempts: leased.attempts + 1,
      firstAttemptAt: leased.firstAttemptAt ?? unclearAt,
    };
    const verdict = verdictOf(row, answer, clock.now(), p.random());
    const outcome = 'what' in answer ? answer.what : answer.kind;
    if (verdict.state === 'dead') {
      const why = answer.kind === 'refused' ? answer.why : outcome;
      log.warn('outbox.dead', { row: row._id, kind: row.kind, why });
    }
    await apply(row, verdict, outcome);
    p.mark('after-settle');
  };

  const apply = async (row: OutboxRow, verdict: Verdict, outcome: string): Promise<void> => {
    switch (verdict.state) {
      case 'sent':
        return settle(row, { state: 'sent', lease: null, messages: null, to: null, outcome });
      case 'cancelled':
        return settle(row, { state: 'cancelled', lease: null, messages: null, outcome });
      case 'dead':
        return settle(row, { state: 'dead', lease: null, outcome });
      case 'as-push':
        await settle(row, {
          kind: 'push',
          state: 'pending',
          replyToken: null,
          lease: null,
          attempts: 0,
          firstAttemptAt: null,
          dueAt: clock.now(),
          outcome,
        });
        return pump();
      case 'retry':
        if (row.kind === 'reply') {
          await clock.sleep(verdict.afterMs);
          return attempt(row);
        }
        return settle(row, {
          state: 'pending',
          lease: null,
          dueAt: clock.now() + verdict.afterMs,
          outcome,
        });
    }
  };

  const claim = async (): Promise<OutboxRow | null> => {
    const now = clock.now();
    return models.outbox
      .findOneAndUpdate(
        { state: 'pending', dueAt: { $lte: now } },
        { $set: { state: 'leased', lease: { owner, until: now + pushLeaseMs } } },
        { sort: { dueAt: 1 }, returnDocument: 'after' },
      )
      .lean();
  };

  const pump = async (): Promise<void> => {
    if (stopped || pushing >= mostPushes) return;
    pushing += 1;
    try {
      // Whatever was claimed is also tried, so that nothing waits for a lease to run out.
      for (let row = await claim(); row; row = stopped ? null : await claim()) await attempt(row);
    } finally {
      pushing -= 1;
    }
  };

  /** What a crash left: a push is tried again with its key, a reply's outcome is unknown. */
  const recover = async (): Promise<void> => {
    const expired = { 'lease.until': { $lt: clock.now() } };
    const asPending = { state: 'pending', lease: null, dueAt: clock.now() } as const;
    for (const left of await models.outbox.find({ state: 'leased', ...expired }).lean()) {
      // It may have been sent when it was claimed, so its key counts from then.
      const claimedAt = (left.lease?.until ?? clock.now()) - pushLeaseMs;
      const firstAttemptAt = left.firstAttemptAt ?? claimedAt;
      await models.outbox.updateOne(
        { _id: left._id, state: 'leased', ...expired },
        { $set: { ...asPending, firstAttemptAt } },
      );
    }
    await models.outbox.updateMany(
      { state: 'replying', matters: true, ...expired },
      { $set: { ...asPending, kind: 'push', replyToken: null, outcome: 'reply-unknown' } },
    );
    const dropped = await models.outbox.updateMany(
      { state: 'replying', matters: false, ...expired },
      { $set: { state: 'cancelled', lease: null, messages: null, outcome: 'reply-unknown' } },
    );
    if (dropped.modifiedCount > 0)
      log.warn('outbox.replies-dropped', { count: dropped.modifiedCount });
  };

  return {
    deliver(rows) {
      for (const row of rows) if (row.state === 'replying') track(attempt(row));
      if (rows.some((row) => row.state === 'pending')) track(pump());
    },
    async sweep() {
      await recover();
      track(pump());
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async stop() {
      stopped = true;
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
