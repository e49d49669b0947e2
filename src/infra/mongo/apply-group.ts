import type { ClientSession } from 'mongoose';
import type { GroupWrite } from '../../core/group.js';
import type { Models } from './models.js';

type Context = { readonly models: Models; readonly tx: ClientSession };
type Of<K> = Extract<GroupWrite, { kind: K }>;

/** Remembers which area a group is of; the newest word wins. */
export async function keepGroupArea(
  { models, tx }: Context,
  { group, area, at }: Of<'group.area'>,
): Promise<boolean> {
  await models.groups.updateOne(
    { _id: group },
    { $set: { area, at, schemaVersion: 1 } },
    { session: tx, upsert: true },
  );
  return true;
}

/** Forgets a group that the bot left, but not what was said after it had come back. */
export async function forgetGroup(
  { models, tx }: Context,
  { group, at }: Of<'group.forget'>,
): Promise<boolean> {
  await models.groups.deleteOne({ _id: group, at: { $lte: at } }, { session: tx });
  return true;
}
