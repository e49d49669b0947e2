import type { Browser } from 'playwright-core';
import { startRig, user } from '../simulator/rig.js';
import { patience } from './phone.js';

const reader = user(1);

/** A bot's mistake is seen at once: counted in the bar, named in the inspector, with LINE's answer. */
export async function mistakesAreSeen(browser: Browser): Promise<void> {
  const rig = await startRig({
    quota: { type: 'limited', value: 300 },
    personas: () => [
      { id: 'reader', userId: reader, name: 'สมบัติ', role: 'ผู้นำ', about: '', hints: [] },
    ],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await page.goto(rig.line.url);
    rig.line.befriend([reader]);
    const push = (text: string) =>
      rig.api.pushMessage({ to: reader, messages: [{ type: 'text', text }] });
    await push('ถูกต้อง');
    await push('').catch(() => undefined);
    await page.getByLabel('ผิดข้อกำหนดของ LINE 1 รายการ').waitFor(patience);
    await page.getByRole('button', { name: 'ตรวจข้อมูล' }).click(patience);
    const inspector = page.getByRole('complementary', { name: 'ตรวจข้อมูล' });
    await inspector.getByText('1 จาก 300').waitFor(patience);
    await inspector.getByRole('button', { name: 'ผิดข้อกำหนด' }).click(patience);
    const mistake = inspector.locator('details.wrong');
    await mistake.getByText('messages[0].text').waitFor(patience);
    await mistake.locator('summary').click(patience);
    await mistake.getByText('The request body has 1 error(s)').waitFor(patience);
  } finally {
    await page.close();
    await rig.close();
  }
}
