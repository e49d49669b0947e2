import { HTTPFetchError, messagingApi } from '@line/bot-sdk';
import type { SimulatorOptions } from '../../src/simulator/options.js';
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.js';
import { type BotDouble, startBotDouble } from './bot-double.js';

export const SECRET = 'channel secret';
export const TOKEN = 'channel access token';
export const user = (number: number): string => `U${number.toString(16).padStart(32, '0')}`;
export const KEY = '11111111-2222-4333-8444-555555555555';

export type Rig = {
  readonly line: Simulator;
  readonly bot: BotDouble;
  readonly api: messagingApi.MessagingApiClient;
  readonly blob: messagingApi.MessagingApiBlobClient;
  /** Moves the clock that LINE's rules go by. */
  advance(ms: number): void;
  /** The reply token of the newest event the bot received. */
  replyToken(): string;
  close(): Promise<void>;
};

/** A simulator, a listening bot and the official client, on a clock of their own. */
export async function startRig(options: Partial<SimulatorOptions> = {}): Promise<Rig> {
  let now = Date.UTC(2026, 10, 20, 3);
  const bot = await startBotDouble();
  const line = await startSimulator({
    environment: 'test',
    channelSecret: SECRET,
    channelAccessToken: TOKEN,
    webhookUrl: () => bot.url,
    now: () => now,
    ...options,
  });
  const settings = { channelAccessToken: TOKEN, baseURL: line.url };
  return {
    line,
    bot,
    api: new messagingApi.MessagingApiClient(settings),
    blob: new messagingApi.MessagingApiBlobClient(settings),
    advance: (ms) => {
      now += ms;
    },
    replyToken() {
      const event = bot.received.at(-1)?.body.events.at(-1) as { replyToken?: string } | undefined;
      if (event?.replyToken === undefined) throw new Error('the last event has no reply token');
      return event.replyToken;
    },
    async close() {
      await line.close();
      await bot.close();
    },
  };
}

export type Refused = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
};

/** LINE's refusal of this call; fails when the call goes through. */
export async function refusalOf(call: Promise<unknown>): Promise<Refused> {
  try {
    await call;
  } catch (error) {
    if (error instanceof HTTPFetchError) {
      return { status: error.status, body: JSON.parse(error.body), headers: error.headers };
    }
    throw error;
  }
  throw new Error('expected a refusal');
}
