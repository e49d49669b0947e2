export type RateLimit = { readonly requests: number; readonly perMs: number };

/** LINE's limits (reference, "Rate limits"); each counts one method and endpoint of a channel. */
export const perSecond = (requests: number): RateLimit => ({ requests, perMs: 1_000 });
export const perMinute = (requests: number): RateLimit => ({ requests, perMs: 60_000 });
export const perHour = (requests: number): RateLimit => ({ requests, perMs: 3_600_000 });
/** Every endpoint that LINE names no other limit for. */
export const USUAL_LIMIT = perSecond(2_000);

/** A token bucket for each endpoint: true when one more request is allowed now. */
export function createRateLimits(
  now: () => number,
): (endpoint: string, limit: RateLimit) => boolean {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (endpoint, limit) => {
    const at = now();
    const bucket = buckets.get(endpoint) ?? { tokens: limit.requests, at };
    const earned = (Math.max(0, at - bucket.at) * limit.requests) / limit.perMs;
    const tokens = Math.min(limit.requests, bucket.tokens + earned);
    const allowed = tokens >= 1;
    buckets.set(endpoint, { tokens: allowed ? tokens - 1 : tokens, at });
    return allowed;
  };
}
