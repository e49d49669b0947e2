import type { ClientSession } from 'mongoose';
import type { UserId } from '../../core/ids.js';
import type { Session } from '../../flow/talk.js';
import type { Models } from './models.js';

/** Stores the session if its revision is still `rev`; false when somebody else moved it. */
export async function moveSession(
  { sessions }: Models,
  p: { user: UserId; rev: number; session: Session; at: number },
  tx: ClientSession,
): Promise<boolean> {
  const next = { rev: p.rev + 1, session: p.session, at: p.at };
  if (p.rev === 0) {
    await sessions.insertMany([{ _id: p.user, ...next }], { session: tx });
    return true;
  }
  const moved = await sessions.updateOne(
    { _id: p.user, rev: p.rev },
    { $set: next },
    { session: tx },
  );
  return moved.matchedCount === 1;
}
