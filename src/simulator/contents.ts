export type Content = { readonly contentType: string; readonly bytes: Buffer };

/** What LINE makes of a file that a person sent. */
export type Kept =
  | { readonly kind: 'ready' | 'preparing' | 'failed'; readonly content: Content }
  /** The person took the message back. */
  | { readonly kind: 'gone' };

export type Preparing = {
  /** A video or sound is prepared for so long before it can be fetched. Default: not at all. */
  readonly preparingMs?: number;
  /** In the end it cannot be prepared. */
  readonly fails?: boolean;
};

export type Contents = {
  keep(messageId: string, content: Content, preparing?: Preparing): void;
  /** Null when there never was a file, or LINE has deleted it since. */
  of(messageId: string): Kept | null;
  /** What a phone can show: also what is still being prepared for the bot. */
  shown(messageId: string): Content | null;
  unsend(messageId: string): void;
  clear(): void;
};

/** Over this, the oldest files are deleted, as LINE does after "a certain period". */
const MAX_KEPT_BYTES = 300_000_000;

type Item = { readonly content: Content; readonly readyAt: number; readonly fails: boolean };

/** The bytes behind photos, videos, voice messages and files. */
export function createContents(now: () => number): Contents {
  const items = new Map<string, Item | 'gone'>();
  let total = 0;

  const drop = (messageId: string): void => {
    const item = items.get(messageId);
    if (item !== undefined && item !== 'gone') total -= item.content.bytes.length;
    items.delete(messageId);
  };
  return {
    keep(messageId, content, { preparingMs = 0, fails = false } = {}) {
      items.set(messageId, { content, readyAt: now() + preparingMs, fails });
      total += content.bytes.length;
      for (const oldest of items.keys()) {
        if (total <= MAX_KEPT_BYTES || oldest === messageId) break;
        drop(oldest);
      }
    },
    of(messageId) {
      const item = items.get(messageId);
      if (item === undefined) return null;
      if (item === 'gone') return { kind: 'gone' };
      if (now() < item.readyAt) return { kind: 'preparing', content: item.content };
      return { kind: item.fails ? 'failed' : 'ready', content: item.content };
    },
    shown(messageId) {
      const item = items.get(messageId);
      return item === undefined || item === 'gone' ? null : item.content;
    },
    unsend(messageId) {
      if (!items.has(messageId)) return;
      drop(messageId);
      items.set(messageId, 'gone');
    },
    clear() {
      items.clear();
      total = 0;
    },
  };
}
