import fc from 'fast-check';
import type { AreaCode } from '../../../src/core/area.js';
import type { UserId } from '../../../src/core/ids.js';
import { type Seat, seatId } from '../../../src/core/seat.js';
import { seatUnderName } from '../../../src/features/registration/rules.js';

const tambon = '450213' as AreaCode;
const holder = `U${'0'.repeat(32)}` as UserId;
const roster = (names: readonly string[], held: readonly string[] = []): readonly Seat[] =>
  names.map((rosterName, i) => ({
    id: seatId(tambon, i + 1),
    tambon,
    number: i + 1,
    rosterName,
    village: null,
    holder: held.includes(rosterName) ? holder : null,
  }));

const names = [
  'บุญช่วย ไชยโคตรมี',
  'ราตรี ดวงละคร',
  'เพ็ญศรี ภูชมภู',
  'อาทิตย์ ภูขันติ',
  'บัวลอย ศรีวรรณสา',
  'สมบัติ บุญหงษ์ลอย',
  'จันทร์เพ็ญ คำสิงห์โต',
];
const seats = roster(names);
const found = (typed: string, among = seats) => seatUnderName(typed, among)?.rosterName ?? null;

test.each([
  ['บุญช่วย ไชยโคตรมี', 'บุญช่วย ไชยโคตรมี'],
  ['กำนันบุญช่วย ไชยโคตรมี', 'บุญช่วย ไชยโคตรมี'],
  ['บุญช่วยไชยโคตรมี', 'บุญช่วย ไชยโคตรมี'],
  ['บุญช่วย ชัยโคตรมี', 'บุญช่วย ไชยโคตรมี'],
  ['บุญชวย ใชยโครตมี', null],
  ['เพญศรี พูชมภู', 'เพ็ญศรี ภูชมภู'],
  ['อาทิตย ภูขันติ', 'อาทิตย์ ภูขันติ'],
  ['จันเพ็ญ คำสิงโต', null],
  ['จันทร์เพ็ญ คำสิงโต', 'จันทร์เพ็ญ คำสิงห์โต'],
  ['สมบัติ บุญหงส์ลอย', 'สมบัติ บุญหงษ์ลอย'],
  ['ราตรี', null],
  ['ดวงละคร', null],
  ['สมหมาย ดวงละคร', null],
  ['มานะ ทองคำ', null],
  ['', null],
])('%j finds %j', (typed, name) => expect(found(typed)).toBe(name));

test.each([
  ['a held seat is not given again', ['สมชาย ใจดี'], ['สมชาย ใจดี'], 'สมชาย ใจดี', null],
  ['two of one name need a person', ['สมชาย ใจดี', 'นายสมชาย ใจดี'], [], 'สมชาย ใจดี', null],
  ['two equally near need a person', ['สมชาย ใจดา', 'สมชาย ใจดู'], [], 'สมชาย ใจดี', null],
  ['the very name beats a near one', ['บุญมา มีสุข', 'บุญมี มีสุข'], [], 'บุญมี มีสุข', 'บุญมี มีสุข'],
  ['a seat without a name has none', [''], [], 'ก', null],
])('%s', (_rule, all, held, typed, name) => expect(found(typed, roster(all, held))).toBe(name));

const titles = ['', 'นาย', 'นาง ', 'นางสาว', 'น.ส.', 'ด.ต. ', 'กำนัน', 'ผู้ใหญ่บ้าน '];
const person = fc.constantFrom(...names);

test('a title in front, spaces and one wrong letter still lead to the same seat', () => {
  const letter = fc.constantFrom(...'กขคงจชตนบปมยรลวสหอ');
  fc.assert(
    fc.property(person, fc.constantFrom(...titles), fc.nat(), letter, (name, title, at, put) => {
      // The first letter stays, or the title could swallow another one.
      const i = 1 + (at % (name.length - 1));
      expect(found(`${title}${name.slice(0, i)}${put}${name.slice(i + 1)}`)).toBe(name);
    }),
  );
});

test('the order of the roster does not matter, and nothing but a free seat is ever found', () => {
  const held = fc.subarray(names);
  const order = fc.shuffledSubarray(names, { minLength: names.length });
  fc.assert(
    fc.property(
      order,
      held,
      fc.oneof(person, fc.string({ unit: 'grapheme' })),
      (all, of, typed) => {
        const seat = seatUnderName(typed, roster(all, of));
        expect(seat?.holder ?? null).toBeNull();
        expect(seat?.rosterName).toBe(seatUnderName(typed, roster(names, of))?.rosterName);
        if (names.includes(typed))
          expect(seat?.rosterName ?? null).toBe(of.includes(typed) ? null : typed);
      },
    ),
  );
});
