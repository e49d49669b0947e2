import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

export type Takes = (page: Page, name: string) => Promise<void>;

const folder = join(__dirname, '..', '..', 'docs', 'pictures');
/** The newest bubble finishes scrolling into view. */
const settleMs = 700;

/** Takes pictures for docs/pictures, or none. */
export function camera(isOn: boolean): Takes {
  if (isOn) mkdirSync(folder, { recursive: true });
  return async (page, name) => {
    if (!isOn) return;
    await page.waitForTimeout(settleMs);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
}
