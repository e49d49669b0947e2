import type { Page } from 'playwright-core';
import { type Phone, patience, phoneOn } from './phone.js';
import type { Takes } from './picture.js';

/** Where the demo plays, as the bot writes it. */
const tambon = 'ตำบลดงครั่งน้อย';

async function officersJoin(page: Page): Promise<void> {
  const admin = phoneOn(page, 'admin');
  await admin.follows();
  for (const [place, who] of [
    ['เชิญเจ้าหน้าที่อำเภอ', 'officer'],
    ['เชิญเจ้าหน้าที่จังหวัด', 'province'],
  ] as const) {
    await admin.hint(place);
    await admin.taps('สร้างรหัส');
    const officer = phoneOn(page, who);
    await officer.follows();
    await officer.hint('รหัสจากผู้ดูแล');
    await officer.taps('ยินยอม');
    await officer.taps('ใช่');
    await officer.types(who === 'officer' ? 'พิมพา ตั้งใจ' : 'วิชัย มั่นคง');
    await officer.types('๐๘๑ ๒๓๔ ๕๖๗๘');
    await officer.sees('ลงทะเบียนเรียบร้อย');
  }
}

/** One leader has a code; the other asks, and the officer knows the face. */
async function leadersJoin(page: Page, take: Takes): Promise<void> {
  const leader = phoneOn(page, 'leader');
  await leader.follows();
  await leader.hint('รหัสที่นั่ง');
  await leader.taps('ยินยอม');
  await leader.sees('ท่านคือผู้นำคนนี้ใช่หรือไม่');
  await take(page, '2-leader-claims');
  await leader.taps('ใช่');

  const second = phoneOn(page, 'leader-second');
  await second.follows();
  await second.hint('ลงทะเบียน');
  await second.taps('ยินยอม');
  await second.taps('ไม่มีรหัส');
  await second.hint('ตำบล');
  await second.hint('ชื่อ');
  await second.taps('ส่งคำขอ');
  const officer = phoneOn(page, 'officer');
  await officer.sees('มีผู้ขอลงทะเบียน');
  await officer.at.scrollIntoViewIfNeeded();
  await take(page, '2-officer-approves');
  await officer.taps('อนุมัติ');
  await second.sees('ลงทะเบียนเรียบร้อย');
}

async function leaderReports(leader: Phone, page: Page, take: Takes): Promise<void> {
  await leader.taps('รายงาน');
  await leader.types('๑๒๐');
  await leader.types('๓ เครือข่าย');
  await leader.types('๖,๐๐๐ บาท');
  await leader.sees('ตรวจก่อนส่ง');
  await leader.taps('ถ่ายรูป');
  await leader.taps('ภาพตัวอย่าง 3 ภาพ');
  await leader.sees('ได้รับรูป 3 รูป');
  // The card shows what the bot has kept, as the bot gives it out.
  await leader.at.locator('.flex-image img').nth(2).waitFor(patience);
  await take(page, '3-leader-checks');
  await leader.taps('ส่ง');
  await leader.sees('รับรายงานแล้ว');
  await leader.sees('64A3R1-450213-05-1');
}

/** The bot is invited into a group: it keeps quiet until it is called. */
async function groupTalks(page: Page): Promise<void> {
  const group = phoneOn(page, 'group');
  const said = group.at.locator('.entry[data-from="bot"]');
  await group.at.getByRole('button', { name: 'เชิญเข้ากลุ่ม' }).click(patience);
  await group.at.getByText('บัญชีเข้ากลุ่มแล้ว').waitFor(patience);
  const before = await said.count();
  await group.hint('คุยกันเอง');
  await group.at.getByRole('button', { name: 'ผู้นำ สมบัติ' }).click(patience);
  await group.types('ส่งแล้วครับ');
  await group.at.locator('.who', { hasText: 'พิมพา' }).waitFor(patience);
  // What the bot had to say to either of these would be here before its answer to the next.
  await group.hint('เรียกบอท');
  await said.nth(before).waitFor(patience);
  if ((await said.count()) !== before + 1)
    throw new Error('the bot spoke in the group without being called');
}

export async function passTime(page: Page, label: string): Promise<void> {
  const panel = page.getByRole('form', { name: 'เลื่อนเวลา' });
  await page.getByRole('button', { name: 'เลื่อนเวลา' }).click(patience);
  await panel.getByRole('button', { name: label }).click(patience);
  // A day is 24 hours of jobs.
  await panel.waitFor({ timeout: 60_000, state: 'detached' });
}

/** Days pass until the one who has not reported hears of it; who has reported hears nothing. */
async function reminderComes(page: Page, take: Takes): Promise<void> {
  const second = phoneOn(page, 'leader-second');
  const reminder = second.at.locator('[data-from="bot"]', { hasText: 'ครบกำหนดส่งรายงาน' });
  for (let day = 0; day < 20 && (await reminder.count()) === 0; day += 1)
    await passTime(page, 'อีก 1 วัน');
  await reminder.first().waitFor(patience);
  const told = phoneOn(page, 'leader').at.locator('[data-from="bot"]', {
    hasText: 'ครบกำหนดส่งรายงาน',
  });
  if ((await told.count()) > 0) throw new Error('who has reported was reminded');
  await second.at.scrollIntoViewIfNeeded();
  await take(page, '5-reminder');
}

async function officerBroadcasts(page: Page, take: Takes): Promise<void> {
  const officer = phoneOn(page, 'officer');
  await officer.hint('ประกาศ');
  await officer.taps('ผู้นำทุกคน');
  await officer.types('พรุ่งนี้ ๙ โมง ปลูกผักสวนครัวที่ศาลากลางบ้านค่ะ');
  await officer.sees('ตรวจก่อนส่ง');
  await officer.taps('ส่ง');
  await officer.sees('60 วินาที');
  await passTime(page, 'อีก 1 ชั่วโมง');
  for (const id of ['leader', 'leader-second'])
    await phoneOn(page, id).sees('ปลูกผักสวนครัวที่ศาลากลางบ้าน');
  await take(page, '6-broadcast');
}

async function provinceCounts(page: Page, take: Takes): Promise<void> {
  const province = phoneOn(page, 'province');
  await province.hint('สถิติ');
  await province.sees('ที่นั่งทั้งหมด');
  await province.readsFromTheTop();
  await province.at.scrollIntoViewIfNeeded();
  await take(page, '7-statistics');
}

/**
 * The whole story, by taps on the page alone: officers and leaders join, one by approval; a report with
 * photos; the officer's list; a group; a reminder when its day comes; a broadcast; statistics.
 */
export async function story(page: Page, take: Takes): Promise<void> {
  await take(page, '1-first-look');
  await officersJoin(page);
  await leadersJoin(page, take);
  await leaderReports(phoneOn(page, 'leader'), page, take);

  const officer = phoneOn(page, 'officer');
  await officer.hint('ยังไม่ส่ง');
  await officer.sees('ใครยังไม่ส่ง');
  await officer.readsFromTheTop();
  await take(page, '4-story-told');
  await officer.opens(tambon);
  await officer.sees('ปราณี');
  await groupTalks(page);
  await reminderComes(page, take);
  await officerBroadcasts(page, take);
  await provinceCounts(page, take);
}
