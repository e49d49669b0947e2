import fc from 'fast-check';
import {
  covers,
  levelOf,
  makeAreaBook,
  parentOf,
  parseAreaCode,
  rangeOf,
} from '../../src/core/area.js';
import { normalise } from '../../src/read/normalise.js';
import { areaShortTitle, areaTitle } from '../../src/say/area-title.js';
import { area, areaRows, areaBook as book } from '../read/area-book.js';

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const codes = fc.constantFrom(2, 4, 6, 8).chain(digits).map(area);

describe('area codes', () => {
  test.each(['45', '4504', '450406', '45040601'])('%s is one', (text) => {
    expect(parseAreaCode(text)).toBe(text);
  });
  test.each([
    '',
    '4',
    '450',
    '45040',
    '4504060',
    '450406011',
    '๔๕',
    '4a',
    ' 45',
    '45\n',
    '-1',
    '4.5',
  ])('%j is none', (text) => expect(parseAreaCode(text)).toBeNull());

  test('levels follow the length', () => {
    expect(['45', '4504', '450406', '45040601'].map((c) => levelOf(area(c)))).toEqual([
      'province',
      'district',
      'tambon',
      'village',
    ]);
  });

  test('an area covers itself and what lies in it, never what it lies in', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const parent = parentOf(code);
        expect(covers(code, code)).toBe(true);
        if (parent) expect([covers(parent, code), covers(code, parent)]).toEqual([true, false]);
      }),
    );
  });

  test('an empty code covers nothing and ranges over nothing', () => {
    const empty = '' as ReturnType<typeof area>;
    expect(covers(empty, area('45'))).toBe(false);
    const { from, below } = rangeOf(empty);
    expect('45' >= from && '45' < below).toBe(false);
  });

  test('a range holds exactly the strings that begin with the code', () => {
    const text = fc.oneof(
      codes.map(String),
      codes.map((c) => `${c}-07`),
      fc.string(),
    );
    fc.assert(
      fc.property(codes, text, (code, other) => {
        const { from, below } = rangeOf(code);
        for (const s of [other, code + other])
          expect(s >= from && s < below).toBe(s.startsWith(code));
      }),
    );
  });
});

describe('the book of areas', () => {
  test('holds 77 provinces, 928 districts and 7,475 tambons, and no villages', () => {
    expect(
      (['province', 'district', 'tambon', 'village'] as const).map((l) => book.all(l).length),
    ).toEqual([77, 928, 7475, 0]);
    expect(book.all('tambon').filter((c) => covers(area('10'), c))).toHaveLength(192);
  });

  test('every area lies in one that the book holds', () => {
    for (const level of ['district', 'tambon'] as const)
      for (const code of book.all(level)) {
        const parent = parentOf(code);
        expect(parent && book.has(parent)).toBe(true);
        expect(parent && book.childrenOf(parent)).toContain(code);
      }
  });

  test('names are bare and tidy, and told apart inside their parent', () => {
    for (const [, name] of areaRows) {
      expect(normalise(name)).toBe(name);
      expect(name).not.toMatch(/^(จังหวัด|อำเภอ|ตำบล|แขวง|เขต)/);
    }
    const inParent = areaRows.map(([code, name]) => `${code.slice(0, -2)} ${name}`);
    expect(new Set(inParent).size).toBe(areaRows.length);
  });

  test('areas stand sorted by code, one a line', () => {
    const inFile = areaRows.map(([code]) => code);
    expect(inFile).toEqual([...inFile].sort());
  });

  test('the code decides where a tambon lies, not the package', () => {
    expect(areaTitle(book, area('380305'))).toBe('ต.ศรีชมภู อ.โซ่พิสัย จ.บึงกาฬ');
    expect(areaTitle(book, area('380405'))).toBe('ต.ศรีชมภู อ.พรเจริญ จ.บึงกาฬ');
  });

  test.each([
    [
      [
        ['45', 'x'],
        ['45', 'y'],
      ],
    ],
    [[['4504', 'x']]],
    [[['450', 'x']]],
  ] as const)('refuses %j', (rows) => {
    expect(() => makeAreaBook(rows as unknown as readonly [string, string][])).toThrow(
      'bad-area-book',
    );
  });

  test('knows nothing of an area it does not hold', () => {
    expect([book.has(area('99')), book.nameOf(area('99')), book.childrenOf(area('99'))]).toEqual([
      false,
      null,
      [],
    ]);
  });
});

describe('titles', () => {
  test.each([
    ['45', 'จังหวัดร้อยเอ็ด', 'จ.ร้อยเอ็ด'],
    ['4511', 'อำเภอสุวรรณภูมิ', 'อ.สุวรรณภูมิ จ.ร้อยเอ็ด'],
    ['450213', 'ตำบลดงครั่งน้อย', 'ต.ดงครั่งน้อย อ.เกษตรวิสัย จ.ร้อยเอ็ด'],
    ['45021307', 'หมู่ที่ 7', 'หมู่ที่ 7 ต.ดงครั่งน้อย อ.เกษตรวิสัย จ.ร้อยเอ็ด'],
    ['10', 'กรุงเทพมหานคร', 'กรุงเทพมหานคร'],
    ['1030', 'เขตจตุจักร', 'เขตจตุจักร กรุงเทพมหานคร'],
    ['103001', 'แขวงลาดยาว', 'แขวงลาดยาว เขตจตุจักร กรุงเทพมหานคร'],
  ])('%s is %s, in full %s', (code, short, full) => {
    expect([areaShortTitle(book, area(code)), areaTitle(book, area(code))]).toEqual([short, full]);
  });
});
