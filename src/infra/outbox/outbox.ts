import { hourMs } from '../../core/time.js';
import type { Lane } from '../../flow/effect.js';
import type { Clock } from '../clock.js';
import type { LineApi } from '../line/client.js';
import type { Log } from '../log.js';
import { gather } from '../mongo/gather.js';
import type { Models } from '../mongo/models.js';
import type { Batch, OutboxRow } from '../mongo/rows.js';
import { stillWanted } from './audience.js';
import {
  afterCrash,
  type LineAnswer,
  pushLeaseMs,
  type Verdict,
  verdictBefore,
  verdictOf,
} from './outcome.js';
import { makeTokenBucket } from './token-bucket.js';

/**
 * Calls under way at once. Each lane has its own, so that a slower one never holds up a faster one. At
 * LINE's usual 0.1 s a call three quarters of so many reach the rate of the lane; the last quarter may be
 * empty while the next portion is claimed.
 */
export const mostAtOnce: Readonly<Record<Lane, number>> = {
  interactive: 8,
  reminder: 240,
  bulk: 240,
};
const lanes = Object.keys(mostAtOnce) as readonly Lane[];
/** LINE's limits of calls a second. */
const pushesPerSecond = 2_000;
const multicastsPerSecond = 200;

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

/** What is left of a row that needs no further attempt: no words and no people. */
const closed = (row: OutboxRow, batch = row.batch) => ({
  lease: null,
  messages: null,
  batch: batch && { ...batch, recipients: null },
});

type Settled = { readonly row: OutboxRow; readonly change: Partial<OutboxRow> };

export function makeOutbox(p: {
  readonly models: Models;
  readonly line: LineApi;
  readonly clock: Clock;
  readonly log: Log;
  readonly owner: string;
  readonly random: () => number;
  /** Told where in the work we are; tests stop the process there. */
  readonly mark: (label: string) => void;
  /** LINE takes no more paid messages this month. May be said again and again. */
  readonly quotaReached: () => Promise<void>;
  /** LINE takes this reply in no way: somebody waits for an answer and must hear something. */
  readonly replyRefused: (row: OutboxRow) => Promise<void>;
}): Outbox {
  const { models, clock, log, owner } = p;
  const underWay = new Set<Promise<void>>();
  let stopped = false;
  const busy: Record<Lane, number> = { interactive: 0, reminder: 0, bulk: 0 };
  const pumps: Record<Lane, 'idle' | 'filling' | 'asked again'> = {
    interactive: 'idle',
    reminder: 'idle',
    bulk: 'idle',
  };
  /** What is sent to many waits while the month's quota is used up. */
  let pausedUntil = 0;
  const buckets = {
    push: makeTokenBucket(pushesPerSecond, clock),
    multicast: makeTokenBucket(multicastsPerSecond, clock),
  };

  const track = (work: Promise<void>): void => {
    const guarded = work
      .catch((error: unknown) => log.error('outbox.failed', error))
      .finally(() => underWay.delete(guarded));
    underWay.add(guarded);
  };

  const call = async (row: OutboxRow): Promise<LineAnswer> => {
    const messages = row.messages ?? [];
    if (row.kind === 'reply') return p.line.reply(row.replyToken ?? '', messages);
    // Answers to people use the part of LINE's limit that is left free for them.
    if (row.lane !== 'interactive') await buckets[row.kind].take();
    const answer =
      row.kind === 'push'
        ? await p.line.push(row.to ?? '', messages, row._id)
        : await p.line.multicast(row.batch?.recipients ?? [], messages, row._id);
    if (answer.kind === 'rate-limited') buckets[row.kind].slowDown();
    if (answer.kind === 'quota-reached') {
      if (row.lane !== 'interactive') pausedUntil = clock.now() + hourMs;
      await p.quotaReached();
    }
    return answer;
  };

  const settleTogether = gather(async (settled: readonly Settled[]) => {
    const { matchedCount } = await models.outbox.collection.bulkWrite(
      settled.map(({ row, change }) => ({
        updateOne: { filter: { _id: row._id, 'lease.owner': owner }, update: { $set: change } },
      })) as unknown as Parameters<typeof models.outbox.collection.bulkWrite>[0],
      { ordered: false },
    );
    const lost = settled.length - matchedCount;
    if (lost > 0) log.warn('outbox.lease-lost', { count: lost });
  });

  /** Only the holder of the lease may write the outcome (fencing). */
  const settle = (row: OutboxRow, change: Partial<OutboxRow>): Promise<void> => {
    const { attempts, firstAttemptAt } = row;
    return settleTogether({ row, change: { attempts, firstAttemptAt, ...change } });
  };

  const attempt = async (leased: OutboxRow): Promise<void> => {
    const now = clock.now();
    const early = verdictBefore(leased, now);
    if (early === 'cancelled') return settle(leased, { ...closed(leased), state: 'cancelled' });
    if (early === 'dead') {
      log.warn('outbox.dead', { row: leased._id, kind: leased.kind, why: 'retry key expired' });
      return settle(leased, { state: 'dead', lease: null });
    }
    const frozen = await freeze(leased);
    if (!frozen) return;
    p.mark('before-send');
    const answer = await call(frozen);
    p.mark('after-send');
    const unclearAt = answer.kind === 'unclear' ? now : null;
    const row = {
      ...frozen,
      attempts: leased.attempts + 1,
      firstAttemptAt: frozen.firstAttemptAt ?? unclearAt,
    };
    const verdict = verdictOf(row, answer, clock.now(), p.random());
    const outcome = 'what' in answer ? answer.what : answer.kind;
    if (verdict.state === 'dead') {
      const why = answer.kind === 'refused' ? answer.why : outcome;
      log.warn('outbox.dead', { row: row._id, kind: row.kind, why });
    }
    await apply(row, verdict, outcome);
    if (verdict.state === 'dead' && row.kind === 'reply') await p.replyRefused(row);
    p.mark('after-settle');
  };

  /**
   * A batch loses those to whom it does not matter any more until LINE may have accepted it; from then
   * on every attempt is the same to the byte. Null when there is nothing left to send.
   */
  const freeze = async (row: OutboxRow): Promise<OutboxRow | null> => {
    const { batch } = row;
    if (!batch || (batch.frozen && row.firstAttemptAt !== null)) return row;
    const recipients = await stillWanted(models, batch);
    if (recipients === null) {
      await settle(row, { state: 'held', lease: null });
      return null;
    }
    const dropped = batch.size - recipients.length;
    const now: Batch = { ...batch, recipients, dropped, frozen: true };
    const nobody = recipients.length === 0;
    const change = nobody ? { ...closed(row, now), state: 'cancelled' as const } : { batch: now };
    const ours = await models.outbox.updateOne(
      { _id: row._id, 'lease.owner': owner },
      { $set: change },
    );
    return nobody || ours.matchedCount === 0 ? null : { ...row, batch: now };
  };

  const apply = async (row: OutboxRow, verdict: Verdict, outcome: string): Promise<void> => {
    switch (verdict.state) {
      case 'sent':
        return settle(row, { ...closed(row), state: 'sent', to: null, outcome });
      case 'cancelled':
        return settle(row, { ...closed(row), state: 'cancelled', outcome });
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
        return pump(row.lane);
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

  /** Only one at a time for each lane: whom a claim belongs to is told by owner and moment. */
  const claim = async (lane: Lane, most: number): Promise<readonly OutboxRow[]> => {
    const now = clock.now();
    const due = await models.outbox
      .find({ state: 'pending', lane, dueAt: { $lte: now } }, { _id: 1 })
      .sort({ dueAt: 1 })
      .limit(most)
      .lean();
    if (due.length === 0) return [];
    const _id = { $in: due.map((row) => row._id) };
    const lease = { owner, until: now + pushLeaseMs };
    await models.outbox.updateMany({ _id, state: 'pending' }, { $set: { state: 'leased', lease } });
    return models.outbox
      .find({ _id, state: 'leased', 'lease.owner': owner, 'lease.until': lease.until })
      .lean();
  };

  const isPaused = (lane: Lane): boolean => lane !== 'interactive' && clock.now() < pausedUntil;

  /** Claims in portions: for every single place that becomes free it would not pay. */
  const pump = async (lane: Lane): Promise<void> => {
    if (pumps[lane] !== 'idle') {
      pumps[lane] = 'asked again';
      return;
    }
    try {
      for (;;) {
        pumps[lane] = 'filling';
        const free = mostAtOnce[lane] - busy[lane];
        if (stopped || isPaused(lane) || free < mostAtOnce[lane] / 4) return;
        const rows = await claim(lane, free);
        // Whatever was claimed is also tried, so that nothing waits for a lease to run out.
        for (const row of rows) track(occupy(lane, row));
        if (rows.length === 0 && pumps[lane] === 'filling') return;
      }
    } finally {
      pumps[lane] = 'idle';
    }
  };

  const occupy = async (lane: Lane, row: OutboxRow): Promise<void> => {
    busy[lane] += 1;
    try {
      await attempt(row);
    } finally {
      busy[lane] -= 1;
      track(pump(lane));
    }
  };

  const recover = async (): Promise<void> => {
    const now = clock.now();
    const expired = { 'lease.until': { $lt: now } };
    const left = { state: { $in: ['leased', 'replying'] }, ...expired } as const;
    let dropped = 0;
    for (const row of await models.outbox.find(left).lean()) {
      const change = afterCrash(row, now);
      const ours = await models.outbox.updateOne(
        { _id: row._id, state: row.state, ...expired },
        { $set: change },
      );
      if (change.state === 'cancelled') dropped += ours.matchedCount;
    }
    if (dropped > 0) log.warn('outbox.replies-dropped', { count: dropped });
  };

  return {
    deliver(rows) {
      for (const row of rows) if (row.state === 'replying') track(attempt(row));
      for (const lane of lanes)
        if (rows.some((row) => row.state === 'pending' && row.lane === lane)) track(pump(lane));
    },
    async sweep() {
      await recover();
      // Mostly nothing is due: one question then stands for a claim in every lane.
      const due = { state: 'pending', lane: { $in: lanes }, dueAt: { $lte: clock.now() } } as const;
      if (await models.outbox.exists(due)) for (const lane of lanes) track(pump(lane));
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
