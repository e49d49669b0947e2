import type { Actor } from '../core/actor.js';
import type { UserId } from '../core/ids.js';
import { accepts, stepAt } from '../core/round.js';
import { dayOf, hourMs, type Instant, startOf } from '../core/time.js';
import type { DigestPorts } from '../features/chase/facts.js';
import { decideDigest, loadDigest } from '../features/chase/job.js';
import type { Effect } from '../flow/effect.js';

type Tell = Extract<Effect, { do: 'tell' }>;
export type DigestJobPorts = DigestPorts & {
  officers(): Promise<readonly Actor[]>;
  /** Names somebody in what outlives their withdrawal. */
  pseudonym(user: UserId): string;
  /** Each message once by its key, however often it is asked. */
  tell(what: readonly Tell[]): Promise<void>;
};

/** A digest of the morning is of no use in the afternoon. */
const wantedUntilMs = 12 * hourMs;

/**
 * Tells every officer who is missing, at the moments of the rounds' ladders. Begun again after a crash
 * it tells those it had not come to.
 */
export async function runDigests(
  ports: DigestJobPorts,
  { slot, now }: { readonly slot: Instant; readonly now: Instant },
): Promise<void> {
  const until = startOf(dayOf(slot)) + wantedUntilMs;
  if (now > until) return;
  for (const period of await ports.periods()) {
    const { round } = period;
    const day = stepAt(round.digests, round.dueAt, slot);
    if (day === null || !period.opened || !accepts(round, slot)) continue;
    for (const officer of await ports.officers()) {
      const parts = await loadDigest(ports, officer, period);
      const messages = decideDigest(ports.areas, period, parts, slot);
      if (messages.length === 0) continue;
      const key = `digest:${round.id}:${day}:${ports.pseudonym(officer.id)}`;
      await ports.tell([{ do: 'tell', to: officer.id, messages, key, lane: 'reminder', until }]);
    }
  }
}
