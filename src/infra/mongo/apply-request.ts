import type { ClientSession } from 'mongoose';
import { cardsOfRequest, type RequestWrite } from '../../core/join-request.js';
import type { Secrets } from '../secrets.js';
import type { Models } from './models.js';

type Context = { readonly models: Models; readonly secrets: Secrets; readonly tx: ClientSession };
type Of<K> = Extract<RequestWrite, { kind: K }>;

/** A second one of the same person meets the unique index, and the turn is decided anew. */
export async function sendRequest(
  { models, tx }: Context,
  { request, user, tambon, seat, name, at }: Of<'request.send'>,
): Promise<boolean> {
  const undecided = { state: 'waiting' as const, decidedBy: null, decidedAt: null };
  await models.requests.insertMany(
    [{ _id: request, user, tambon, seat, name, sentAt: at, ...undecided }],
    { session: tx },
  );
  return true;
}

export async function approveRequest(
  { models, secrets, tx }: Context,
  { request, user, seat, by, at }: Of<'request.approve'>,
): Promise<boolean> {
  const decided = await models.requests.updateOne(
    { _id: request, user, state: 'waiting' },
    { $set: { state: 'approved', seat, name: '', decidedBy: by, decidedAt: at } },
    { session: tx },
  );
  if (decided.matchedCount === 0) return false;
  const claimed = await models.seats.updateOne(
    { _id: seat, holder: null, activeTo: null },
    {
      $set: { holder: user },
      $push: { history: { who: secrets.pseudonym(user), from: at, to: null } },
    },
    { session: tx },
  );
  return claimed.matchedCount === 1;
}

export async function closeRequest(
  { models, tx }: Context,
  { request, outcome, by, at }: Of<'request.close'>,
): Promise<boolean> {
  const closed = await models.requests.updateOne(
    { _id: request, state: 'waiting' },
    { $set: { state: outcome, name: '', decidedBy: by, decidedAt: at } },
    { session: tx },
  );
  return closed.matchedCount === 1;
}

/** The person's requests disappear, with the cards about them that wait to be sent. */
export async function eraseRequests(
  { models, tx }: Pick<Context, 'models' | 'tx'>,
  user: string,
  who: string,
): Promise<void> {
  const options = { session: tx };
  const own = await models.requests.find({ user }, { _id: 1 }, options).lean();
  for (const { _id } of own) {
    const { from, below } = cardsOfRequest(_id);
    const key = { $gte: from, $lt: below };
    await models.outbox.updateMany(
      { key, state: { $in: ['pending', 'leased'] } },
      { $set: { state: 'cancelled', lease: null } },
      options,
    );
    await models.outbox.updateMany({ key }, { $set: { to: null, messages: null } }, options);
  }
  await models.requests.deleteMany({ user }, options);
  await models.requests.updateMany({ decidedBy: user }, { $set: { decidedBy: who } }, options);
}
