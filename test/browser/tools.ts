import type { Page } from 'playwright-core';
import { patience, phoneOn } from './phone.js';
import type { Takes } from './picture.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function sendsEverything(page: Page): Promise<void> {
  const stranger = phoneOn(page, 'stranger');
  const { at } = stranger;
  await stranger.follows();
  const tray = async (label: string): Promise<void> => {
    await at.getByLabel('เมนูเพิ่มเติม').click(patience);
    await at.getByRole('button', { name: label }).click(patience);
  };
  await tray('รูปภาพ');
  await at.getByRole('button', { name: 'ภาพตัวอย่าง 3 ภาพ' }).click(patience);
  await at.locator('img.photo').nth(2).waitFor(patience);
  await tray('รูปภาพ');
  await at
    .getByLabel('เลือกจากเครื่องนี้')
    .setInputFiles({ name: 'สวน.png', mimeType: 'image/png', buffer: png });
  await at.locator('img.photo').nth(3).waitFor(patience);
  await at.getByLabel('เมนูเพิ่มเติม').click(patience);
  await at.getByLabel('ไฟล์').setInputFiles({
    name: 'แผน.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4'),
  });
  await at.getByText('แผน.pdf').waitFor(patience);
  await tray('ตำแหน่งที่ตั้ง');
  await page.getByRole('dialog').getByRole('button', { name: 'ส่งข้อความ' }).click(patience);
  await at.locator('.place').waitFor(patience);
  await tray('สติกเกอร์');
  await at.locator('.sticker').waitFor(patience);
}

/** Taken back by holding it down; blocked and unblocked. */
async function takesBackAndBlocks(page: Page): Promise<void> {
  const { at, types } = phoneOn(page, 'stranger');
  await types('พิมพ์ผิดค่ะ');
  const said = at.locator('.entry.person', { hasText: 'พิมพ์ผิดค่ะ' });
  await said.click({ button: 'right', ...patience });
  await at.getByRole('button', { name: 'ยกเลิกข้อความ' }).click(patience);
  await said.waitFor({ ...patience, state: 'detached' });
  await at.getByText('ยกเลิกข้อความแล้ว').first().waitFor(patience);
  await at.getByLabel('เมนูเพิ่มเติม').click(patience);
  await at.getByRole('button', { name: 'บล็อก' }).click(patience);
  await at.getByRole('button', { name: 'ปลดบล็อก' }).click(patience);
  await at.getByRole('textbox').waitFor(patience);
}

async function showsJson(page: Page, take: Takes): Promise<void> {
  const leader = phoneOn(page, 'leader');
  await leader.types('เมนู');
  const newest = leader.at.locator('.entry.bot').last();
  await newest.click({ button: 'right', ...patience });
  await leader.at.getByRole('button', { name: 'ดู JSON' }).click(patience);
  const inspector = page.getByRole('complementary', { name: 'ตรวจข้อมูล' });
  await inspector.locator('.asked pre').waitFor(patience);
  const json = await inspector.locator('.asked pre').first().innerText();
  if (typeof JSON.parse(json).type !== 'string') throw new Error('that is no message');
  await inspector.getByText('/v2/bot/message/').first().waitFor(patience);
  await inspector.getByText('ข้อความที่คิดโควตาเดือนนี้').waitFor(patience);
  await take(page, '8-inspector');
  await inspector.getByRole('button', { name: 'ปิด' }).click(patience);
}

async function addsPhone(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'เพิ่มคน' }).click(patience);
  await page.getByRole('searchbox').fill('ประเสริฐ ดงครั่งน้อย');
  await page.locator('.found button').first().click(patience);
  const newcomer = phoneOn(page, 'leader-450213-01');
  await newcomer.follows();
  await newcomer.hint('รหัสที่นั่ง');
  await newcomer.taps('ยินยอม');
  await newcomer.sees('ประเสริฐ');
}

async function beginsAnew(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'เริ่มใหม่' }).click(patience);
  await page.getByRole('button', { name: 'ลบแล้วเริ่มใหม่' }).click(patience);
  await page.getByRole('dialog').waitFor({ timeout: 30_000, state: 'detached' });
}

/** Everybody is somebody else now, and in the group somebody can speak without being chosen. */
async function speaksInNewGroup(page: Page): Promise<void> {
  const group = phoneOn(page, 'group');
  await group.at.getByRole('button', { name: 'เชิญเข้ากลุ่ม' }).click(patience);
  await group.sees('เรียกในกลุ่มนี้ได้');
  await group.types('เริ่มกันใหม่ค่ะ');
  await group.at.locator('.entry.person', { hasText: 'เริ่มกันใหม่ค่ะ' }).waitFor(patience);
  await group.at.locator('.speakers [aria-pressed="true"]').waitFor(patience);
}

/** The same beginning as in the story, without a pointer. */
async function beginsByKeyboard(page: Page): Promise<void> {
  const leader = phoneOn(page, 'leader');
  const follow = leader.at.getByRole('button', { name: 'เพิ่มเพื่อน' });
  // Focus and key in one: the page that begins anew may still be drawing itself.
  await follow.press('Enter', { timeout: 30_000 });
  await leader.sees('ยินดีต้อนรับ');
  // Hints can be pressed once the page knows of the friend.
  await leader.at.locator('.hints button:enabled').first().press('Enter', patience);
  await leader.at.locator('.composer input:focus').waitFor(patience);
  await page.keyboard.press('Enter');
  await leader.sees('ขออนุญาตเก็บข้อมูล');
  const agree = leader.at.getByRole('button', { name: 'ยินยอม', exact: true });
  for (let steps = 0; steps < 8 && !(await agree.evaluate((e) => e.matches(':focus'))); steps += 1)
    await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await leader.sees('ท่านคือผู้นำคนนี้ใช่หรือไม่');
}

/** Everything of the page that the story does not need. */
export async function toolsWork(page: Page, take: Takes): Promise<void> {
  await sendsEverything(page);
  await takesBackAndBlocks(page);
  await showsJson(page, take);
  await addsPhone(page);
  await beginsAnew(page);
  await beginsByKeyboard(page);
  await speaksInNewGroup(page);
}
