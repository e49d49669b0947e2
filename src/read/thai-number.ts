import { normalise } from './normalise.js';
import { fillers, mostRead, type NumberRead, noNumber } from './number-read.js';
import { politeWords } from './polite.js';
import { readSpokenNumber } from './spoken-number.js';

const units =
  'ภาคีเครือข่าย|เครือข่าย|ภาคี|หลังคาเรือน|ครัวเรือน|ครอบครัว|ครัว|หลัง|คน|ราย|แห่ง|กลุ่ม|องค์กร|หน่วยงาน|บาทถ้วน|บาท|ถ้วน|baht|฿';
const before = new RegExp(`^(?:(?:${fillers}|ลดได้|ลดรายจ่ายได้|ประหยัดได้|${units})[: ]*)+`);
/** What is counted, named behind its number: `3 แห่ง ได้แก่ วัด โรงเรียน`. */
const named = /(?<=\d.*) (?:ได้แก่|คือ|เช่น) (.*)$/;
const numeral = /\d|หนึ่ง|นึง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย|พัน(?!ธ)|หมื่น|แสน|ล้าน/;

/** Whether anything in a text may be a number, also one that cannot be read. */
export const hasNumber = (text: string): boolean => numeral.test(text) || nothing.test(text.trim());
const after = new RegExp(`(?: |${units}|${politeWords}|\\.-|(?<![0-9])\\.)$`);
const nothing = /^(?:(?:ยัง)?ไม่มี(?:เลย)?|ศูนย์)$/;
const minus = /^(?:[\p{Pd}\u2212]|ติดลบ|ลบ) ?/u;
// No figure with words and units is longer; what is cannot be made slow to refuse.
const longestWorded = 200;

const trimEnd = (text: string): string =>
  after.test(text) ? trimEnd(text.replace(after, '')) : text;

// One digit group, or groups of three behind commas or single spaces; a dot and anything after it.
const plain = /^(?<whole>\d+|\d{1,3}(?: ?, ?\d{3})+|\d{1,3}(?: \d{3})+)(?:\.(?<decimals>\d*))?$/;

function readDigits(text: string): NumberRead {
  const { whole, decimals = '' } = text.match(plain)?.groups ?? {};
  if (whole === undefined) return noNumber('not-a-number');
  const digits = whole.replace(/[ ,]/g, '');
  // A telephone number, not a figure.
  if (digits.startsWith('0') && digits.length >= 9) return noNumber('not-a-number');
  if (/[1-9]/.test(decimals)) return noNumber('fraction');
  const value = Number(digits);
  // 6.000 is six, or six thousand written the European way.
  if (decimals.length === 3 && value > 0 && digits.length <= 3)
    return { kind: 'ask', options: [value, value * 1000] };
  return { kind: 'number', value };
}

const withoutNames = (said: string): string =>
  hasNumber(named.exec(said)?.[1] ?? '') ? said : said.replace(named, '');

function readUnsigned(said: string): NumberRead {
  if (said.length > longestWorded) return readDigits(said);
  const bare = trimEnd(trimEnd(withoutNames(said)).replace(before, ''));
  if (nothing.test(bare)) return { kind: 'number', value: 0 };
  return /[ก-ฮ]/.test(bare) ? readSpokenNumber(bare) : readDigits(bare);
}

/**
 * Reads one whole figure as people type it: Arabic, Thai or full-width digits, commas, a unit or a
 * polite word around it, `1.5 แสน`, Thai words (`สามร้อยห้าสิบ`), `ไม่มี` as 0. What could mean two
 * figures is asked (`พันสอง`), never guessed; ranges, dates and telephone numbers are no figures.
 * Whole numbers from 0 to 999,999,999,999: money too is reported in whole baht.
 */
export function readNumber(text: string): NumberRead {
  const said = normalise(text);
  if (said === '') return noNumber('empty');
  const read = readUnsigned(said.replace(minus, ''));
  if (read.kind === 'none' && read.why === 'not-a-number') return read;
  if (minus.test(said)) return noNumber('negative');
  return read.kind === 'number' && read.value > mostRead ? noNumber('too-large') : read;
}
