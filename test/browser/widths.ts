import type { Browser } from 'playwright-core';
import { patience } from './phone.js';
import type { Takes } from './picture.js';

const phones = ['leader', 'officer', 'leader-second', 'province', 'group'];

/** The first thing pressed stays under the pointer, on a phone that is only partly in view too. */
export async function firstPressStays(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
  const phone = page.locator('[data-phone="leader-second"]');
  await phone.waitFor(patience);
  const before = await phone.boundingBox();
  if (!before || before.x + before.width < 1440) throw new Error('no phone is partly in view');
  await page.mouse.move(before.x + 60, before.y + before.height / 2);
  await page.mouse.down();
  await page.locator('[data-phone="leader-second"].shown').waitFor(patience);
  const after = await phone.boundingBox();
  if (after?.x !== before.x) throw new Error(`pressed at ${before.x}, moved to ${after?.x}`);
  await page.close();
}

/** At each width nothing hangs over the edge, and every phone can be reached by its link. */
export async function fitsEverywhere(browser: Browser, url: string, take: Takes): Promise<void> {
  for (const [width, height] of [
    [360, 740],
    [390, 844],
    [1440, 900],
  ] as const) {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.addInitScript(`localStorage.setItem('hint', 'closed')`);
    for (const id of phones) {
      await page.goto(`${url}/#${id}`);
      const phone = page.locator(`[data-phone="${id}"]`);
      await phone.waitFor(patience);
      await phone.locator('.entry, .notice').last().waitFor(patience);
      const box = await phone.boundingBox();
      if (!box || box.x < 0 || box.x + box.width > width + 1)
        throw new Error(`${id} does not fit at ${width} px: ${JSON.stringify(box)}`);
      if (width === 390) await take(page, `phone-${id}`);
    }
    const over = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    if (over === true) throw new Error(`something hangs over the edge at ${width} px`);
    await page.getByRole('button', { name: 'เลื่อนเวลา' }).click(patience);
    const panel = await page.getByRole('form', { name: 'เลื่อนเวลา' }).boundingBox();
    if (!panel || panel.x < 0 || panel.x + panel.width > width)
      throw new Error(`the clock does not fit at ${width} px`);
    await page.close();
  }
}

/** What was in view stays in view: the newest message at any text size, the active tab at any width. */
export async function staysInView(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(`localStorage.setItem('hint', 'closed')`);
  await page.goto(`${url}/#group`);
  const tab = page.locator('.tabs [aria-current]');
  await tab.waitFor(patience);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(
    comesTrue(`(({ left, right }) => left >= 0 && right <= innerWidth + 1)(
      document.querySelector('.tabs [aria-current]').getBoundingClientRect())`),
  );
  await page.goto(`${url}/#leader`);
  await page.locator('.phone.shown .entry').last().waitFor(patience);
  const tools = page.getByRole('button', { name: 'เครื่องมือ' });
  const letters = page.getByRole('combobox');
  for (const size of ['huge', 'small', 'normal']) {
    await tools.click(patience);
    await letters.selectOption(size);
    await letters.waitFor({ ...patience, state: 'hidden' });
    await page.evaluate(
      comesTrue(`((e) => e.scrollTop + e.clientHeight > e.scrollHeight - 2)(
        document.querySelector('.phone.shown .log'))`),
    );
  }
  await tools.click(patience);
  await letters.waitFor(patience);
  await page.keyboard.press('Escape');
  await letters.waitFor({ ...patience, state: 'hidden' });
  await page.close();
}

/** Waits in the page, whose policy forbids what Playwright waits with. */
const comesTrue = (condition: string): string => `new Promise((done, fail) => {
  const until = performance.now() + ${patience.timeout};
  const look = () =>
    ${condition} ? done() : performance.now() > until ? fail(new Error('out of view')) : requestAnimationFrame(look);
  look();
})`;
