import { distance } from 'fastest-levenshtein';
import { clean, normalise } from './normalise.js';
import { withoutPoliteEnding } from './polite.js';

// Longer ones first where one begins another: นางสาว is not นาง and สาว.
const wordTitles = [
  'ว่าที่',
  'เด็กชาย',
  'เด็กหญิง',
  'นางสาว',
  'นาง',
  'นาย',
  'สารวัตรกำนัน',
  'กำนัน',
  'ผู้ช่วยผู้ใหญ่บ้าน',
  'ผู้ใหญ่บ้าน',
  'ผู้ใหญ่',
  'แพทย์ประจำตำบล',
  'ประธาน',
  'อาจารย์',
  'คุณ',
  'ดาบตำรวจ',
  'จ่าสิบตำรวจ',
  'จ่าสิบเอก',
  'จ่าสิบโท',
  'จ่าสิบตรี',
  'สิบตำรวจเอก',
  'สิบตำรวจโท',
  'สิบตำรวจตรี',
  'สิบเอก',
  'สิบโท',
  'สิบตรี',
  'ร้อยตำรวจเอก',
  'ร้อยตำรวจโท',
  'ร้อยตำรวจตรี',
  'ร้อยเอก',
  'ร้อยโท',
  'ร้อยตรี',
  'พลทหาร',
];

// Each letter is followed by a dot; people leave some of them out.
const letterTitles = [
  'ผช ผญบ',
  'ผญบ',
  'ส อบต',
  'อบต',
  'อสม',
  'น ส',
  'ด ช',
  'ด ญ',
  'ด ต',
  'จ ส ต',
  'จ ส อ',
  'จ ส ท',
  'ส ต อ',
  'ส ต ท',
  'ส ต ต',
  'ส อ',
  'ส ท',
  'ส ต',
  'ร ต อ',
  'ร ต ท',
  'ร ต ต',
  'ร อ',
  'ร ท',
  'ร ต',
  'พ ต อ',
  'พ ต ท',
  'พ ต ต',
  'พ อ',
  'พ ท',
  'พ ต',
  'ว่าที่ ร ต',
  'ม ล',
  'ม ร ว',
  'ผศ',
  'รศ',
  'ดร',
];

const latinTitles = ['mr', 'mrs', 'miss', 'ms', 'dr'];

const letters = letterTitles
  .map((title) => title.split(' ').join('[.\\s]*'))
  .sort((a, b) => b.length - a.length)
  .join('|');
// What is left must begin like a name: นา is no title of า, and นายิกา is a name.
const nameBegins = '(?=[ก-ฮเ-ไa-z])';
const title = new RegExp(
  `^(?:(?:${letters})(?:\\.|(?=\\s))(?:\\s*หญิง(?=\\s))?|(?:${wordTitles.join('|')})|(?:${latinTitles.join('|')})(?:\\.|(?=\\s)))\\s*${nameBegins}`,
);

/** At least as much as one given name has, so that นาย is not taken off นายม. */
const leastLetters = 3;

function withoutTitles(name: string): string {
  const rest = name.replace(title, '');
  return rest === name || rest.replace(/\s/g, '').length < leastLetters
    ? name
    : withoutTitles(rest);
}

/**
 * A person's name as names are compared: no titles, polite endings, spaces, dots or marks of tone, since
 * those are what people add, leave out and mistype. For comparing, never for storing.
 */
export const foldPersonName = (text: string): string =>
  withoutTitles(
    withoutPoliteEnding(
      normalise(text)
        .replace(/[()"'“”‘’]/g, ' ')
        .trim(),
    ),
  )
    .replace(/[^\p{L}\p{M}]/gu, '')
    .replace(/[\u0E47-\u0E4C]/g, '');

/** A name may differ in one letter of every six, in one at least and three at most. */
const lettersPerTypo = 6;
const mostTypos = 3;

/** How many letters two names are apart; null when that is more than typing or spelling explains. */
export function personNamesApart(one: string, other: string): number | null {
  const [a, b] = [foldPersonName(one), foldPersonName(other)];
  const forgiven = Math.floor(Math.min(a.length, b.length) / lettersPerTypo);
  const apart = distance(a, b);
  return apart <= Math.min(mostTypos, Math.max(1, forgiven)) ? apart : null;
}

// Phones order the marks of ชื่อ either way. No name begins with it but ชื่อเสียง; of the words for "I" alone
// only those that are no names themselves are meant: หนู is one, and ผมหอม begins like one.
const nameWord =
  'ช(?:ื่|่ื)อ(?!เสียง)(?:จริง(?=[\\s:]))?(?:(?:\\s*และ|\\s*-)?\\s*นามสกุล)?(?:\\s*คือ\\s)?[\\s:]*';
const self = 'กระผม|ข้าพเจ้า|ดิฉัน|ดิชั้น|ผม';
const introduction = new RegExp(
  `^(?:(?:${self}|ฉัน|หนู|เรา)?\\s*${nameWord}|(?:${self})\\s)(?=[ก-ฮเ-ไa-z]|$)`,
  'i',
);
const familyName = /(?<=\S)\s*นามสกุล[\s:]*(?=\S)/;

/** A name as it was said, without "my name is"; what is left is a name. */
const withoutIntroduction = (said: string): string => {
  const name = said.replace(introduction, '');
  return name === said ? said : name.replace(familyName, ' ');
};

const asStored = (text: string): string =>
  withoutPoliteEnding(withoutIntroduction(clean(text).replace(/\s+/g, ' ')));

/** A full name fit for storing: letters, dots and single spaces, 5 to 60 of them; null for anything else. */
export function readPersonName(text: string): string | null {
  const name = asStored(text);
  return /^[\p{L}\p{M}. ]{5,60}$/u.test(name) && foldPersonName(name).length >= leastLetters
    ? name
    : null;
}

/** An officer's name; it is matched with no roster, so a short one will do. */
export function readOfficerName(text: string): string | null {
  const name = asStored(text);
  return /^[\p{L}\p{M}. ]{3,60}$/u.test(name) ? name : null;
}
