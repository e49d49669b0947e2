import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UserId } from '../core/ids.js';
import { showCode } from '../read/seat-code.js';
import type { Persona } from '../simulator/persona.js';

/** Who plays in the demo; kept in its folder so that they stay the same people. */
export type DemoPeople = {
  readonly leader: UserId;
  readonly officer: UserId;
  readonly admin: UserId;
  /** The code of the leader's seat, canonical; made when the roster was imported. */
  readonly leaderCode: string;
};

const file = 'people.json';
const someone = (): UserId => `U${randomBytes(16).toString('hex')}` as UserId;

/** The people of an earlier run in `dir`; null at the first one. */
export const knownPeople = (dir: string): DemoPeople | null =>
  existsSync(join(dir, file))
    ? (JSON.parse(readFileSync(join(dir, file), 'utf8')) as DemoPeople)
    : null;

/** New people, remembered in `dir`. */
export function introducePeople(dir: string, leaderCode: string): DemoPeople {
  const people = { leader: someone(), officer: someone(), admin: someone(), leaderCode };
  writeFileSync(join(dir, file), JSON.stringify(people), { mode: 0o600 });
  return people;
}

/** The three phones and a group chat; `officerCode` is the newest code on the admin's phone. */
export function personasOf(people: DemoPeople, officerCode: string | null): readonly Persona[] {
  const leader = { userId: people.leader, name: 'สมบัติ', role: 'ผู้นำ' };
  const officer = { userId: people.officer, name: 'พัฒนากร', role: 'เจ้าหน้าที่' };
  return [
    {
      id: 'leader',
      ...leader,
      about: 'ผู้นำตำบลดงครั่งน้อย อ.เกษตรวิสัย จ.ร้อยเอ็ด',
      hints: [
        { label: 'รหัสที่นั่ง', text: `รหัส ${showCode(people.leaderCode)}` },
        { label: 'รายงาน', text: 'รายงาน' },
        { label: 'เลขไทย', text: '๑๒๐' },
      ],
    },
    {
      id: 'officer',
      ...officer,
      about: 'สำนักงานพัฒนาชุมชนอำเภอเกษตรวิสัย',
      hints: [
        ...(officerCode ? [{ label: 'รหัสจากผู้ดูแล', text: `รหัส ${officerCode}` }] : []),
        { label: 'ยังไม่ส่ง', text: 'ยังไม่ส่ง' },
      ],
    },
    {
      id: 'admin',
      userId: people.admin,
      name: 'ส่วนกลาง',
      role: 'ผู้ดูแล',
      about: 'กรมการพัฒนาชุมชน',
      hints: [
        { label: 'เชิญเจ้าหน้าที่', text: 'เชิญเจ้าหน้าที่ เกษตรวิสัย' },
        { label: 'ยังไม่ส่ง', text: 'ยังไม่ส่ง' },
        { label: 'สถิติ', text: 'สถิติ' },
      ],
    },
    {
      id: 'group',
      // A group id is C and 32 hex digits; this one stays the same as its people do.
      userId: `C${people.admin.slice(1)}`,
      name: 'ตำบลดงครั่งน้อย',
      role: 'กลุ่ม',
      about: 'แชตกลุ่มของผู้นำกับเจ้าหน้าที่ บอทตอบเมื่อถูกเรียกเท่านั้น',
      members: [officer, leader],
      hints: [
        { label: 'คุยกันเอง', text: 'ส่งรายงานกันหรือยังคะ' },
        { label: 'เรียกบอท', text: '/เมนู' },
      ],
    },
  ];
}
