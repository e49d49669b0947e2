import type { AreaBook, AreaCode } from '../core/area.js';
import { areaTitle } from '../say/area-title.js';
import type { Persona } from '../simulator/persona.js';
import { codeHint, type DemoPeople, leaderSeat, placeOf, secondSeat } from './people.js';

const district = '4502' as AreaCode;
const province = '45' as AreaCode;

/** The newest code that the admin has made for the officers of this area; null when there is none. */
export type OfficerCodeOf = (area: string) => string | null;

const seatOf = (people: DemoPeople, wanted: string) => {
  const found = people.seats.find(({ seat }) => seat === wanted);
  if (found === undefined) throw new Error(`the demo's roster lacks seat ${wanted}`);
  return found;
};
const firstName = (name: string): string => name.split(' ', 1)[0] ?? name;

/** What to read before the first tap, in the order of the story. */
export const guide: readonly string[] = [
  'ผู้นำ: กด “เพิ่มเพื่อน” แตะ “รหัสที่นั่ง” แล้วกดส่ง ตอบบอทจนได้ใบรับรายงาน',
  'ผู้ดูแล: เพิ่มเพื่อน แตะ “เชิญเจ้าหน้าที่อำเภอ” แล้วกดส่ง กดสร้างรหัส',
  'เจ้าหน้าที่อำเภอ: เพิ่มเพื่อน แตะ “รหัสจากผู้ดูแล” แล้วกดส่ง ลงทะเบียนเสร็จแล้วแตะ “ยังไม่ส่ง”',
  'กด “เลื่อนเวลา” ไปวันกำหนดส่ง บอทจะเตือนคนที่ยังไม่ส่งเอง',
];

/** Everybody who has a phone from the start, and a group chat. */
export function personasOf(
  people: DemoPeople,
  areas: AreaBook,
  officerCodeOf: OfficerCodeOf,
): readonly Persona[] {
  const [first, next] = [seatOf(people, leaderSeat), seatOf(people, secondSeat)];
  const leader = { userId: people.leader, name: firstName(first.name), role: 'ผู้นำ' };
  const second = { userId: people.second, name: firstName(next.name), role: 'ผู้นำไม่มีรหัส' };
  const officer = { userId: people.officer, name: 'พิมพา', role: 'เจ้าหน้าที่อำเภอ' };
  const codeHints = (area: AreaCode) => {
    const code = officerCodeOf(areaTitle(areas, area));
    return code === null ? [] : [{ label: 'รหัสจากผู้ดูแล', text: `รหัส ${code}` }];
  };
  return [
    {
      id: 'leader',
      ...leader,
      about: placeOf(areas, first),
      hints: [
        { label: 'รหัสที่นั่ง', text: codeHint(first) },
        { label: 'รายงาน', text: 'รายงาน' },
        { label: 'เลขไทย', text: '๑๒๐' },
      ],
    },
    {
      id: 'officer',
      ...officer,
      about: areaTitle(areas, district),
      hints: [
        ...codeHints(district),
        { label: 'ยังไม่ส่ง', text: 'ยังไม่ส่ง' },
        { label: 'อนุมัติ', text: 'อนุมัติ' },
        { label: 'ประกาศ', text: 'ประกาศ' },
      ],
    },
    {
      id: 'admin',
      userId: people.admin,
      name: 'ส่วนกลาง',
      role: 'ผู้ดูแล',
      about: 'กรมการพัฒนาชุมชน',
      hints: [
        { label: 'เชิญเจ้าหน้าที่อำเภอ', text: 'เชิญเจ้าหน้าที่ เกษตรวิสัย' },
        { label: 'เชิญเจ้าหน้าที่จังหวัด', text: 'เชิญเจ้าหน้าที่ ร้อยเอ็ด' },
        { label: 'สถิติ', text: 'สถิติ' },
      ],
    },
    {
      id: 'leader-second',
      ...second,
      about: placeOf(areas, next),
      hints: [
        { label: 'ลงทะเบียน', text: 'ลงทะเบียน' },
        { label: 'ตำบล', text: 'ดงครั่งน้อย' },
        { label: 'ชื่อ', text: next.name },
      ],
    },
    {
      id: 'province',
      userId: people.province,
      name: 'วิชัย',
      role: 'เจ้าหน้าที่จังหวัด',
      about: areaTitle(areas, province),
      hints: [...codeHints(province), { label: 'สถิติ', text: 'สถิติ' }],
    },
    {
      id: 'group',
      // A group id is C and 32 hex digits; this one stays the same as its people do.
      userId: `C${people.admin.slice(1)}`,
      name: 'ตำบลดงครั่งน้อย',
      role: 'กลุ่ม',
      about: 'แชตกลุ่มของผู้นำกับเจ้าหน้าที่ บอทตอบเมื่อถูกเรียกเท่านั้น',
      members: [officer, leader, second],
      hints: [
        { label: 'คุยกันเอง', text: 'ส่งรายงานกันหรือยังคะ' },
        { label: 'เรียกบอท', text: '/เมนู' },
      ],
    },
    {
      id: 'stranger',
      userId: people.stranger,
      name: 'มานะ',
      role: 'คนทั่วไป',
      about: 'ไม่อยู่ในทะเบียน',
      hints: [{ label: 'เมนู', text: 'เมนู' }],
    },
  ];
}
