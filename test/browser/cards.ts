import type { Browser } from 'playwright-core';
import { everyMessage, type Letters, openGallery } from './gallery.js';

const sizes: readonly Letters[] = ['small', 'normal', 'large', 'huge'];
/** These are to be cut: that is what their properties say. */
const cutOnPurpose = ['text-max-lines', 'heights'];
/**
 * Lets everything stick out above and below. Where nothing was cut, nothing looks different. Boxes with
 * round corners cut their corners, which is no fault.
 */
const uncut = [
  '.flex-box:not([style*="overflow"]), .clamp, .flex-button > button { overflow: visible !important; }',
  '.cut, .template-words { overflow: clip visible !important; }',
];

/**
 * Every card of the product, every Flex document and every kind of message, at every text size: what is
 * drawn with and without cutting must be the same picture. Throws with the names of those that are cut.
 */
export async function cardsAreWhole(browser: Browser): Promise<void> {
  const messages = everyMessage().filter(({ altText }) => !cutOnPurpose.includes(String(altText)));
  const gallery = await openGallery(browser, messages);
  const { page } = gallery;
  const entries = page.locator('.entry .said');
  const cut: string[] = [];
  try {
    for (const size of sizes) {
      await gallery.letters(size);
      const before = await page.locator('.log').screenshot();
      const each = await Promise.all(messages.map((_, i) => entries.nth(i).boundingBox()));
      for (const rule of uncut)
        await page.evaluate(`document.styleSheets[0].insertRule(${JSON.stringify(rule)}, 0)`);
      const after = await page.locator('.log').screenshot();
      if (!before.equals(after)) {
        for (const [i, message] of messages.entries()) {
          const clip = each[i];
          if (!clip) continue;
          const without = await page.screenshot({ clip });
          await page.evaluate('document.styleSheets[0].deleteRule(0)');
          await page.evaluate('document.styleSheets[0].deleteRule(0)');
          const as = await page.screenshot({ clip });
          for (const rule of uncut)
            await page.evaluate(`document.styleSheets[0].insertRule(${JSON.stringify(rule)}, 0)`);
          if (!without.equals(as)) cut.push(`${size}: ${String(message.altText ?? message.type)}`);
        }
        if (cut.length === 0) cut.push(`${size}: somewhere between the messages`);
      }
      await page.evaluate('document.styleSheets[0].deleteRule(0)');
      await page.evaluate('document.styleSheets[0].deleteRule(0)');
    }
  } finally {
    await gallery.close();
  }
  if (cut.length > 0) throw new Error(`cut off: ${cut.join(', ')}`);
}
