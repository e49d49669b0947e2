import {
  codeHeaders,
  readRosterHeader,
  rosterColumns,
  rosterHeader,
  villageLine,
} from '../../src/read/roster-header.js';

test('the header that we write ourselves is read as its own column', () => {
  for (const column of rosterColumns) expect(readRosterHeader(rosterHeader(column))).toBe(column);
});

test.each([
  ['ลำดับ ที่', 'number'],
  [' ลำดับที่* ', 'number'],
  ['No.', 'number'],
  ['ชื่อ - นามสกุล', 'fullName'],
  ['ชื่อ–สกุล', 'fullName'],
  ['จังหวัด:', 'province'],
  ['อ.', 'district'],
  ['เบอร์โทร.', 'phone'],
  ['ชื่อ\u200B', 'firstName'],
  ['ตําบล', 'tambon'],
])('%j names %s', (header, column) => {
  expect(readRosterHeader(header)).toBe(column);
});

test.each(['', ' ', 'หมายเหตุ', 'ชื่อเล่น', 'constructor', '__proto__', ...Object.values(codeHeaders)])(
  '%j names no column',
  (header) => {
    expect(readRosterHeader(header)).toBeNull();
  },
);

test.each([
  ['๓', '', 'หมู่ที่ 3'],
  ['หมู่ที่ 3', 'บ้านหนองแวง', 'หมู่ที่ 3 บ้านหนองแวง'],
  ['ม.3', '', 'หมู่ที่ 3'],
  ['', 'บ้านหนองแวง', 'บ้านหนองแวง'],
  ['', '', null],
])('village %j %j is %j', (number, name, line) => {
  expect(villageLine(number, name)).toBe(line);
});
