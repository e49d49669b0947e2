import type { SeatReport } from '../../core/report.js';
import { accepts, type Period, type Round } from '../../core/round.js';
import type { Instant } from '../../core/time.js';

export type Choice = { readonly round: Round; readonly report: SeatReport };

/** The rounds whose report of this seat may still get pictures at `at`, sent or not, the one due first in front. */
export const roundsFor = (
  periods: readonly Period[],
  reports: readonly SeatReport[],
  at: Instant,
): readonly Choice[] =>
  periods.flatMap(({ round, opened }) => {
    const report = reports.find((r) => r.round === round.id);
    return opened && report && accepts(round, at) ? [{ round, report }] : [];
  });
