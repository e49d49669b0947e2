import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { nothingSerious } from './accessible.js';
import { cardsAreWhole } from './cards.js';
import { startDemo } from './demo-process.js';
import { staysText } from './hostile.js';
import { menusWork } from './menus.js';
import { camera } from './picture.js';
import { isSmallAndQuick } from './quick.js';
import { story } from './story.js';
import { toolsWork } from './tools.js';
import { mistakesAreSeen } from './violations.js';
import { firstPressStays, fitsEverywhere, staysInView } from './widths.js';

/**
 * The page of phones in headless Chromium: npm run test:browser [-- --pictures]
 * `--pictures` renews docs/pictures.
 */
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((p) =>
  existsSync(p),
);
const take = camera(process.argv.includes('--pictures'));
const laptop = { width: 1440, height: 900 };

type Trial = readonly [name: string, run: () => Promise<void>];

/** Runs them in order until one fails, since each goes on where the one before ended; answers how many failed. */
async function inOrder(trials: readonly Trial[]): Promise<number> {
  for (const [i, [name, run]] of trials.entries()) {
    const began = performance.now();
    try {
      await run();
      console.log(`  ✓ ${name} (${Math.round(performance.now() - began)} ms)`);
    } catch (error) {
      console.error(`  ✗ ${name}`, error);
      return trials.length - i;
    }
  }
  return 0;
}

/** A page that remembers what its console complained of. */
async function openLaptop(
  browser: Browser,
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const complaints: string[] = [];
  const page = await browser.newPage({ viewport: laptop });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (m) => m.type() === 'error' && complaints.push(m.text()));
  return { page, complaints };
}

async function inDemo(browser: Browser): Promise<readonly [number, number]> {
  const demo = await startDemo();
  console.log(`demo ready after ${demo.readyMs} ms`);
  const { page, complaints } = await openLaptop(browser);
  const trials: readonly Trial[] = [
    ['the page is small and quick', () => isSmallAndQuick(browser, demo.url)],
    [
      'the story by taps alone',
      async () => {
        await page.goto(demo.url);
        await story(page, take);
      },
    ],
    ['it fits at 360, 390 and 1440 px', () => fitsEverywhere(browser, demo.url, take)],
    ['the first press stays under the pointer', () => firstPressStays(browser, demo.url)],
    ['what was in view stays in view', () => staysInView(browser, demo.url)],
    ['axe finds nothing serious', () => nothingSerious(browser, demo.url)],
    ['files, places, unsend, inspector, roster, reset', () => toolsWork(page, take)],
    [
      'the console has nothing to complain of',
      async () => {
        if (complaints.length > 0) throw new Error(complaints.join(' | '));
      },
    ],
  ];
  try {
    return [await inOrder(trials), trials.length];
  } finally {
    await page.close();
    await demo.stop();
  }
}

async function main(): Promise<void> {
  if (!executablePath) {
    console.log('browser tests skipped: no Chromium (Debian: apt-get install chromium)');
    return;
  }
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const cards: readonly Trial[] = [
      ['no card cuts off a Thai mark, at any text size', () => cardsAreWhole(browser)],
      ['hostile words stay words', () => staysText(browser)],
      ['rich menus, date picker, typing dots', () => menusWork(browser, take)],
      ["a bot's mistakes are seen", () => mistakesAreSeen(browser)],
    ];
    const ofCards = await inOrder(cards);
    const [ofDemo, inAll] = await inDemo(browser);
    const failed = ofCards + ofDemo;
    console.log(`browser: ${cards.length + inAll - failed} passed, ${failed} failed`);
    process.exitCode = failed > 0 ? 1 : 0;
  } finally {
    await browser.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
