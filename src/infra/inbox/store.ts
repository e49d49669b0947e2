import { AppError } from '../../core/fault.js';
import type { Clock } from '../clock.js';
import type { ReceivedEvent } from '../line/envelope.js';
import { personOf } from '../line/inbound.js';
import { type Models, versioned } from '../mongo/models.js';
import type { InboxRow } from '../mongo/rows.js';
import { within } from '../mongo/within.js';

export type InboxStore = {
  /**
   * Resolves when every event is durably stored (majority); ones that are there already count as stored.
   * Rejects with AppError `inbox-unavailable` when that takes longer than LINE waits.
   */
  put(events: readonly ReceivedEvent[]): Promise<void>;
};

type Waiting = {
  readonly rows: readonly InboxRow[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};

/** Events that may be written in one go; keeps a single write below LINE's patience. */
const mostInOneWrite = 500;

/**
 * Many requests' events in one write (group commit): while one write is under way, the next requests
 * gather, so a durable write costs a request little when many come at once.
 */
export function makeInboxStore(p: {
  readonly models: Models;
  readonly clock: Clock;
  readonly giveUpMs: number;
  /** Told whom something new is there for, each once for every event. */
  readonly stored: (people: readonly string[]) => void;
}): InboxStore {
  const gathering: Waiting[] = [];
  let writing = false;

  const write = async (rows: readonly InboxRow[]): Promise<void> => {
    try {
      await p.models.inbox.collection.insertMany(rows as never[], {
        ordered: false,
        writeConcern: { w: 'majority' },
        maxTimeMS: p.giveUpMs,
      });
    } catch (error) {
      if (!onlyDuplicates(error)) throw error;
    }
  };

  const drain = async (): Promise<void> => {
    while (gathering.length > 0) {
      const batch: Waiting[] = [];
      let size = 0;
      while (gathering[0] && (size === 0 || size + gathering[0].rows.length <= mostInOneWrite)) {
        const next = gathering.shift();
        if (!next) break;
        batch.push(next);
        size += next.rows.length;
      }
      const rows = batch.flatMap((w) => w.rows);
      try {
        // A write that hangs must not hold up the next one.
        await within(write(rows), p.giveUpMs);
        for (const w of batch) w.done();
        p.stored(rows.map((r) => r.person));
      } catch (error) {
        for (const w of batch) w.failed(error);
      }
    }
    writing = false;
  };

  return {
    put(events) {
      if (events.length === 0) return Promise.resolve();
      const storedAt = p.clock.now();
      const rows = events.map((event): InboxRow => rowOf(event, storedAt));
      const written = new Promise<void>((done, failed) => {
        gathering.push({ rows, done, failed });
        if (writing) return;
        writing = true;
        void drain();
      });
      return within(written, p.giveUpMs).catch((cause: unknown) => {
        throw new AppError('inbox-unavailable', { kind: 'passing', cause });
      });
    },
  };
}

const rowOf = ({ event, text }: ReceivedEvent, storedAt: number): InboxRow =>
  versioned({
    _id: event.webhookEventId,
    person: personOf(event),
    storedAt,
    state: 'new',
    lease: null,
    attempts: 0,
    event: text,
    doneAt: null,
  });

const hasWriteConcernError = (error: object): boolean =>
  'result' in error &&
  typeof error.result === 'object' &&
  error.result !== null &&
  'getWriteConcernError' in error.result &&
  typeof error.result.getWriteConcernError === 'function' &&
  error.result.getWriteConcernError() !== undefined;

/** Stored already is as good as stored now: redelivery is a no-op. */
function onlyDuplicates(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('writeErrors' in error)) return false;
  // A majority that failed beside the duplicates is no success.
  if (hasWriteConcernError(error)) return false;
  const { writeErrors } = error;
  const list: readonly unknown[] = Array.isArray(writeErrors) ? writeErrors : [writeErrors];
  return (
    list.length > 0 &&
    list.every((e) => typeof e === 'object' && e !== null && 'code' in e && e.code === 11000)
  );
}
