import type { SeatId } from '../../../src/core/seat.js';
import { startOf } from '../../../src/core/time.js';
import { codeSheet } from '../../../src/infra/roster/code-sheet.js';
import { parseTable } from '../../../src/infra/roster/parse-table.js';
import { area, areaBook } from '../../read/area-book.js';

const row = {
  line: 2,
  seat: '450213-01' as SeatId,
  tambon: area('450213'),
  number: 1,
  name: 'บุญมา ศรีงาม',
  village: 'บ้านหนองแวง' as string | null,
  phone: '0815550001',
};
const sheetOf = (changes: Partial<typeof row>) =>
  codeSheet(
    [{ row: { ...row, ...changes }, code: '0123456789AB', until: startOf('2022-02-18') }],
    areaBook,
  );

test('one line a seat in the words of the roster, with the code as people type it', () => {
  expect(sheetOf({})).toBe(
    '"รหัสตำบล","จังหวัด","อำเภอ","ตำบล","ลำดับที่","ชื่อ-สกุล","หมู่บ้าน","รหัส","ใช้ได้ถึง"\r\n' +
      '"450213","ร้อยเอ็ด","เกษตรวิสัย","ดงครั่งน้อย","1","บุญมา ศรีงาม","บ้านหนองแวง","0123-4567-89AB","18 ก.พ. 2565"\r\n',
  );
});

test.each([
  '=1+1',
  '+cmd',
  '-x',
  '@SUM(A1)',
  '\u200B=1',
  ' \t=1',
  '\uFEFF=1',
  '\u0000=1',
  '\n=1',
  '＝1',
  '|x',
])('a name like %j is never a formula', (name) => {
  const table = parseTable(sheetOf({ name }));
  const shown = table.kind === 'table' ? table.rows[1]?.cells[5] : '';
  expect(shown).toMatch(/^'/);
});

test('quotation marks and a village that nobody knows are harmless', () => {
  const table = parseTable(sheetOf({ name: 'บุญมา "แดง", ศรีงาม', village: null }));
  expect(table.kind === 'table' && table.rows[1]?.cells.slice(5, 7)).toEqual([
    'บุญมา "แดง", ศรีงาม',
    '',
  ]);
});
