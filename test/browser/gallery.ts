import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { loadTemplates } from '../../src/infra/load-data.js';
import { type CardName, cards } from '../../src/say/cards.js';
import type { Message } from '../../src/say/message.js';
import { makeRenderer } from '../../src/say/render.js';
import { samplePhoto } from '../../src/simulator/samples.js';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { flexDocuments, marks } from './flex-documents.js';
import { messageSamples } from './message-samples.js';

const root = join(__dirname, '..', '..');
const channelAccessToken = 'gallery';
const reader = `U${'a'.repeat(32)}`;

const WIDTH = 1900;
/** Takes the screen out of the phone, so that everything on it can be seen at once. */
const WALL = [
  '.log, .page, .phones, #app, html, body { height: auto !important; overflow: visible !important; }',
  '.phones { grid-auto-columns: 100% !important; }',
  '.log { columns: 5; column-gap: 16px; background: #8cabd9; }',
  '.log > div { break-inside: avoid; }',
  '.entry.wide .said { max-width: 320px !important; }',
];

type Json = { readonly type: string } & Readonly<Record<string, unknown>>;
export type Letters = 'small' | 'normal' | 'large' | 'huge';

/** The sample of a card with words that have marks above marks, instead of single letters. */
const withMarks = (value: unknown): unknown => {
  if (typeof value === 'string') return /^[a-z]$/.test(value) ? marks.slice(0, 18) : value;
  if (Array.isArray(value)) return value.map(withMarks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === 'data' ? each : withMarks(each)]),
  );
};

/** Every card of the product, every Flex document of ours, and a message of every other kind. */
export function everyMessage(): readonly Json[] {
  const render = makeRenderer(loadTemplates(root));
  const ofProduct = Object.entries(cards).map(
    ([name, { sample }]) =>
      render({ kind: 'card', card: name as CardName, data: withMarks(sample) } as Message) as Json,
  );
  const flex = Object.entries(flexDocuments).map(
    ([altText, contents]): Json => ({ type: 'flex', altText, contents }),
  );
  return [...ofProduct, ...flex, ...messageSamples];
}

export type Gallery = {
  readonly page: Page;
  /** Sends to the phone that the gallery shows; throws when LINE's rules refuse it. */
  send(message: Json): Promise<void>;
  letters(size: Letters): Promise<void>;
  close(): Promise<void>;
};

/** One phone whose screen is a wall, on which all these messages hang side by side. */
export async function openGallery(
  browser: Browser,
  messages: readonly Json[] = everyMessage(),
): Promise<Gallery> {
  const bot = createServer((request, response) => {
    request.resume();
    const { contentType, bytes } = samplePhoto(3);
    response.writeHead(200, { 'content-type': contentType }).end(bytes);
  });
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
  const botOrigin = `http://127.0.0.1:${(bot.address() as AddressInfo).port}`;
  const line = await startSimulator({
    environment: 'test',
    channelSecret: 'gallery',
    channelAccessToken,
    botName: 'ผู้นำการเปลี่ยนแปลง',
    publicBaseUrl: 'https://bot.demo',
    botOrigin: () => botOrigin,
    personas: () => [
      { id: 'wall', userId: reader, name: 'ผนัง', role: 'ทดลอง', about: '', hints: [] },
    ],
    rateLimits: false,
  });
  line.befriend([reader]);
  const send = async (message: Json): Promise<void> => {
    const answer = await fetch(`${line.url}/v2/bot/message/push`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${channelAccessToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ to: reader, messages: [message] }),
    });
    if (!answer.ok) throw new Error(`${message.altText}: ${await answer.text()}`);
  };
  for (const message of messages) await send(message);

  const page = await browser.newPage({ viewport: { width: WIDTH, height: 1000 } });
  await page.addInitScript(`localStorage.setItem('hint', 'closed')`);
  await page.goto(line.url);
  await page
    .locator('.entry')
    .nth(messages.length - 1)
    .waitFor();
  for (const rule of WALL)
    await page.evaluate(`document.styleSheets[0].insertRule(${JSON.stringify(rule)}, 0)`);
  return {
    page,
    send,
    async letters(size) {
      await page.getByLabel('ขนาดอักษร').selectOption(size);
      await page.locator(`.letters-${size}`).waitFor();
      const wall = await page.locator('.page').boundingBox();
      await page.setViewportSize({ width: WIDTH, height: Math.ceil(wall?.height ?? 1000) });
    },
    async close() {
      await page.close();
      await line.close();
      bot.close();
      bot.closeAllConnections();
    },
  };
}
