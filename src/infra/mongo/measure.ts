import type { Gauge } from '../metrics.js';
import type { Models } from './models.js';

/** What waits in the database now. Messages that are done are not counted: only what may still matter. */
export async function measure(models: Models, now: number): Promise<readonly Gauge[]> {
  const [oldest, photos, waiting] = await Promise.all([
    models.inbox
      .findOne({ state: { $in: ['new', 'leased'] } }, { storedAt: 1 })
      .sort({ storedAt: 1 })
      .lean(),
    models.photos.countDocuments({ state: 'wanted' }),
    models.outbox.aggregate<{ _id: { lane: string; state: string }; count: number }>([
      { $match: { state: { $in: ['replying', 'pending', 'leased', 'dead'] } } },
      { $group: { _id: { lane: '$lane', state: '$state' }, count: { $sum: 1 } } },
    ]),
  ]);
  const ageSeconds = oldest ? Math.max(0, now - oldest.storedAt) / 1000 : 0;
  return [
    { name: 'inbox_oldest_age_seconds', value: ageSeconds },
    { name: 'photos_waiting', value: photos },
    ...waiting
      .map(({ _id, count }) => ({
        name: 'outbox_depth' as const,
        labels: { ..._id },
        value: count,
      }))
      .sort((a, b) => (JSON.stringify(a.labels) < JSON.stringify(b.labels) ? -1 : 1)),
  ];
}
