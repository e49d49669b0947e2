import { randomUUID } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import type { Models } from './models.js';

/**
 * Says that the statistics of these tambons in a round are no longer what their reports say. Belongs into
 * the transaction that changes the reports: a plain insert, so that nobody waits for anybody.
 */
export async function markTambons(
  { marks }: Models,
  round: string,
  tambons: readonly string[],
  tx: ClientSession | null,
): Promise<void> {
  const rows = [...new Set(tambons)].map((tambon) => ({ _id: randomUUID(), round, tambon }));
  if (rows.length > 0) await marks.insertMany(rows, { session: tx });
}
