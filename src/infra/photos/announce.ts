import { answeredWithinMs } from '../../core/photo.js';
import { secondMs } from '../../core/time.js';
import type { Clock } from '../clock.js';
import { photosInType } from '../line/inbound.js';
import { isDuplicate } from '../mongo/errors.js';
import type { Models } from '../mongo/models.js';
import type { InboxRow, PhotoRow } from '../mongo/rows.js';

/** Somebody who picks pictures one by one is not answered before this long after the last one. */
const quietMs = 8 * secondMs;

/** Tells the inbox that a person's pictures are in, when it is time to answer. May be said again and again. */
export type Announce = (user: string) => Promise<void>;

type Waiting = Pick<PhotoRow, '_id' | 'state' | 'set' | 'replyToken' | 'wantedAt'>;

/** Whether every one of them is of a set all of which is there: nothing more is to be waited for. */
function isWhole(waiting: readonly Waiting[]): boolean {
  return waiting.every(({ set }) => {
    const there = waiting.filter((w) => w.set !== null && w.set.id === set?.id).length;
    return set !== null && set.total !== null && there >= set.total;
  });
}

/** Whether the sender is to be answered now. `waiting` are all that nothing was said about, oldest first. */
export function isTimeToAnswer(waiting: readonly Waiting[], now: number): boolean {
  const oldest = waiting[0];
  const newest = waiting.at(-1);
  if (!oldest || !newest) return false;
  if (now - oldest.wantedAt >= answeredWithinMs) return true;
  if (waiting.some((w) => w.state === 'wanted')) return false;
  return isWhole(waiting) || now - newest.wantedAt >= quietMs;
}

/**
 * The answer is a turn like any other: an event of our own in the inbox, named after the newest picture
 * it is about and what became of that, so that it comes once however often it is asked for.
 */
export function makeAnnounce(p: {
  readonly models: Models;
  readonly clock: Clock;
  readonly stored: (people: readonly string[]) => void;
}): Announce {
  const { models, clock } = p;
  return async (user) => {
    const waiting = await models.photos
      .find({ user, told: false }, { state: 1, set: 1, replyToken: 1, wantedAt: 1 })
      .sort({ wantedAt: 1, _id: 1 })
      .lean();
    if (!isTimeToAnswer(waiting, clock.now())) return;
    const newest = waiting.at(-1);
    if (!newest) return;
    try {
      await models.inbox.insertMany([eventOf(user, newest, clock.now())]);
    } catch (error) {
      if (isDuplicate(error)) return;
      throw error;
    }
    p.stored([user]);
  };
}

function eventOf(user: string, { _id, state, replyToken }: Waiting, now: number): InboxRow {
  const webhookEventId = `photos${state}${_id}`;
  const event = {
    type: photosInType,
    timestamp: now,
    webhookEventId,
    source: { type: 'user', userId: user },
    ...(replyToken === null ? {} : { replyToken }),
  };
  return {
    _id: webhookEventId,
    person: user,
    storedAt: now,
    state: 'new',
    lease: null,
    attempts: 0,
    event: JSON.stringify(event),
    doneAt: null,
  };
}
