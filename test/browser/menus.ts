import type { Browser } from 'playwright-core';
import { richMenu } from '../simulator/rich-menu-samples.js';
import { type Rig, startRig, user } from '../simulator/rig.js';
import { patience, phoneOn } from './phone.js';
import type { Takes } from './picture.js';

const reader = user(1);
const size = { width: 1250, height: 420 };
const half = (x: number, action: Record<string, unknown>) => ({
  bounds: { x, y: 0, width: 625, height: 420 },
  action,
});

/** A picture as an artist would hand it in. */
async function drawMenu(browser: Browser, left: string, right: string): Promise<Blob> {
  const page = await browser.newPage({ viewport: size });
  await page.setContent(
    `<body style="margin:0;display:flex;font:60px sans-serif;color:#fff;text-align:center">
     <div style="flex:1;background:#0B6B3A;line-height:420px">${left}</div>
     <div style="flex:1;background:#1F5F8B;line-height:420px">${right}</div>`,
  );
  const bytes = await page.screenshot({ type: 'png' });
  await page.close();
  return new Blob([new Uint8Array(bytes)], { type: 'image/png' });
}

async function makeMenu(
  rig: Rig,
  picture: Blob,
  alias: string,
  areas: readonly unknown[],
): Promise<string> {
  const menu = richMenu({ size, selected: true, chatBarText: 'เมนูผู้นำ', areas });
  const { richMenuId } = await rig.api.createRichMenu(menu);
  await rig.blob.setRichMenuImage(richMenuId, picture);
  await rig.api.createRichMenuAlias({ richMenuAliasId: alias, richMenuId });
  return richMenuId;
}

const heard = (rig: Rig): readonly Record<string, unknown>[] =>
  rig.bot.received.flatMap(({ body }) => body.events as unknown as Record<string, unknown>[]);

/** Waits until the bot has heard an event of which this is true. */
async function hears(rig: Rig, is: (event: string) => boolean): Promise<void> {
  const until = performance.now() + patience.timeout;
  while (!heard(rig).some((event) => is(JSON.stringify(event)))) {
    if (performance.now() > until)
      throw new Error(`the bot only heard ${JSON.stringify(heard(rig).at(-1))}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Rich menus with their areas and tabs, the date picker, and the typing dots. */
export async function menusWork(browser: Browser, take: Takes): Promise<void> {
  const rig = await startRig({
    botName: 'ผู้นำการเปลี่ยนแปลง',
    personas: () => [
      { id: 'reader', userId: reader, name: 'สมบัติ', role: 'ผู้นำ', about: '', hints: [] },
    ],
  });
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  try {
    const picture = await drawMenu(browser, 'REPORT', 'DATE');
    const first = await makeMenu(rig, picture, 'first', [
      half(0, { type: 'message', label: 'รายงาน', text: 'รายงาน' }),
      half(625, { type: 'datetimepicker', label: 'เลือกวัน', data: 'v1|day', mode: 'date' }),
    ]);
    const another = await drawMenu(browser, 'BACK', 'STATUS');
    await makeMenu(rig, another, 'second', [
      half(0, {
        type: 'richmenuswitch',
        label: 'กลับ',
        richMenuAliasId: 'first',
        data: 'v1|back',
      }),
      half(625, { type: 'message', label: 'สถานะ', text: 'สถานะ' }),
    ]);
    rig.line.befriend([reader]);
    await rig.api.setDefaultRichMenu(first);
    await page.goto(rig.line.url);
    const { at } = phoneOn(page, 'reader');
    await at.getByRole('group', { name: 'เมนูผู้นำ' }).waitFor(patience);
    await take(page, 'phone-rich-menu');

    await at.getByRole('button', { name: 'รายงาน' }).click(patience);
    await hears(rig, (event) => event.includes('"text":"รายงาน"'));
    await at.getByRole('button', { name: 'เลือกวัน' }).click(patience);
    await page.getByRole('dialog').getByLabel('เลือกวันเวลา').fill('2026-12-01');
    await page.getByRole('dialog').getByRole('button', { name: 'ตกลง' }).click(patience);
    await hears(rig, (event) => event.includes('"params":{"date":"2026-12-01"}'));

    const { richMenuId } = await rig.api.getRichMenuAlias('second');
    await rig.api.linkRichMenuIdToUser(reader, richMenuId);
    await at.getByRole('button', { name: 'กลับ' }).click(patience);
    await hears(rig, (event) => event.includes('"status":"SUCCESS"'));
    await at.getByRole('button', { name: 'เลือกวัน' }).waitFor(patience);

    await at.getByLabel('เปิดแป้นพิมพ์').click(patience);
    await rig.api.showLoadingAnimation({ chatId: reader, loadingSeconds: 20 });
    await at.getByLabel('กำลังพิมพ์').waitFor(patience);
    await at.getByRole('textbox').fill('สวัสดีค่ะ');
    await at.getByLabel('ส่งข้อความ', { exact: true }).click(patience);
    await hears(rig, (event) => event.includes('สวัสดีค่ะ'));
    await at.getByLabel('เปิดเมนู').click(patience);
    await at.getByRole('group', { name: 'เมนูผู้นำ' }).waitFor(patience);
  } finally {
    await page.close();
    await rig.close();
  }
}
