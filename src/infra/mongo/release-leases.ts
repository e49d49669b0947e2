import type { Models } from './models.js';

/**
 * Lets everything go that `owner` still holds, when it ends: whoever sweeps next takes it up at once,
 * by the same rules as after a crash.
 */
export async function releaseLeases(models: Models, owner: string, now: number): Promise<void> {
  const mine = { 'lease.owner': owner };
  const over = { $set: { 'lease.until': now - 1 } };
  await Promise.all([
    models.inbox.updateMany({ state: 'leased', ...mine }, over),
    models.outbox.updateMany({ state: { $in: ['leased', 'replying'] }, ...mine }, over),
    models.photos.updateMany(
      { state: 'wanted', leaseOwner: owner },
      { $set: { dueAt: now, claims: 0 } },
    ),
    models.slots.updateMany({ state: 'running', ...mine }, over),
  ]);
}
