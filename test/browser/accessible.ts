import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';

type Finding = {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
};

async function seriousOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate(
    'axe.run().then(({ violations }) => violations)',
  )) as Finding[];
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    );
}

/** axe on the page after the story, with everything open that can be open, on a laptop and on a phone. */
export async function nothingSerious(browser: Browser, url: string): Promise<void> {
  const serious: string[] = [];
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const page = await browser.newPage({ viewport });
    await page.goto(`${url}/#officer`);
    await page.locator('[data-phone="officer"] .entry').first().waitFor();
    serious.push(...(await seriousOf(page)));
    await page.locator('.phone.shown').getByLabel('เมนูเพิ่มเติม').click();
    await page.getByRole('button', { name: 'เลื่อนเวลา' }).click();
    serious.push(...(await seriousOf(page)));
    await page.reload();
    if (viewport.width < 1000) await page.getByLabel('เครื่องมือ').click();
    await page.getByRole('button', { name: 'ตรวจข้อมูล' }).click();
    await page.locator('.inspector summary').first().click();
    serious.push(...(await seriousOf(page)));
    await page.keyboard.press('Escape');
    if (viewport.width < 1000) await page.getByLabel('เครื่องมือ').click();
    await page.getByRole('button', { name: 'เพิ่มคน' }).click();
    await page.getByRole('searchbox').fill('ดงครั่งน้อย');
    await page.locator('.found button').first().waitFor();
    serious.push(...(await seriousOf(page)));
    await page.close();
  }
  if (serious.length > 0) throw new Error([...new Set(serious)].join('\n'));
}
