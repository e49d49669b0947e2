import type { RoundId } from '../../core/ids.js';
import { roundsOf } from '../../core/programme.js';
import type { Instant } from '../../core/time.js';
import { markTambons } from '../mongo/marks.js';
import type { Models } from '../mongo/models.js';
import { readProgramme } from '../mongo/rounds.js';
import { insertBlankReports, readActiveSeats } from './report-rows.js';

/**
 * Opens every round of the programme in force whose time has come, also one that is over by now, and
 * fixes Expected: the seats active at the moment this job opens it (metrics.md). While there is no
 * active seat at all a round stays closed, since rosters are often imported later than programmes.
 * A round opens in one transaction, so a crash leaves nothing half open and of two instances one wins.
 * Returns the rounds that this call opened.
 */
export async function openDueRounds({
  models,
  now,
}: {
  readonly models: Models;
  readonly now: Instant;
}): Promise<readonly RoundId[]> {
  const programme = await readProgramme(models);
  if (!programme) return [];
  const closed = await models.periods.find({ programme: programme.id, openedAt: null }).lean();
  const due = roundsOf(programme).filter(
    (round) => round.opensAt <= now && closed.some((period) => period._id === round.id),
  );
  const opened: RoundId[] = [];
  for (const { id } of due) if (await openRound(models, id, now)) opened.push(id);
  return opened;
}

const openRound = (models: Models, round: RoundId, now: Instant): Promise<boolean> =>
  models.periods.db.transaction(async (tx) => {
    const seats = await readActiveSeats(models, now, tx);
    if (seats.length === 0) return false;
    const first = await models.periods.updateOne(
      { _id: round, openedAt: null },
      { $set: { openedAt: now, expected: seats.length } },
      { session: tx },
    );
    if (first.matchedCount === 0) return false;
    await insertBlankReports(models, round, seats, tx);
    await markTambons(
      models,
      round,
      seats.map((seat) => seat.tambon),
      tx,
    );
    return true;
  });
