import type { Browser, Page } from 'playwright-core';
import { everyMessage, type Letters, openGallery } from './gallery.js';

const sizes: readonly Letters[] = ['small', 'normal', 'large', 'huge'];
/** These are to be cut: that is what their properties say. */
const cutOnPurpose = ['text-max-lines', 'heights'];
/** Lets letters stick out above and below; a line's end is still cut. */
const uncut = [
  '.flex-box:not([style*="overflow"]), .clamp, .flex-button > button { overflow: visible !important; }',
  '.cut, .template-words { overflow: clip visible !important; }',
];

/** What `look` answers with nothing cut off. */
async function withNothingCut<Seen>(page: Page, look: () => Promise<Seen>): Promise<Seen> {
  const sheet = 'document.styleSheets[0]';
  for (const rule of uncut) await page.evaluate(`${sheet}.insertRule(${JSON.stringify(rule)}, 0)`);
  const seen = await look();
  for (const _ of uncut) await page.evaluate(`${sheet}.deleteRule(0)`);
  return seen;
}

/**
 * Every card of the product, every Flex document and every kind of message, at every text size: with and
 * without cutting they must be the same picture. Throws with the names of those that are cut.
 */
export async function cardsAreWhole(browser: Browser): Promise<void> {
  const messages = everyMessage().filter(({ altText }) => !cutOnPurpose.includes(String(altText)));
  const gallery = await openGallery(browser, messages);
  const { page } = gallery;
  const wall = page.locator('.log');
  const bubbles = page.locator('.entry .said');
  const cut: string[] = [];
  try {
    for (const size of sizes) {
      await gallery.letters(size);
      const before = await wall.screenshot();
      const after = await withNothingCut(page, () => wall.screenshot());
      if (before.equals(after)) continue;
      for (const [i, { altText, type }] of messages.entries()) {
        const whole = await withNothingCut(page, () => bubbles.nth(i).screenshot());
        if (!whole.equals(await bubbles.nth(i).screenshot()))
          cut.push(`${size}: ${String(altText ?? type)}`);
      }
      if (cut.length === 0) cut.push(`${size}: something between the messages`);
    }
  } finally {
    await gallery.close();
  }
  if (cut.length > 0) throw new Error(`cut off: ${cut.join(', ')}`);
}
