import type { Browser } from 'playwright-core';
import { patience } from './phone.js';
import type { Takes } from './picture.js';

const phones = ['leader', 'officer', 'leader-second', 'province', 'group'];

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
