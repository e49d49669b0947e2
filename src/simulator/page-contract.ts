import type { ChatEntry, LineAction } from './chats.js';
import type { Persona } from './persona.js';
import type { QuotaPlan } from './quota.js';

/**
 * What the page and the simulator say to each other over `/_sim/…`; other tools speak the same
 * (README.md of this folder). This module holds shapes only, so that the page can import it.
 */

/** What the page is told every second. */
export type PageState = {
  /** Another value means another run or a reset: screens kept from before are void. */
  readonly boot: string;
  readonly now: number;
  readonly bot: string;
  readonly publicBaseUrl: string | null;
  /** How to try this bot, in a few steps. */
  readonly guide: readonly string[];
  /** Whether the page may move the clock on. */
  readonly movesClock: boolean;
  /** Whether `/_sim/reset` starts the bot's own data anew as well. */
  readonly resetsBot: boolean;
  /** Whether the bot remembers an earlier run, of which these phones know nothing; until a reset. */
  readonly botGoesOn: boolean;
  /** Whether `/_sim/roster` knows people who can be given a phone. */
  readonly hasRoster: boolean;
  readonly quota: { readonly plan: QuotaPlan; readonly used: number };
  readonly personas: readonly (Persona & { readonly friend: boolean; readonly blocked: boolean })[];
};

export type RichMenuArea = {
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  readonly action: LineAction;
};

/** The rich menu that a person sees now. */
export type RichMenuView = {
  readonly richMenuId: string;
  readonly name: string;
  readonly chatBarText: string;
  /** Whether it is open when the chat is opened. */
  readonly selected: boolean;
  readonly size: { readonly width: number; readonly height: number };
  readonly areas: readonly RichMenuArea[];
  /** Path of its picture on this server. */
  readonly image: string;
};

/** What is wrong with something the bot sent or answered; the inspector shows it in red. */
export type Violation = { readonly property: string; readonly message: string };

/** One request of the bot to LINE, or one webhook request of LINE to the bot. */
export type Traffic = {
  /** Position in the log, from 1. A record that comes again with the same number replaces the first. */
  readonly seq: number;
  readonly at: number;
  /** Real milliseconds until the answer. */
  readonly ms: number;
  /** Users and groups it is about; empty for what is about nobody. */
  readonly chats: readonly string[];
  readonly violations: readonly Violation[];
} & (
  | {
      readonly kind: 'call';
      readonly endpoint: string;
      readonly method: string;
      readonly path: string;
      readonly requestId: string;
      readonly retryKey: string | null;
      /** Parsed JSON, or null when there was none. */
      readonly body: unknown;
      /** 0: the bot got no whole answer. */
      readonly status: number;
      readonly answer: unknown;
      /** The fault that was asked for. */
      readonly fault: string | null;
    }
  | {
      readonly kind: 'webhook';
      /** `{destination, events}` as it was signed and sent. */
      readonly body: unknown;
      readonly eventIds: readonly string[];
      /** The bot's status, or null and the reason why there was none. */
      readonly status: number | null;
      readonly failure: string | null;
    }
);

/** The named events of `GET /_sim/events` and the JSON each carries. */
export type PageEvents = {
  readonly state: PageState;
  readonly entry: ChatEntry;
  readonly loading: { readonly chatId: string; readonly seconds: number };
  /** Comes for every phone when the page connects, and again whenever it changes. */
  readonly menu: { readonly chatId: string; readonly menu: RichMenuView | null };
  readonly traffic: Traffic;
  /** All that was there when the page connected has been told. */
  readonly ready: Record<string, never>;
};

/** What somebody does on a phone: the body of `POST /_sim/act`, beside `userId` and perhaps `as`. */
export type Deed =
  | { readonly do: 'says'; readonly text: string }
  | {
      /** Any button, a rich menu's too. `params` are a date picker's answer. */
      readonly do: 'taps';
      readonly action: LineAction;
      readonly params?: Readonly<Record<string, string>>;
    }
  | { readonly do: 'sticker'; readonly packageId?: string; readonly stickerId?: string }
  | {
      readonly do: 'location';
      readonly title?: string;
      readonly address?: string;
      readonly latitude: number;
      readonly longitude: number;
    }
  /** `count` sample photos; more than one are sent together, as an image set. */
  | { readonly do: 'photo'; readonly count?: number }
  | { readonly do: 'voice' }
  | { readonly do: 'unsends'; readonly messageId: string }
  /** Adds or unblocks the bot; in a group chat, the bot is invited. */
  | { readonly do: 'follow' }
  /** Blocks the bot; in a group chat, the bot is removed. */
  | { readonly do: 'unfollow' };

/**
 * Own files: `POST /_sim/upload?userId=…&kind=…&name=…` (in a group also `as`; for an image set `set`,
 * any word, with `index` from 1 and `total`), the file's bytes as the body, its type in content-type.
 */
export type UploadKind = 'image' | 'video' | 'audio' | 'file';

/** Longer uploads are answered 413. */
export const UPLOAD_MAX_BYTES: Readonly<Record<UploadKind, number>> = {
  image: 10_000_000,
  video: 50_000_000,
  audio: 20_000_000,
  file: 50_000_000,
};

/** Somebody of the bot's roster who has no phone yet: `GET /_sim/roster?q=…` answers a list of these. */
export type RosterPerson = {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly about: string;
};

/** Body of `POST /_sim/phones`: gives somebody of the roster, or a stranger of this name, a phone. */
export type NewPhone = { readonly rosterId: string } | { readonly name: string };
