import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

/**
 * The demo's story on its page in headless Chromium, as three people would tap it:
 *   npm run test:browser [-- --pictures]   (the latter renews docs/pictures)
 */
const root = join(__dirname, '..', '..');
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((p) =>
  existsSync(p),
);
const pictures = process.argv.includes('--pictures') ? join(root, 'docs', 'pictures') : null;
const readyWithinMs = 15_000;
const patience = { timeout: 10_000 };

const demoArguments = ['--require', 'tsx/cjs', join(root, 'src', 'demo.ts')];

/** Starts the demo in a folder of its own; answers its address and how long that took. */
async function startDemo(
  dataDir: string,
): Promise<{ child: ChildProcess; url: string; ms: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, demoArguments, {
    cwd: root,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((ready, failed) => {
    const timer = setTimeout(
      () => failed(new Error('the demo was not ready in 15 s')),
      readyWithinMs,
    );
    child.stdout?.on('data', (chunk) => {
      const found = /demo ready: (\S+)/.exec(String(chunk))?.[1];
      if (!found) return;
      clearTimeout(timer);
      ready(found);
    });
    child.once('exit', (code) => failed(new Error(`the demo ended with code ${code}`)));
  });
  return { child, url, ms: Math.round(performance.now() - began) };
}

/** One of the phones on the page. */
function phoneOn(page: Page, id: string) {
  const phone = page.locator(`[data-phone="${id}"]`);
  return {
    async types(words: string) {
      await phone.getByRole('textbox').fill(words);
      await phone.getByLabel('ส่งข้อความ').click();
    },
    async taps(label: string) {
      await phone.getByRole('button', { name: label, exact: true }).last().click(patience);
    },
    /** A row of a card that can be tapped as a whole. */
    async opens(row: string) {
      await phone.getByRole('button', { name: row }).last().click(patience);
    },
    /** Scrolls so that the newest message begins at the top, as a person would to read a long card. */
    async readsFromTheTop() {
      const newest = phone.locator('[data-from="bot"]').last();
      await newest.evaluate((e) => e.scrollIntoView({ block: 'start' }));
    },
    async sees(words: string) {
      await phone.locator('[data-from="bot"]', { hasText: words }).last().waitFor(patience);
    },
    async follows() {
      await phone.getByRole('button', { name: 'เพิ่มเพื่อน' }).click(patience);
      await phone.locator('[data-from="bot"]').first().waitFor(patience);
    },
    async hint(label: string) {
      await phone.getByLabel(`ใส่ ${label} ในช่องพิมพ์`).click(patience);
      await phone.getByLabel('ส่งข้อความ').click();
    },
  };
}

async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  // Lets the newest bubble finish scrolling into view.
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

async function story(page: Page): Promise<void> {
  const leader = phoneOn(page, 'leader');
  const officer = phoneOn(page, 'officer');
  const admin = phoneOn(page, 'admin');

  for (const phone of [leader, officer, admin]) await phone.follows();
  await admin.hint('เชิญเจ้าหน้าที่');
  await admin.taps('สร้างรหัส');
  await admin.sees('รหัสเจ้าหน้าที่');

  await officer.hint('รหัสจากผู้ดูแล');
  await officer.taps('ยินยอม');
  await officer.taps('ใช่');
  await officer.types('พิมพา ตั้งใจ');
  await officer.types('๐๘๑ ๒๓๔ ๕๖๗๘');
  await officer.sees('ลงทะเบียนเรียบร้อย');
  await officer.types('ยังไม่ส่ง');
  await officer.sees('ใครยังไม่ส่ง');
  await officer.readsFromTheTop();
  await picture(page, '1-officer-chases');
  await officer.opens('ตำบลดงครั่งน้อย');
  await officer.sees('สมบัติ');

  await leader.hint('รหัสที่นั่ง');
  await leader.taps('ยินยอม');
  await leader.sees('ท่านคือผู้นำคนนี้ใช่หรือไม่');
  await picture(page, '2-leader-claims');
  await leader.taps('ใช่');
  await leader.taps('รายงาน');
  await leader.types('๑๒๐');
  await leader.types('๓ เครือข่าย');
  await leader.types('๖,๐๐๐ บาท');
  await leader.sees('ตรวจก่อนส่ง');
  await picture(page, '3-leader-checks');
  await leader.taps('ส่ง');
  await leader.sees('รับรายงานแล้ว');
  await leader.sees('64A3R1-450213-05-1');

  await officer.types('ยังไม่ส่ง');
  await officer.opens('ตำบลดงครั่งน้อย');
  await picture(page, '4-story-told');
  await groupStory(page);
  await clockStory(page);
}

/** The bot is invited into a group: it keeps quiet until it is called. */
async function groupStory(page: Page): Promise<void> {
  const group = phoneOn(page, 'group');
  const inGroup = page.locator('[data-phone="group"]');
  await inGroup.getByRole('button', { name: 'เชิญเข้ากลุ่ม' }).click(patience);
  await inGroup.getByText('บัญชีเข้ากลุ่มแล้ว').waitFor(patience);
  const said = await inGroup.locator('.entry[data-from="bot"]').count();
  await group.hint('คุยกันเอง');
  await inGroup.getByRole('button', { name: 'ผู้นำ สมบัติ' }).click(patience);
  await group.types('ส่งแล้วครับ');
  await inGroup.locator('.who', { hasText: 'พัฒนากร' }).waitFor(patience);
  // What the bot had to say to either of these would be here before its answer to the next.
  await group.hint('เรียกบอท');
  await inGroup.locator('.entry[data-from="bot"]').nth(said).waitFor(patience);
  if ((await inGroup.locator('.entry[data-from="bot"]').count()) !== said + 1)
    throw new Error('the bot spoke in the group without being called');
}

/** A day on, then to a moment; and the deadline passes at the officer's. */
async function clockStory(page: Page): Promise<void> {
  const shown = page.locator('.virtual');
  const panel = page.getByRole('form', { name: 'เลื่อนเวลา' });
  const open = () => page.getByRole('button', { name: 'เลื่อนเวลา' }).click(patience);
  const before = (await shown.textContent()) ?? '';
  await open();
  await panel.getByRole('button', { name: 'อีก 1 วัน' }).click(patience);
  await panel.waitFor({ ...patience, state: 'detached' });
  await shown.filter({ hasNotText: before }).waitFor(patience);

  await open();
  const field = panel.getByLabel('ไปวันเวลา (เวลาไทย)');
  const later = new Date(Date.parse(`${await field.inputValue()}:00Z`) + 5 * 86_400_000);
  await field.fill(`${later.toISOString().slice(0, 10)}T08:15`);
  await panel.getByRole('button', { name: 'ไป', exact: true }).click(patience);
  await panel.waitFor({ ...patience, state: 'detached' });
  await shown.filter({ hasText: '08:15' }).waitFor(patience);

  const earlier = new Date(later.getTime() - 86_400_000).toISOString().slice(0, 16);
  await open();
  await picture(page, '6-clock-and-group');
  await field.fill(earlier);
  await panel.getByRole('button', { name: 'ไป', exact: true }).click(patience);
  await panel.getByRole('alert').waitFor(patience);
}

async function main(): Promise<void> {
  if (!executablePath) {
    console.log('browser tests skipped: no Chromium (Debian: apt-get install chromium)');
    return;
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'browser-test-'));
  const { child, url, ms } = await startDemo(dataDir);
  console.log(`demo ready after ${ms} ms`);
  let browser: Browser | null = null;
  try {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (m) => m.type() === 'error' && errors.push(m.text()));
    await page.goto(url);
    await story(page);
    if (errors.length > 0) throw new Error(`the page complained: ${errors.join(' | ')}`);
    const small = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await small.goto(url);
    await small.locator('[data-phone="leader"]').waitFor(patience);
    await picture(small, '5-on-a-phone');
    await small.getByRole('button', { name: 'กลุ่ม' }).click(patience);
    await small.getByRole('button', { name: 'เลื่อนเวลา' }).click(patience);
    const panel = await small.getByRole('form', { name: 'เลื่อนเวลา' }).boundingBox();
    if (!panel || panel.x < 0 || panel.x + panel.width > 390)
      throw new Error('the clock does not fit on a phone');
    await picture(small, '7-group-on-a-phone');
    console.log('browser: 1 passed, 0 failed');
  } finally {
    await browser?.close();
    child.kill('SIGTERM');
    await new Promise((ended) => child.once('exit', ended));
    rmSync(dataDir, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  console.log('browser: 0 passed, 1 failed');
  process.exit(1);
});
