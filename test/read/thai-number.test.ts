import fc from 'fast-check';
import { readNumber } from '../../src/read/thai-number.js';
import { anyText } from './arbitraries.js';

const most = 999_999_999_999;
const thaiDigits = (text: string) =>
  text.replace(/\d/g, (d) => String.fromCharCode(0x0e50 + Number(d)));
const withCommas = (n: number) => n.toLocaleString('en-US');

/** The official reading of a whole number, the way a bank would write it. */
function spoken(n: number): string {
  const names = ['', 'หนึ่ง', 'สอง', 'สาม', 'สี่', 'ห้า', 'หก', 'เจ็ด', 'แปด', 'เก้า'];
  const powers = ['', 'สิบ', 'ร้อย', 'พัน', 'หมื่น', 'แสน'];
  if (n >= 1_000_000)
    return `${spoken(Math.floor(n / 1_000_000))}ล้าน${n % 1_000_000 ? spoken(n % 1_000_000) : ''}`;
  const digits = [...String(n)].map(Number);
  return digits
    .map((d, i) => {
      const power = digits.length - 1 - i;
      if (d === 0) return '';
      if (power === 1 && d <= 2) return d === 1 ? 'สิบ' : 'ยี่สิบ';
      return power === 0 && d === 1 && n > 10 ? 'เอ็ด' : `${names[d]}${powers[power]}`;
    })
    .join('');
}

describe('one figure', () => {
  test.each<[string, number]>([
    ['120', 120],
    ['๑๒๐', 120],
    ['１２０', 120],
    [' 6,000 ', 6000],
    ['6, 000', 6000],
    ['1 464', 1464],
    ['1,464,804 ครัวเรือน', 1_464_804],
    ['๙๘ครัวเรือน', 98],
    ['ครัวเรือน 98', 98],
    ['มี 120 ครัวเรือนค่ะ', 120],
    ['ลดได้ 6,000 บาทค่ะ', 6000],
    ['120 ครอบครัว', 120],
    ['ประมาณ 120 ครัวเรือน', 120],
    ['3 แห่ง ได้แก่ วัด โรงเรียน', 3],
    ['๖,๐๐๐ ค่า', 6000],
    ['จำนวน ๓ ภาคีเครือข่าย', 3],
    ['12 หลัง', 12],
    ['120 ครับ', 120],
    ['500.-', 500],
    ['฿500', 500],
    ['500 บาทถ้วนค่ะ', 500],
    ['120.', 120],
    ['120.00', 120],
    ['007', 7],
    ['0', 0],
    ['ไม่มี', 0],
    ['ไม่มีค่ะ', 0],
    ['ศูนย์', 0],
    ['1.5 แสน', 150_000],
    ['๑.๕ ล้านบาท', 1_500_000],
    ['1.1 พัน', 1100],
    ['2 หมื่น', 20_000],
    ['1,500 ล้าน', 1_500_000_000],
    ['5 แสนล้าน', 500_000_000_000],
    ['2 พัน 500', 2500],
    ['2ล้าน5แสน', 2_500_000],
    ['ห้า', 5],
    ['พัน', 1000],
    ['สิบห้า', 15],
    ['ยี่สิบเอ็ด', 21],
    ['ร้อยเอ็ด', 101],
    ['ร้อยสิบ', 110],
    ['สามร้อยห้าสิบ', 350],
    ['แสนสองพัน', 102_000],
    ['แสนครึ่ง', 150_000],
    ['ยี่สิบเอ็ดล้าน', 21_000_000],
    ['เจ็ดสิบสามล้านหนึ่งแสนเก้าหมื่นสองร้อยบาท', 73_190_200],
    ['999999999999', most],
  ])('%j is %d', (text, value) => expect(readNumber(text)).toEqual({ kind: 'number', value }));

  test.each<[string, number, number]>([
    ['พันสอง', 1002, 1200],
    ['สามร้อยห้า', 305, 350],
    ['สามร้อยหนึ่ง', 301, 310],
    ['3 ร้อย 5', 305, 350],
    ['2 พัน 5', 2005, 2500],
    ['สองล้านห้า', 2_000_005, 2_500_000],
    ['สองพันสามร้อยห้าบาท', 2305, 2350],
    ['6.000', 6, 6000],
  ])('%j may be %d or %d', (text, less, more) =>
    expect(readNumber(text)).toEqual({ kind: 'ask', options: [less, more] }),
  );

  test.each<[string, string]>([
    ['', 'empty'],
    [' \u200b ', 'empty'],
    ['-5', 'negative'],
    ['−5', 'negative'],
    ['ติดลบ 5', 'negative'],
    ['-1.5', 'negative'],
    ['1.5', 'fraction'],
    ['1.500', 'fraction'],
    ['120.25 บาท', 'fraction'],
    ['1.23456 พัน', 'fraction'],
    ['1000000000000', 'too-large'],
    ['9'.repeat(5000), 'too-large'],
    ['ล้านล้าน', 'too-large'],
    ['ล้าน'.repeat(40), 'too-large'],
    ...[
      '-',
      '--5',
      '+5',
      '081-234-5678',
      '0812345678',
      '081 234 567',
      '10-20',
      '10 ถึง 20',
      '98 คือ 120',
      '500 บาท คือ หกพันบาท',
      '1/3/2564',
      '1 มี.ค. 64',
      '10:30',
      '1 2',
      '1,2',
      '12,34',
      '1.234.567',
      '50%',
      '1e5',
      '0x10',
      '½',
      '5²',
      'สองสามร้อย',
      'ห้าหกคน',
      'พันกว่า',
      'หลายร้อย',
      'หมื่นพัน',
      'ร้อยพัน',
      'พันล้านสอง',
      'ร้อยห้าล้าน',
      'สิบเอ็ดเอ็ด',
      'เอ็ด',
      'ครึ่ง',
      '2 พัน 5000',
      '50 สตางค์',
      'ครัวเรือน',
      'ไม่รู้',
      'abc',
      '😀',
      'constructor',
      '__proto__',
    ].map((text): [string, string] => [text, 'not-a-number']),
  ])('%j is none: %s', (text, why) => expect(readNumber(text)).toEqual({ kind: 'none', why }));
});

describe('every figure', () => {
  const figure = fc.oneof(fc.nat(2000), fc.integer({ min: 0, max: most }));

  test('is read back in Arabic and Thai digits, with commas and with a unit', () => {
    fc.assert(
      fc.property(figure, (value) => {
        for (const text of [String(value), withCommas(value), `${value} บาท`, `${value}.00`])
          for (const typed of [text, thaiDigits(text)])
            expect(readNumber(typed)).toEqual({ kind: 'number', value });
      }),
    );
  });

  test('is read back in words, or asked with itself among the answers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (value) => {
        const read = readNumber(spoken(value));
        expect(
          read.kind === 'ask' ? read.options : [read.kind === 'number' && read.value],
        ).toContain(value);
      }),
      { numRuns: 1000 },
    );
  });

  test('is whole and within bounds, whatever was typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const read = readNumber(text);
        const values =
          read.kind === 'number' ? [read.value] : read.kind === 'ask' ? read.options : [];
        for (const value of values) expect(Number.isSafeInteger(value) && value >= 0).toBe(true);
        expect(Math.max(0, ...values)).toBeLessThanOrEqual(most);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['ครับ'.repeat(1250), '-'.repeat(5000), 'บาทถ้วน'.repeat(700), `${'1,'.repeat(2500)}x`])(
    'long nonsense is refused',
    (text) => expect(readNumber(text)).toEqual({ kind: 'none', why: 'not-a-number' }),
  );
});
