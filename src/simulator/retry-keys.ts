const VALID_MS = 24 * 60 * 60 * 1000;

export type Accepted = {
  readonly at: number;
  readonly requestId: string;
  readonly sentMessages: readonly { readonly id: string }[];
};

export type RetryKeys = {
  accepted(key: string): Accepted | null;
  accept(key: string, accepted: Accepted): void;
  clear(): void;
};

/** Retry keys of accepted requests; after 24 hours the same key is a new request. */
export function createRetryKeys(now: () => number): RetryKeys {
  const keys = new Map<string, Accepted>();
  return {
    accepted(key) {
      const found = keys.get(key.toLowerCase());
      return found !== undefined && now() - found.at < VALID_MS ? found : null;
    },
    accept: (key, accepted) => void keys.set(key.toLowerCase(), accepted),
    clear: () => keys.clear(),
  };
}
