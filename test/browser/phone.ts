import type { Locator, Page } from 'playwright-core';

export const patience = { timeout: 15_000 };

export type Phone = {
  readonly at: Locator;
  types(words: string): Promise<void>;
  /** Presses the newest button of this name. */
  taps(label: string): Promise<void>;
  /** A row of a card that can be tapped as a whole. */
  opens(row: string): Promise<void>;
  sees(words: string): Promise<void>;
  /** Scrolls so that the newest message begins at the top, as a person would to read a long card. */
  readsFromTheTop(): Promise<void>;
  follows(): Promise<void>;
  /** Takes the words above the phone and sends them. */
  hint(label: string): Promise<void>;
};

/** One of the phones on the page. */
export function phoneOn(page: Page, id: string): Phone {
  const at = page.locator(`[data-phone="${id}"]`);
  const send = () => at.getByLabel('ส่งข้อความ', { exact: true }).click(patience);
  return {
    at,
    async types(words) {
      await at.getByRole('textbox').fill(words);
      await send();
    },
    async taps(label) {
      await at.getByRole('button', { name: label, exact: true }).last().click(patience);
    },
    async opens(row) {
      await at.getByRole('button', { name: row }).last().click(patience);
    },
    async sees(words) {
      await at.locator('[data-from="bot"]', { hasText: words }).last().waitFor(patience);
    },
    async readsFromTheTop() {
      const newest = at.locator('[data-from="bot"]').last();
      await newest.evaluate((e) => e.scrollIntoView({ block: 'start' }));
    },
    async follows() {
      await at.getByRole('button', { name: 'เพิ่มเพื่อน' }).click(patience);
      await at.locator('[data-from="bot"]').first().waitFor(patience);
    },
    async hint(label) {
      await at.locator('.hints button', { hasText: label }).first().click(patience);
      await send();
    },
  };
}
