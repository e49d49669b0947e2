/** A message object of LINE, as sent by the bot or as content of a webhook event. */
export type LineMessage = { readonly type: string } & Readonly<Record<string, unknown>>;
/** A LINE action object (of a button) or what a person did (`follow`, `unfollow` …). */
export type LineAction = { readonly type: string } & Readonly<Record<string, unknown>>;

/** How the bot's webhook answered: a status, or null and the reason why there was none. */
export type Delivery = { readonly status: number | null; readonly failure?: string };

export type ChatEntry = {
  /** Position over all chats, from 1. */
  readonly seq: number;
  /** The user or group whose screen shows it. */
  readonly chatId: string;
  readonly at: number;
  readonly from: 'person' | 'bot';
  readonly by: string;
  /** The bubble; absent for an action that shows none. */
  readonly message?: LineMessage;
  readonly messageId?: string;
  /** What the person did, when it was not plainly writing. */
  readonly action?: LineAction;
  readonly via?: 'reply' | 'push' | 'multicast';
  readonly eventId?: string;
  readonly delivery?: Delivery;
  /** The bot's request that brought it; its record in the traffic log has the same id. */
  readonly requestId?: string;
  /** The person took it back: the bubble is gone for everybody. */
  readonly unsent?: true;
};

export type Change =
  | { readonly kind: 'entry'; readonly entry: ChatEntry; readonly rev: number }
  | { readonly kind: 'loading'; readonly chatId: string; readonly seconds: number };

export type Chats = {
  add(entry: Omit<ChatEntry, 'seq'>): ChatEntry;
  /** Notes how the webhook about this entry went. */
  delivered(seq: number, delivery: Delivery): void;
  /** The person takes this message back: its bubble is gone. */
  unsend(chatId: string, messageId: string): void;
  loading(chatId: string, seconds: number): void;
  chat(chatId: string): ChatEntry[];
  since(seq: number): ChatEntry[];
  /** Entries added or changed after this revision. */
  changedAfter(rev: number): { readonly entry: ChatEntry; readonly rev: number }[];
  watch(watcher: (change: Change) => void): () => void;
  clear(): void;
};

/** The screens of all phones, in one order. */
export function createChats(): Chats {
  const log: ChatEntry[] = [];
  const revs: number[] = [];
  const bySeqOfChat = new Map<string, number[]>();
  const watchers = new Set<(change: Change) => void>();
  let rev = 0;

  const tell = (change: Change): void => {
    for (const watcher of watchers) watcher(change);
  };
  const at = (seq: number): ChatEntry[] => {
    const entry = log[seq - 1];
    return entry === undefined ? [] : [entry];
  };
  const chat = (chatId: string): ChatEntry[] => (bySeqOfChat.get(chatId) ?? []).flatMap(at);
  const put = (entry: ChatEntry): void => {
    rev += 1;
    log[entry.seq - 1] = entry;
    revs[entry.seq - 1] = rev;
    tell({ kind: 'entry', entry, rev });
  };

  return {
    add(entry) {
      const made: ChatEntry = { ...entry, seq: log.length + 1 };
      const seqs = bySeqOfChat.get(made.chatId);
      if (seqs === undefined) bySeqOfChat.set(made.chatId, [made.seq]);
      else seqs.push(made.seq);
      put(made);
      return made;
    },
    delivered(seq, delivery) {
      for (const entry of at(seq)) put({ ...entry, delivery });
    },
    unsend(chatId, messageId) {
      for (const entry of chat(chatId))
        if (entry.from === 'person' && entry.messageId === messageId)
          put({ ...entry, unsent: true });
    },
    loading: (chatId, seconds) => tell({ kind: 'loading', chatId, seconds }),
    chat,
    since: (seq) => log.slice(Math.max(0, seq)),
    changedAfter: (after) =>
      log.flatMap((entry, index) => {
        const changed = revs[index] ?? 0;
        return changed > after ? [{ entry, rev: changed }] : [];
      }),
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    clear() {
      log.splice(0);
      revs.splice(0);
      bySeqOfChat.clear();
    },
  };
}
