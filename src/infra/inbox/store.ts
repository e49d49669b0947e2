import { AppError } from '../../core/fault.js';
import type { Clock } from '../clock.js';
import type { ReceivedEvent } from '../line/envelope.js';
import { personOf } from '../line/inbound.js';
import { gather } from '../mongo/gather.js';
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
    p.stored(rows.map((r) => r.person));
  };
  const writeTogether = gather(async (requests: readonly (readonly InboxRow[])[]) => {
    const rows = requests.flat();
    for (let at = 0; at < rows.length; at += mostInOneWrite)
      await write(rows.slice(at, at + mostInOneWrite));
  });
  return {
    async put(events) {
      if (events.length === 0) return;
      const storedAt = p.clock.now();
      const rows = events.map((event): InboxRow => rowOf(event, storedAt));
      await within(writeTogether(rows), p.giveUpMs).catch((cause: unknown) => {
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
