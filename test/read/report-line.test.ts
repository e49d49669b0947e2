import fc from 'fast-check';
import { figuresAlone, lineBehind, readReportLine } from '../../src/read/report-line.js';
import { anyText } from './arbitraries.js';

const fields = [
  { key: 'households', words: ['ครัวเรือน', 'ครัว', 'บ้าน'] },
  { key: 'partners', words: ['ภาคีเครือข่าย', 'ภาคี', 'เครือข่าย'] },
  { key: 'savedBaht', words: ['ลดรายจ่าย', 'ประหยัด', 'รายจ่าย', 'บาท'] },
] as const;
const all = { households: 120, partners: 3, savedBaht: 6000 };

test.each([
  'ครัวเรือน ๑๒๐ ภาคี ๓ ลดรายจ่าย 6,000',
  'ลดรายจ่าย 6,000 ครัวเรือน 120 ภาคี 3',
  'ครัวเรือน120ภาคี3ลดรายจ่าย6,000บาท',
  'ครัวเรือน: 120 ครัวเรือน\nภาคี = 3 เครือข่าย,\nลดรายจ่าย: 6 พันบาท',
  'บ้าน 120 หลัง ภาคีเครือข่าย 3 และประหยัดรายจ่าย 6,000',
  '120 ครัวเรือน 3 ภาคี 6000 บาท',
  '1. ครัวเรือน 120\n2. ภาคี 3\n3. ลดรายจ่าย 6000',
  '- 120 ครัวเรือน\n- 3 ภาคี\n- 6,000 บาท',
  'สวัสดีค่ะ ครัวเรือน 120 ภาคี 3 ลดรายจ่าย 6000 ขอบคุณมากค่ะ',
  'ค่ะ ครัวเรือน 120 ภาคี 3 ลดรายจ่าย 6000',
])('%j says everything', (line) =>
  expect(readReportLine(line, fields)).toEqual({ values: all, unclear: {}, unread: [] }),
);

test.each<[string, object, string[]]>([
  ['', {}, []],
  ['ครัวเรือน 120', { households: 120 }, []],
  ['ครัวเรือน 120 ครัวเรือน 120 ภาคี 3', { households: 120, partners: 3 }, []],
  ['ภาคี ไม่มี ครัวเรือน 5', { partners: 0, households: 5 }, []],
  ['ดีมาก', {}, ['ดีมาก']],
  ['เดือนกุมภาพันธ์ ครัวเรือน 120 ภาคี 3', { households: 120, partners: 3 }, ['เดือนกุมภาพันธ์']],
  ['มีภาคี 3 แห่งค่ะ', { partners: 3 }, []],
  ['ครัวเรือนที่เข้าร่วม 120 ครัวเรือน รายจ่ายลดลง 6000 บาท', { households: 120, savedBaht: 6000 }, []],
  ['ครัวเรือน 5 ภาคี ไม่มี', { households: 5, partners: 0 }, []],
  ['ครัวเรือนทั้งหมด 98 และมีภาคี 3', { households: 98, partners: 3 }, []],
  ['ไม่มี ครัวเรือน 3 ภาคี 500', {}, ['ไม่มี ครัวเรือน 3 ภาคี 500']],
  ['ครัวเรือน 98 คือ 120 ภาคี 3', { partners: 3 }, ['ครัวเรือน 98 คือ 120']],
  ['ครัวเรือน\n98.\nภาคี\n3.', { households: 98, partners: 3 }, []],
  ['ร้อยกว่า ครัวเรือน 3 ภาคี 6000', {}, ['ร้อยกว่า ครัวเรือน 3 ภาคี 6000']],
  ['หมู่บ้านที่ 5 ครัวเรือน 120', { households: 120 }, ['หมู่บ้านที่ 5']],
  ['ครัวเรือน', {}, ['ครัวเรือน']],
  ['120', {}, ['120']],
  ['ภาคี -3 ครัวเรือน 5', { households: 5 }, ['ภาคี -3']],
  ['ครัวเรือน 120 ครัวเรือน 130 ภาคี 3', { partners: 3 }, ['ครัวเรือน']],
  ['ลดรายจ่ายครัวเรือน 6000', {}, ['ลดรายจ่ายครัวเรือน 6000']],
  ['ครัวเรือน 120 3 ภาคี 6000 บาท', {}, ['ครัวเรือน 120 3 ภาคี 6000 บาท']],
  ['120 ครัวเรือน ภาคี 3 ลดรายจ่าย 6000', {}, ['120 ครัวเรือน ภาคี 3 ลดรายจ่าย 6000']],
  ['120 ครัวเรือน ภาคี 3 บาท', {}, ['120 ครัวเรือน ภาคี 3 บาท']],
  ['ครัวเรือน 120 ภาคี', {}, ['ครัวเรือน 120 ภาคี']],
  ['ครัวเรือน 120 คน 3 ภาคี 5', { partners: 5 }, ['ครัวเรือน 120 คน 3']],
])('%j says %j and leaves %j', (line, values, unread) =>
  expect(readReportLine(line, fields)).toEqual({ values, unclear: {}, unread }),
);

test.each<[string, object, object, string[]]>([
  ['ครัวเรือน พันสอง ภาคี 3', { partners: 3 }, { households: [1002, 1200] }, []],
  ['ครัวเรือน พันสอง ภาคี หลายกลุ่ม', {}, { households: [1002, 1200] }, ['ภาคี หลายกลุ่ม']],
  ['ครัวเรือน พันสอง ครัวเรือน พันสอง', {}, { households: [1002, 1200] }, []],
  ['ครัวเรือน พันสอง ครัวเรือน 120 ภาคี 3', { partners: 3 }, {}, ['ครัวเรือน']],
])('%j says %j, may mean %j and leaves %j', (line, values, unclear, unread) =>
  expect(readReportLine(line, fields)).toEqual({ values, unclear, unread }),
);

test('figures are read back in any order and by any of their words', () => {
  const figures = fc.shuffledSubarray([...fields], { minLength: 1 }).chain((some) =>
    fc.tuple(
      ...some.map(({ key, words }) =>
        fc.record({
          key: fc.constant(key),
          word: fc.constantFrom(...words),
          value: fc.nat(10 ** 9),
        }),
      ),
    ),
  );
  fc.assert(
    fc.property(figures, fc.constantFrom(' ', '\n', ', '), (said, between) => {
      const line = said.map(({ word, value }) => `${word} ${value}`).join(between);
      const values = Object.fromEntries(said.map(({ key, value }) => [key, value]));
      expect(readReportLine(line, fields)).toEqual({ values, unclear: {}, unread: [] });
    }),
  );
});

test('answers to any text with whole figures', () => {
  const mixed = fc.array(fc.oneof(anyText, fc.constantFrom('ครัวเรือน', 'ภาคี', '12')), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(mixed, (parts) => {
      const { values } = readReportLine(parts.join(' '), fields);
      expect(Object.values(values).every((v) => Number.isSafeInteger(v))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test.each<[string, string | null]>([
  ['รายงานครัวเรือน 120', 'ครัวเรือน 120'],
  ['/รายงานครัวเรือน๑๒๐ ภาคี', 'ครัวเรือน120 ภาคี'],
  ['ส่งรายงานบ้าน 5', 'บ้าน 5'],
  ['รายงานรอบ 2 ครัวเรือน 5', 'รอบ 2 ครัวเรือน 5'],
  ['รายงานรอบที่๒', 'รอบที่2'],
  ['รายงานรอบหน้า', null],
  ['รายงานรอบ 2 ส่งหรือยังคะ', null],
  ['ส่งรายงานบ้านหนองบัวแล้ว', null],
  ['รายงานแทน', null],
  ['รายงานตัวครัวเรือน', null],
  ['', null],
])('behind the word %j says %j', (text, line) =>
  expect(lineBehind(text, ['รายงาน', 'ส่งรายงาน'], [fields])).toBe(line),
);

test.each<[string, string | null]>([
  ['ครัวเรือน 120 ภาคี 3 ลดรายจ่าย 6,000', 'ครัวเรือน 120 ภาคี 3 ลดรายจ่าย 6,000'],
  ['ครัวเรือน พันสอง ภาคี 3 บาท 5', 'ครัวเรือน พันสอง ภาคี 3 บาท 5'],
  ['! ครัวเรือน 120 ภาคี 3', 'ครัวเรือน 120 ภาคี 3'],
  ['รอบ 2 ครัวเรือน 120 ภาคี 3', 'รอบ 2 ครัวเรือน 120 ภาคี 3'],
  ['ครัวเรือน 120', null],
  ['ครัวเรือน 120 ภาคี 3 ลดรายจ่าย เท่าไร', null],
  ['บ้าน 5 หลัง ขาย 3 บาท', null],
  ['', null],
])('%j alone reports %j', (text, line) => expect(figuresAlone(text, [fields])).toBe(line));
