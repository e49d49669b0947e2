import type { Redelivery } from './deliveries.js';
import type { Persona } from './persona.js';
import type { Roster } from './phones.js';
import type { QuotaPlan } from './quota.js';

export type SimulatorOptions = {
  /** The name of the environment; `production` is refused. */
  readonly environment: string;
  /** Default 0, any free one. */
  readonly port?: number;
  readonly channelSecret: string;
  readonly channelAccessToken: string;
  /** The official account's name. */
  readonly botName?: string;
  /** Where the bot listens, on this machine; can be told later by `setWebhookUrl`. */
  readonly webhookUrl?: () => string | null;
  /** The clock all of LINE's rules go by, in ms. Default: the machine's. */
  readonly now?: () => number;
  /** How long answers really take is read from here, in ms. Default: the machine's steady clock. */
  readonly stopwatch?: () => number;
  /** Moves that clock on to this moment, when the page asks; absent: the page cannot. */
  readonly moveClock?: (to: number) => Promise<void>;
  /** Pictures and links under this https prefix are fetched from `botOrigin`. */
  readonly publicBaseUrl?: string;
  readonly botOrigin?: () => string | null;
  readonly quota?: QuotaPlan;
  /** Who has a phone on the page; asked again every second, so that hints may change. */
  readonly personas?: () => readonly Persona[];
  /** How to try the bot, in a few steps for somebody who has never seen it. */
  readonly guide?: readonly string[];
  /** More people who can be given a phone. */
  readonly roster?: Roster;
  /**
   * Starts the bot's own data anew when the page asks. It calls `forget` once nothing of the old bot
   * can be sent any more: LINE's side then forgets everything. Absent: only LINE's side forgets.
   */
  readonly resetBot?: (forget: () => void) => Promise<void>;
  /** The bot goes on with what it knows from an earlier run, while LINE's side begins empty; the page says so. */
  readonly botGoesOn?: boolean;
  /** LINE's rate limits per endpoint. Default: true. */
  readonly rateLimits?: boolean;
  /** Added to every answer, in real time. */
  readonly latencyMs?: number;
  readonly redelivery?: Redelivery;
  /** Of what is left to chance, such as the order of pictures sent together. Default: 1. */
  readonly seed?: number;
};
