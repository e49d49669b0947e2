const USABLE_MS = 60_000;
const LAST_USE_AFTER_EVENT_MS = 20 * 60_000;

type Token = {
  readonly chatId: string;
  readonly eventAt: number;
  receivedAt: number;
  used: boolean;
};

export type ReplyTokens = {
  issue(token: string, chatId: string, eventAt: number): void;
  /** The webhook with this token was (again) handed to the bot: its minute starts. */
  handedOver(token: string): void;
  /** The chat this token answers, or null when it is unknown, used or too old. */
  chatOf(token: unknown): string | null;
  use(token: string): void;
  /** The chat it was issued for, whatever became of it. */
  issuedFor(token: unknown): string | null;
};

/** Reply tokens: single use, one minute from receipt, never later than 20 minutes after the event. */
export function createReplyTokens(now: () => number): ReplyTokens {
  const tokens = new Map<string, Token>();
  return {
    issue: (token, chatId, eventAt) =>
      void tokens.set(token, { chatId, eventAt, receivedAt: now(), used: false }),
    handedOver(token) {
      const found = tokens.get(token);
      if (found !== undefined) found.receivedAt = now();
    },
    chatOf(token) {
      const found = typeof token === 'string' ? tokens.get(token) : undefined;
      if (found === undefined || found.used) return null;
      const late =
        now() - found.receivedAt > USABLE_MS || now() - found.eventAt > LAST_USE_AFTER_EVENT_MS;
      return late ? null : found.chatId;
    },
    use(token) {
      const found = tokens.get(token);
      if (found !== undefined) found.used = true;
    },
    issuedFor: (token) => tokens.get(String(token))?.chatId ?? null,
  };
}
