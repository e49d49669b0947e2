import {
  type CodeTry,
  codeTriesAllowed,
  codeTriesAllowedGlobally,
  codeTriesWindowMs,
  type FoundCode,
} from '../../core/claim-code.js';
import type { CodeId, EventId, UserId } from '../../core/ids.js';
import type { Instant } from '../../core/time.js';
import type { Secrets } from '../secrets.js';
import { isDuplicate } from './errors.js';
import type { Models } from './models.js';

/** The code if it can still be used; wrong, used and expired ones are equally not found. */
export async function findCode(
  { codes }: Models,
  id: CodeId,
  now: Instant,
): Promise<FoundCode | null> {
  const row = await codes.findOne({ _id: id, usedAt: null, expiresAt: { $gt: now } }).lean();
  return row && { id, grant: row.grant };
}

/**
 * Counts a try, then looks the code up. Tries are plain inserts keyed by the event, so that deciding
 * the same event again does not count twice and nobody waits for anybody (quality.md, fault 23).
 */
export async function tryCode(
  { models, secrets }: { models: Models; secrets: Secrets },
  p: { user: UserId; event: EventId; code: string; now: Instant },
): Promise<CodeTry> {
  const who = secrets.pseudonym(p.user);
  const others = { at: { $gt: p.now - codeTriesWindowMs }, _id: { $ne: p.event } };
  const [own, all] = await Promise.all([
    models.codeTries.countDocuments({ who, ...others }),
    models.codeTries.countDocuments(others),
  ]);
  // A try beyond somebody's own limit is not counted, so that one person cannot use up everybody's.
  if (own >= codeTriesAllowed || all >= codeTriesAllowedGlobally) return { kind: 'too-many' };
  try {
    await models.codeTries.insertMany([{ _id: p.event, who, at: p.now }]);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const code = await findCode(models, secrets.codeId(p.code), p.now);
  return code ? { kind: 'found', code } : { kind: 'refused' };
}
