import type { ClientSession } from 'mongoose';
import type { UserId } from '../../core/ids.js';
import type { Session } from '../../flow/talk.js';
import type { Models } from './models.js';

/** A session as it shall be from `at` on, if its revision is still `rev`; 0 when there is none yet. */
export type Move = {
  readonly user: UserId;
  readonly rev: number;
  readonly session: Session;
  readonly at: number;
};

/** Stores sessions; false when somebody else moved one of them. Throws E11000 where one was begun meanwhile. */
export async function moveSessions(
  { sessions }: Models,
  moves: readonly Move[],
  tx: ClientSession,
): Promise<boolean> {
  if (moves.length === 0) return true;
  const next = ({ rev, session, at }: Move) => ({ rev: rev + 1, session, at });
  const moved = await sessions.bulkWrite(
    // The new ones first: either kind then goes in one command.
    [...moves]
      .sort((a, b) => a.rev - b.rev)
      .map((move) =>
        move.rev === 0
          ? { insertOne: { document: { _id: move.user, ...next(move) } } }
          : {
              updateOne: {
                filter: { _id: move.user, rev: move.rev },
                update: { $set: next(move) },
              },
            },
      ),
    { session: tx },
  );
  return moved.insertedCount + moved.matchedCount === moves.length;
}
