import fc from 'fast-check';
import type { AreaCode } from '../../src/core/area.js';
import { parentOf } from '../../src/core/area.js';
import { findPlace, type PlaceFound } from '../../src/read/place.js';
import { areaTitle } from '../../src/say/area-title.js';
import { anyText } from './arbitraries.js';
import { area, areaBook as book } from './area-book.js';

const levels = ['province', 'district', 'tambon'] as const;
const first = (found: PlaceFound): AreaCode | undefined =>
  found.kind === 'found' ? found.code : found.kind === 'none' ? undefined : found.codes[0];
const titles = (found: PlaceFound): readonly string[] =>
  'codes' in found ? found.codes.map((c) => areaTitle(book, c)) : [];

test('every area of the country is found in its province by its full title', () => {
  for (const code of levels.flatMap((level) => book.all(level))) {
    const found = findPlace(book, areaTitle(book, code), area(code.slice(0, 2)));
    expect({ code, found }).toEqual({ code, found: { kind: 'found', code } });
  }
});

test('in the whole country too', () => {
  const some = levels.flatMap((level) => book.all(level)).filter((_, i) => i % 100 === 0);
  for (const code of some)
    expect(findPlace(book, areaTitle(book, code))).toEqual({ kind: 'found', code });
});

const dongKhrang = '450213';
test.each([
  ['450213', dongKhrang],
  ['๔๕๐๒๑๓', dongKhrang],
  ['ดงครั่งน้อย', dongKhrang],
  [' ต. ดงครั่งน้อย ', dongKhrang],
  ['ต ดงครั่งน้อย อ เกษตรวิสัย', dongKhrang],
  ['ตำบลดงครั่งน้อย', dongKhrang],
  ['จ.ร้อยเอ็ด อ.เกษตรวิสัย ต.ดงครั่งน้อย', dongKhrang],
  ['ต.ดงครั่งน้อยอ.เกษตรวิสัยจ.ร้อยเอ็ด', dongKhrang],
  ['ตำบลดงครั่งน้อยอำเภอเกษตรวิสัยจังหวัดร้อยเอ็ด', dongKhrang],
  ['ดงครั่งน้อย, เกษตรวิสัย, ร้อยเอ็ด', dongKhrang],
  ['ดงครั่ง น้อย', dongKhrang],
  ['ดงครั่งน้อย ร้อยเอ็ด 45150', dongKhrang],
  ['ต.ดงครั่งน้อย อ.เกษตรวิสัย จ.ร้อยเอ็ด รหัสไปรษณีย์ ๔๕๑๕๐ ค่ะ', dongKhrang],
  ['ต.ดงครั่งน้อย45150 ร้อยเอ็ด', dongKhrang],
  ['ดง\u200bครั่งน้อย', dongKhrang],
  ['จังหวัดร้อยเอ็ด', '45'],
  ['จ.โคราช', '30'],
  ['กทม.', '10'],
  ['กรุงเทพฯ', '10'],
  ['แปดริ้ว', '24'],
  ['อ.เมือง จ.เลย', '4201'],
  ['อำเภอเมืองฯ จังหวัดเลย', '4201'],
  ['เมืองเลย', '4201'],
  ['เขตจตุจักร', '1030'],
  ['แขวงลาดยาวเขตจตุจักร', '103001'],
  ['จ.ป.ร.', '850406'],
  ['อ.สุไหงโกลก', '9610'],
  ['ต.ปอภาร', '450109'],
  ['ตำบลปอภารค่ะ', '450109'],
  ['ต.แม่คะ อ.ฝาง', '500910'],
  ['ต.แม่คะ อ.ฝาง ครับผม', '500910'],
  ['ต.สามตำบล อ.จุฬาภรณ์', '801906'],
])('%j names %s', (text, code) => {
  expect(findPlace(book, text)).toEqual({ kind: 'found', code });
});

test('what several areas are called is told apart by the person, never guessed', () => {
  expect(titles(findPlace(book, 'อ.เฉลิมพระเกียรติ'))).toHaveLength(5);
  expect(titles(findPlace(book, 'เกษตรวิสัย'))).toEqual([
    'อ.เกษตรวิสัย จ.ร้อยเอ็ด',
    'ต.เกษตรวิสัย อ.เกษตรวิสัย จ.ร้อยเอ็ด',
  ]);
  expect(findPlace(book, 'เกษตรวิสัย', undefined, ['district'])).toEqual({
    kind: 'found',
    code: '4502',
  });
});

test('only areas within are answered, though the area itself and those around it may be named', () => {
  expect(findPlace(book, 'ต.ดงครั่งน้อย จ.ร้อยเอ็ด', area('4502'))).toMatchObject({ code: dongKhrang });
  expect(findPlace(book, 'จ.ร้อยเอ็ด', area('4502'))).toEqual({ kind: 'none' });
  expect(findPlace(book, 'ต.ดงครั่งน้อย', area('42')).kind).not.toBe('found');
  expect(findPlace(book, dongKhrang, area('42'))).toEqual({ kind: 'none' });
  expect(findPlace(book, '45021399')).toEqual({ kind: 'none' });
});

test.each([
  ['ดงคั่งน้อย'],
  ['ต.ดงครังน้อย'],
  ['ดงครังนอย เกษตวิไสย ร้อยเอด'],
  ['ต.ดงครั่งน้อย อ.สุวรรณภูมิ จ.ร้อยเอ็ด'],
])('%j is near ดงครั่งน้อย', (text) => {
  const found = findPlace(book, text);
  expect([found.kind, first(found)]).toEqual(['near', dongKhrang]);
});

test.each([
  '',
  ' ',
  '99',
  '555',
  '😀',
  'asdf',
  'hello world',
  'สวัสดีครับ',
  'ขอบคุณค่ะ',
  'ไม่เข้าใจ',
  'ทำยังไงคะ',
  'รายงาน',
  'ต.',
  '45150',
  'จ. อ. ต.',
  'ร้อยเอ็ด'.repeat(1000),
])('%j names no place', (text) => {
  expect(findPlace(book, text)).toEqual({ kind: 'none' });
});

/** One slip of the thumb at `at`: a lost character, a doubled one, a swap, or a wrong neighbour. */
function slip(name: string, at: number, how: number): string {
  const i = at % name.length;
  const [before, own, next, after] = [
    name.slice(0, i),
    name[i] ?? '',
    name[i + 1] ?? '',
    name.slice(i + 2),
  ];
  const wrong = 'กนรสทมั่้'.at(at % 9) ?? '';
  return (
    [
      before + next + after,
      before + own + own + next + after,
      before + next + own + after,
      before + wrong + next + after,
    ][how % 4] ?? name
  );
}

test('a slip in a tambon of a known district is put right at least 95 times in 100', () => {
  const seed = 2564;
  const tries = fc.sample(
    fc.record({
      code: fc.constantFrom(...book.all('tambon')),
      at: fc.nat(100),
      how: fc.nat(3),
    }),
    { numRuns: 2000, seed },
  );
  const right = tries.filter(({ code, at, how }) => {
    const typed = slip(book.nameOf(code) ?? '', at, how);
    const district = parentOf(code) ?? area('');
    return first(findPlace(book, typed, district, ['tambon'])) === code;
  });
  expect(right.length / tries.length).toBeGreaterThanOrEqual(0.95);
});

test('answers to any text, at most three of them by likeness', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const found = findPlace(book, text, area('4502'));
      if (found.kind === 'near') expect(found.codes.length).toBeLessThanOrEqual(3);
      for (const code of 'codes' in found ? found.codes : [])
        expect(code.startsWith('4502')).toBe(true);
    }),
  );
});
