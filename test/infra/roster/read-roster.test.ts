import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type RosterRead, readRoster } from '../../../src/infra/roster/read-roster.js';
import type { RosterRow } from '../../../src/infra/roster/roster-row.js';
import { areaBook } from '../../read/area-book.js';

const headers = 'จังหวัด,อำเภอ,ตำบล,ลำดับที่,ชื่อ,นามสกุล,หมู่บ้าน,โทรศัพท์';
const good = 'ร้อยเอ็ด,เกษตรวิสัย,ดงครั่งน้อย,1,บุญมา,ศรีงาม,บ้านหนองแวง,081-555-0001';
const seat = {
  line: 2,
  seat: '450213-01',
  tambon: '450213',
  number: 1,
  name: 'บุญมา ศรีงาม',
  village: 'บ้านหนองแวง',
  phone: '0815550001',
};

const readBytes = (bytes: Uint8Array): RosterRead => readRoster(bytes, areaBook);
const read = (text: string): RosterRead => readBytes(Buffer.from(text));
const readRow = (row: string): RosterRead => read(`${headers}\n${row}\n`);
/** The good row with some of its cells changed. */
const withCells = (cells: Readonly<Record<number, string>>): string =>
  good
    .split(',')
    .map((cell, i) => cells[i] ?? cell)
    .join(',');

/** As Thai Windows and old Macs save it: one byte a letter. */
function tis620(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => {
    const code = c.charCodeAt(0);
    return code < 0x80 ? code : code - 0x0e00 + 0xa0;
  });
}

test('the demo roster has 40 tambons of 15 seats and nothing to complain of', () => {
  const file = join(__dirname, '..', '..', '..', 'programmes', 'demo-roster.csv');
  const roster = readBytes(readFileSync(file));
  if (roster.kind !== 'roster') throw new Error(roster.problem);
  expect(roster.rejected).toEqual([]);
  expect(roster.notes).toEqual([]);
  expect(roster.rows).toHaveLength(600);
  const tambons = new Set(roster.rows.map((row) => row.tambon));
  expect(tambons.size).toBe(40);
  expect(tambons.has(seat.tambon as never)).toBe(true);
  expect(new Set(roster.rows.map((row) => row.phone)).size).toBe(600);
});

describe('a good row is read', () => {
  const others: readonly (readonly [what: string, text: string, changes: Partial<RosterRow>])[] = [
    ['as it stands', `${headers}\n${good}`, {}],
    ['with Windows line ends', `${headers}\r\n${good}\r\n`, {}],
    ['with a byte order mark', `\uFEFF${headers}\n${good}\n`, {}],
    ['from tabs', `${headers}\n${good}\n`.replaceAll(',', '\t'), {}],
    ['from semicolons', `${headers}\n${good}\n`.replaceAll(',', ';'), {}],
    ['between blank rows', `\n,,,,\n${headers}\n\n,,,,,,,\n${good}\n,,,\n`, { line: 6 }],
    ['below a title', `บัญชีรายชื่อผู้นำ,,,,,,,\nระยะที่ 1\n${headers}\n${good}\n`, { line: 4 }],
    [
      'with its columns in any order',
      'นามสกุล,ชื่อ,ลำดับ,ตำบล,อำเภอ,จังหวัด,เบอร์โทร.,ชื่อหมู่บ้าน\nศรีงาม,บุญมา,1,ดงครั่งน้อย,เกษตรวิสัย,ร้อยเอ็ด,0815550001,บ้านหนองแวง\n',
      {},
    ],
    [
      'with one column for the name',
      'จ.,อ.,ต.,ที่,ชื่อ - สกุล,หมู่บ้าน,มือถือ\nจ.ร้อยเอ็ด,อ.เกษตรวิสัย,ต.ดงครั่งน้อย,๑.,บุญมา  ศรีงาม,บ้านหนองแวง,๐๘๑ ๕๕๕ ๐๐๐๑\n',
      {},
    ],
    [
      'with the official code instead of names',
      'รหัสตำบล,ลำดับที่,ชื่อ-นามสกุล,หมู่บ้าน,โทรศัพท์\n๔๕๐๒๑๓,๐๑,บุญมา ศรีงาม,บ้านหนองแวง,815550001\n',
      {},
    ],
    ['with code and names that agree', `รหัสตำบล,${headers}\n450213,${good}\n`, {}],
    [
      'with the number of its village',
      `${headers.replace('หมู่บ้าน', 'หมู่ที่')}\n${withCells({ 6: 'ม.๓' })}\n`,
      { village: 'หมู่ที่ 3' },
    ],
    [
      'with number and name of its village',
      `หมู่ที่,${headers}\n3,${good}\n`,
      { village: 'หมู่ที่ 3 บ้านหนองแวง' },
    ],
    [
      'without what it need not say',
      `${headers}\n${withCells({ 6: '-', 7: '' })}\n`,
      { village: null, phone: null },
    ],
    [
      'with fewer cells than headers',
      `${headers}\n${good.split(',').slice(0, 6).join(',')}\n`,
      { village: null, phone: null },
    ],
    [
      'with invisible characters',
      `${headers}\n\u200B${good.replace('บุญมา', 'บุญ\u200Bมา\u00A0')}\n`,
      {},
    ],
    [
      'with a comma and quotation marks in a cell',
      `${headers}\n${withCells({ 6: '"หนองแวง, ""เหนือ"""' })}\n`,
      { village: 'หนองแวง, "เหนือ"' },
    ],
  ];
  test.each(others)('%s', (_, text, changes) => {
    expect(read(text)).toMatchObject({
      kind: 'roster',
      rows: [{ ...seat, ...changes }],
      rejected: [],
      notes: [],
    });
  });

  test('and a column that nobody knows is named, not used', () => {
    expect(read(`หมายเหตุ,${headers}\nใหม่,${good}\n`)).toMatchObject({
      rows: [seat],
      notes: ['Column "หมายเหตุ" is not used.'],
    });
  });
});

describe('other encodings', () => {
  const text = `${headers}\n${good}\n`;
  const utf16 = Buffer.from(text, 'utf16le');
  test.each([
    ['TIS-620 (windows-874)', tis620(text)],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['UTF-16', utf16],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]).swap16()],
  ])('%s is read, and said', (name, bytes) => {
    expect(readBytes(bytes)).toEqual({
      kind: 'roster',
      rows: [seat],
      rejected: [],
      notes: [`The file is not UTF-8; it was read as ${name}.`],
    });
  });
});

describe('a bad row is rejected with line, column and reason', () => {
  const cases: readonly (readonly [row: string, column: string, reason: string])[] = [
    [withCells({ 0: 'ร้อยเอด' }), 'จังหวัด', "'ร้อยเอด' is no province; nearest: ร้อยเอ็ด"],
    [
      withCells({ 1: 'เกษตรวิสัน' }),
      'อำเภอ',
      "'เกษตรวิสัน' is no district of ร้อยเอ็ด; nearest: เกษตรวิสัย",
    ],
    [withCells({ 1: 'เชียงคาน' }), 'อำเภอ', "'เชียงคาน' is no district of ร้อยเอ็ด"],
    [withCells({ 2: 'ดงคั่งน้อย' }), 'ตำบล', "'ดงคั่งน้อย' is no tambon of เกษตรวิสัย; nearest: ดงครั่งน้อย"],
    [withCells({ 2: '' }), 'ตำบล', 'is empty'],
    [withCells({ 3: '0' }), 'ลำดับที่', "'0' is not a number from 1 to 99"],
    [withCells({ 3: '100' }), 'ลำดับที่', "'100' is not a number from 1 to 99"],
    [withCells({ 3: '1.5' }), 'ลำดับที่', "'1.5' is not a number from 1 to 99"],
    [withCells({ 3: '' }), 'ลำดับที่', 'is empty'],
    [withCells({ 4: ' ' }), 'ชื่อ', 'is empty'],
    [withCells({ 5: '-' }), 'นามสกุล', 'is empty'],
    [withCells({ 4: '123' }), 'ชื่อ', 'contains no letter'],
    [withCells({ 4: 'บุญ\u0007มา' }), 'ชื่อ', 'contains a line break or control character'],
    [withCells({ 4: '"บุญ\nมา"' }), 'ชื่อ', 'contains a line break or control character'],
    [withCells({ 4: 'ก'.repeat(101) }), 'ชื่อ', 'is longer than 100 characters'],
    [withCells({ 6: 'ก'.repeat(100_000) }), 'หมู่บ้าน', 'is longer than 100 characters'],
    [withCells({ 4: "=cmd|'/c calc'!A1" }), 'ชื่อ', 'begins like a spreadsheet formula'],
    [withCells({ 6: '\u200B+SUM(1)' }), 'หมู่บ้าน', 'begins like a spreadsheet formula'],
    [withCells({ 6: '@SUM(A1)' }), 'หมู่บ้าน', 'begins like a spreadsheet formula'],
    [withCells({ 7: '8.12E+08' }), 'โทรศัพท์', 'cannot be read as a Thai telephone number'],
    [withCells({ 7: '12345' }), 'โทรศัพท์', 'cannot be read as a Thai telephone number'],
    [`${good},x`, '-', 'the row has more cells than there are headers'],
  ];
  test.each(cases)('%#', (row, column, reason) => {
    expect(readRow(row)).toEqual({
      kind: 'roster',
      rows: [],
      rejected: [{ line: 2, column, reason }],
      notes: [],
    });
  });

  test('an official code that is none, and one that the names contradict', () => {
    const withCode = (code: string) => read(`รหัสตำบล,${headers}\n${code},${good}\n`);
    const column = 'รหัสตำบล';
    expect(withCode('459999')).toMatchObject({
      rejected: [{ column, reason: "'459999' is not an official tambon code" }],
    });
    expect(withCode('4502')).toMatchObject({ rejected: [{ column }] });
    expect(withCode('450212')).toMatchObject({
      rejected: [
        {
          column,
          reason: '450212 is ทุ่งทอง เกษตรวิสัย ร้อยเอ็ด, the names say ดงครั่งน้อย เกษตรวิสัย ร้อยเอ็ด',
        },
      ],
    });
  });

  test('with all its problems at once, and the good ones beside it are kept', () => {
    const bad = withCells({ 3: 'x', 4: '', 7: 'y' });
    expect(read(`${headers}\n${good}\n${bad}\n${withCells({ 3: '2' })}\n`)).toMatchObject({
      rows: [{ seat: '450213-01' }, { seat: '450213-02', line: 4 }],
      rejected: [
        { line: 3, column: 'ลำดับที่' },
        { line: 3, column: 'ชื่อ' },
        { line: 3, column: 'โทรศัพท์' },
      ],
    });
  });

  test('when its seat is there twice, both are: nobody knows which is right', () => {
    const again = withCells({ 3: '๑', 4: 'อุดม' });
    expect(read(`${headers}\n${good}\n${again}\n`)).toMatchObject({
      rows: [],
      rejected: [
        { line: 2, column: 'ลำดับที่', reason: 'seat 450213-01 is also on line 3' },
        { line: 3, column: 'ลำดับที่', reason: 'seat 450213-01 is also on line 2' },
      ],
    });
  });
});

describe('a file that cannot be used is refused in one sentence', () => {
  const workbook = Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0]);
  const oldWorkbook = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]);
  const damaged = Buffer.concat([Buffer.from(`${headers}\n${good}`), Buffer.from([0xe0, 0xb8])]);
  const cases: readonly (readonly [Uint8Array, RegExp])[] = [
    [Buffer.from(''), /^The file is empty\.$/],
    [workbook, /save it as "CSV UTF-8/],
    [oldWorkbook, /save it as "CSV UTF-8/],
    [damaged, /^The file is UTF-8 with damaged characters, the first on line 2\.$/],
    [Buffer.from(`${headers}\n`), /no row below the headers/],
    [Buffer.from('\n\n'), /^These columns are missing: .*Headers found: none\.$/],
    [Buffer.from('a,b\n1,2\n'), /^These columns are missing: .*Headers found: "a", "b"\.$/],
    [
      Buffer.from(`${headers.replace('ลำดับที่', 'x')}\n${good}`),
      /^These columns are missing: ลำดับที่\. /,
    ],
    [Buffer.from(`${headers.replace('นามสกุล', 'x')}\n${good}`), /: ชื่อ-สกุล or ชื่อ \+ นามสกุล\. /],
    [Buffer.from(`${headers},ชื่อ\n${good},x`), /name the column ชื่อ twice/],
    [Buffer.from(`${headers}\n"${good}\n`), /quotation mark is misplaced on line/],
    [Buffer.alloc(17 * 1024 * 1024, 65), /larger than 16 MB/],
    [Buffer.from(`${headers}\n${`${good}\n`.repeat(40_001)}`), /more than 40000 rows/],
  ];
  test.each(cases)('%#', (bytes, problem) => {
    expect(readBytes(bytes)).toEqual({
      kind: 'unreadable',
      problem: expect.stringMatching(problem),
    });
  });
});

test('whatever the bytes are, the answer is a roster or a sentence', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom('', `${headers}\n`),
      (bytes, start) => {
        const answer = readBytes(Buffer.concat([Buffer.from(start), bytes]));
        expect(['roster', 'unreadable']).toContain(answer.kind);
      },
    ),
    { numRuns: 200 },
  );
});

test('whatever a cell says, a row is either taken clean or rejected', () => {
  const cells = ['450213', '1', 'บุญมา', 'ศรีงาม', 'บ้านหนองแวง', '081-555-0001'];
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(2, 3, 4, 5),
      (said, column) => {
        const quoted = `"${said.replaceAll('"', '""')}"`;
        const row = cells.map((cell, i) => (i === column ? quoted : cell)).join(',');
        const answer = read(`รหัสตำบล,ลำดับที่,ชื่อ,นามสกุล,หมู่บ้าน,โทรศัพท์\n${row}\n`);
        if (answer.kind === 'unreadable') throw new Error(answer.problem);
        expect(answer.rows.length === 1).toBe(answer.rejected.length === 0);
        for (const { name, village } of answer.rows)
          for (const stored of [name, village ?? ''])
            expect(stored).not.toMatch(/^[=@]|[\p{Cc}\uFFFD]/u);
      },
    ),
  );
});
