import type { ClientSession } from 'mongoose';
import { countedOf, type ReportWrite } from '../../core/report.js';
import { seatPlace } from '../../core/seat.js';
import type { Secrets } from '../secrets.js';
import { markTambons } from './marks.js';
import type { Models } from './models.js';

type Context = { readonly models: Models; readonly secrets: Secrets; readonly tx: ClientSession };
type Of<K> = Extract<ReportWrite, { kind: K }>;

/** Stores the next version. The first one sets the moment that counts for the deadline, for good. */
export async function submitReport(
  { models, secrets, tx }: Context,
  { round, seat, user, version, content, standing, at }: Of<'report.submit'>,
): Promise<boolean> {
  const first = version === 1 ? { firstAt: at } : {};
  const sent = await models.reports.updateOne(
    { _id: `${round}/${seat}`, version: version - 1 },
    {
      $set: { version, content, standing, ...first },
      $push: { versions: { version, at, by: secrets.pseudonym(user), content } },
    },
    { session: tx },
  );
  await markTambons(models, round, [seatPlace(seat).tambon], tx);
  return sent.matchedCount === 1;
}

/** Takes the counted version back. Read and written in one transaction, so a newer version wins. */
export async function undoReport(
  { models, tx }: Context,
  { round, seat, version, content, standing, at }: Of<'report.undo'>,
): Promise<boolean> {
  const _id = `${round}/${seat}`;
  const row = await models.reports.findById(_id, null, { session: tx }).lean();
  const versions = (row?.versions ?? []).map((v) => ({ ...v, undoneAt: v.undoneAt ?? null }));
  if (row === null || countedOf(versions)?.version !== version) return false;
  const marked = row.versions.map((v) => (v.version === version ? { ...v, undoneAt: at } : v));
  const undone = await models.reports.updateOne(
    { _id, version: row.version },
    { $set: { versions: marked, content, standing } },
    { session: tx },
  );
  await markTambons(models, round, [seatPlace(seat).tambon], tx);
  return undone.matchedCount === 1;
}
