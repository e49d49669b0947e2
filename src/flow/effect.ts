import type { UserId } from '../core/ids.js';
import type { Audience, PlanId } from '../core/plan.js';
import type { Instant } from '../core/time.js';
import type { Write } from '../core/write.js';
import type { Message } from '../say/message.js';

/** How urgent a message is. */
export type Lane = 'interactive' | 'reminder' | 'bulk';

/** The same message to many people, worked off in keyed batches (architecture.md, Plans). */
export type SendPlan = {
  /** Makes it happen once. */
  readonly id: PlanId;
  readonly madeBy: UserId | null;
  readonly audience: Audience;
  readonly message: Message;
  /** What it says, so that the same words to the same people are noticed. */
  readonly about: string;
  readonly lane: Lane;
  /** The size of the audience at this moment. */
  readonly people: number;
  readonly state: 'asked' | 'holding';
  readonly startsAt: Instant;
  /** After this nobody else gets it. */
  readonly until: Instant;
};

/** Everything the bot may do to the world. */
export type Effect =
  /** To the person of this turn, as the free reply. `matters`: pushed when the reply fails. */
  | { readonly do: 'say'; readonly messages: readonly Message[]; readonly matters: boolean }
  /** To somebody else; `key` makes it happen once, after `until` it is pointless. */
  | {
      readonly do: 'tell';
      readonly to: UserId;
      /** One to five; together they cost one message. */
      readonly messages: readonly Message[];
      readonly key: string;
      readonly lane: Lane;
      readonly until: Instant;
    }
  | { readonly do: 'plan'; readonly plan: SendPlan }
  | { readonly do: 'write'; readonly write: Write }
  /** For the audit trail: ids and kinds, never words, names or numbers of people. */
  | {
      readonly do: 'note';
      readonly event: string;
      readonly about: Readonly<Record<string, string | number>>;
    };

export const say = (...messages: Message[]): Effect => ({ do: 'say', messages, matters: false });
/** Something the person must get even when the free reply fails: a receipt, a decision. */
export const sayForSure = (...messages: Message[]): Effect => ({
  do: 'say',
  messages,
  matters: true,
});
export const write = (what: Write): Effect => ({ do: 'write', write: what });
export const note = (event: string, about: Record<string, string | number>): Effect => ({
  do: 'note',
  event,
  about,
});
