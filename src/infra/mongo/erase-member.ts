import type { ClientSession } from 'mongoose';
import type { UserId } from '../../core/ids.js';
import type { Secrets } from '../secrets.js';
import { erasePhotos } from './apply-photo.js';
import { eraseRequests } from './apply-request.js';
import type { Models } from './models.js';

/** Stands for a name that must not come back to a seat; says nothing of the name itself. */
export const withdrawnMark = (secrets: Secrets, seat: string, name: string): string =>
  secrets.pseudonym(`${seat}:${name}`);

/**
 * Makes a person disappear from every collection (PDPA). The seat and its figures stay; history and
 * audit hold pseudonyms only. The tombstone stops events from before the withdrawal, and the seat
 * remembers by a pseudonym which name the next roster must not bring back.
 */
export async function eraseMember(
  { models, secrets, tx }: { models: Models; secrets: Secrets; tx: ClientSession },
  user: UserId,
  at: number,
): Promise<void> {
  const who = secrets.pseudonym(user);
  const options = { session: tx };
  const seat = await models.seats.findOne({ holder: user }, {}, options).lean();
  if (seat) {
    const history = seat.history.map((h) =>
      h.who === who && h.to === null ? { ...h, to: at } : h,
    );
    const withdrawnName = withdrawnMark(secrets, seat._id, seat.rosterName);
    const nobody = { holder: null, rosterName: '', phone: null, withdrawnName };
    await models.seats.updateOne({ _id: seat._id }, { $set: { ...nobody, history } }, options);
  }
  await models.members.deleteOne({ _id: user }, options);
  await models.officers.deleteMany({ user }, options);
  await models.sessions.deleteOne({ _id: user }, options);
  await eraseRequests({ models, tx }, user, who);
  await erasePhotos({ models, tx }, user);
  await models.outbox.updateMany(
    { to: user, state: { $in: ['pending', 'leased'] } },
    { $set: { state: 'cancelled', lease: null } },
    options,
  );
  await models.outbox.updateMany({ to: user }, { $set: { to: null, messages: null } }, options);
  await models.outbox.updateMany(
    { to: null, 'batch.recipients': user },
    { $pull: { 'batch.recipients': user } } as never,
    options,
  );
  await models.plans.updateMany({ madeBy: user }, { $set: { madeBy: null } }, options);
  await models.inbox.updateMany(
    { person: user, state: { $in: ['done', 'dead'] } },
    { $set: { person: who, event: null } },
    options,
  );
  await models.tombstones.updateOne(
    { _id: who },
    { $set: { at, schemaVersion: 1 } },
    { ...options, upsert: true },
  );
}
