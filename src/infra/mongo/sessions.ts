import type { ClientSession } from 'mongoose';
import type { UserId } from '../../core/ids.js';
import { blankSession, type Session } from '../../flow/talk.js';
import type { Models } from './models.js';

/** The session with its revision; 0 when there is none yet. */
export async function readSession(
  { sessions }: Models,
  user: UserId,
): Promise<{ readonly rev: number; readonly session: Session }> {
  const row = await sessions.findById(user).lean();
  return row ? { rev: row.rev, session: row.session } : { rev: 0, session: blankSession };
}

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
