export type RateLimit = { readonly requests: number; readonly perMs: number };

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
