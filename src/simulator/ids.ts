import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_BITS = 80n;

function base32(value: bigint, length: number): string {
  let rest = value;
  let out = '';
  for (let at = 0; at < length; at += 1) {
    out = `${CROCKFORD[Number(rest & 31n)]}${out}`;
    rest >>= 5n;
  }
  return out;
}

/** 32 hex digits; UUIDs come from a pool and are cheaper than bytes drawn one by one. */
const hex = (): string => randomUUID().replaceAll('-', '');

export type Ids = {
  /** A ULID that is always greater than the one before, as LINE's webhookEventId. */
  eventId(): string;
  messageId(): string;
  replyToken(): string;
  quoteToken(): string;
  requestId(): string;
  richMenuId(): string;
  userId(): string;
};

/** Makes the ids LINE hands out; times inside them go by `now`. */
export function createIds(now: () => number): Ids {
  let lastTime = 0n;
  let lastRandom = 0n;
  let messages = BigInt(randomInt(1, 1_000_000)) * 1_000_000n;
  return {
    eventId() {
      const time = BigInt(Math.max(0, Math.floor(now())));
      if (time > lastTime) {
        lastTime = time;
        // The top bit stays free, so that counting up within a millisecond cannot overflow.
        lastRandom = BigInt(`0x${randomBytes(10).toString('hex')}`) >> 1n;
      } else {
        lastRandom += 1n;
      }
      return base32((lastTime << RANDOM_BITS) | lastRandom, 26);
    },
    messageId() {
      messages += 1n;
      return String(500_000_000_000_000_000n + messages);
    },
    replyToken: hex,
    quoteToken: () => hex() + hex(),
    requestId: () => randomUUID(),
    userId: () => `U${hex()}`,
    richMenuId: () => `richmenu-${hex()}`,
  };
}

/** The bot's own user id: the same for the same channel, so that a restart keeps it. */
export function botUserIdOf(channelSecret: string): string {
  return `U${createHash('sha256').update(`bot ${channelSecret}`).digest('hex').slice(0, 32)}`;
}

export const isUserId = (value: unknown): value is string =>
  typeof value === 'string' && /^U[0-9a-f]{32}$/.test(value);
export const isGroupId = (value: unknown): value is string =>
  typeof value === 'string' && /^C[0-9a-f]{32}$/.test(value);
