import { minuteMs, secondMs } from '../../core/time.js';
import type { Clock } from '../clock.js';
import type { Gauge } from '../metrics.js';
import { within } from '../mongo/within.js';
import type { LineAccount } from './account.js';

/** Whoever collects metrics does not wait for LINE longer than this. */
const askWithinMs = 2 * secondMs;

/** What is left of the month's messages, asked once a minute; nothing without a limit or an answer. */
export function makeQuotaGauge({
  account,
  clock,
}: {
  readonly account: Pick<LineAccount, 'quota'>;
  readonly clock: Clock;
}): () => Promise<readonly Gauge[]> {
  let known: { readonly at: number; readonly gauges: readonly Gauge[] } | null = null;
  const ask = async (): Promise<readonly Gauge[]> => {
    try {
      const { limit, used } = await within(account.quota(), askWithinMs);
      return limit === null ? [] : [{ name: 'line_quota_remaining', value: limit - used }];
    } catch {
      return [];
    }
  };
  return async () => {
    if (known === null || clock.now() - known.at >= minuteMs)
      known = { at: clock.now(), gauges: await ask() };
    return known.gauges;
  };
}
