import { type AreaBook, type AreaCode, type AreaLevel, levelOf, parentOf } from '../core/area.js';
import { lengthOf } from '../core/text.js';
import { area } from './th/area.js';

// Bangkok is divided into khet and khwaeng, and is not called a changwat.
const bangkok = '10';
const bangkokKinds: Readonly<Record<AreaLevel, string>> = {
  province: area.kind.bangkok,
  district: area.kind.khet,
  tambon: area.kind.khwaeng,
  village: area.kind.village,
};

function label(book: AreaBook, code: AreaCode, kinds: Readonly<Record<AreaLevel, string>>): string {
  const level = levelOf(code);
  // The last two digits of a village code are its number in the tambon.
  const name = level === 'village' ? String(Number(code.slice(-2))) : (book.nameOf(code) ?? code);
  return (code.startsWith(bangkok) ? bangkokKinds : kinds)[level] + name;
}

/** The area by its own name and kind: `ตำบลดงครั่งน้อย`. An area the book lacks shows its code. */
export const areaShortTitle = (book: AreaBook, code: AreaCode): string =>
  label(book, code, area.kind);

/** LINE shows no more on a button. */
const mostLabel = 20;
/** LINE shows 13 quick replies; three are left for other ways on. */
export const mostChoices = 10;

/** Areas to choose from under a message, as many as fit, each with a label of its own. */
export function areaChoices(
  book: AreaBook,
  codes: readonly AreaCode[],
): readonly { readonly label: string; readonly code: AreaCode }[] {
  const shown = codes.slice(0, mostChoices);
  const labels = areaLabels(book, shown);
  return shown.map((code, i) => ({ label: labels[i] ?? code, code }));
}

/** Labels that fit buttons and tell these areas apart: their whole titles, or else what differs. */
function areaLabels(book: AreaBook, codes: readonly AreaCode[]): readonly string[] {
  const whole = codes.map((code) => areaTitle(book, code));
  if (whole.every((title) => lengthOf(title) <= mostLabel)) return whole;
  const own = codes.map((code) => ownTitle(book, code));
  return codes.map((code, i) => {
    const parent = parentOf(code);
    const shared = own.filter((title) => title === own[i]).length > 1;
    return (shared && parent ? ownTitle(book, parent) : own[i]) ?? '';
  });
}

const ownTitle = (book: AreaBook, code: AreaCode): string =>
  label(book, code, { ...area.short, village: area.kind.village });

/** The area and all it lies in: `ต.ดงครั่งน้อย อ.เกษตรวิสัย จ.ร้อยเอ็ด`. */
export function areaTitle(book: AreaBook, code: AreaCode): string {
  const parent = parentOf(code);
  const own = ownTitle(book, code);
  return parent ? `${own} ${areaTitle(book, parent)}` : own;
}

/** The area and what it lies in, up to but without `outer`: `ต.ดงครั่งน้อย อ.เกษตรวิสัย` in its province. */
export function areaTitleWithin(book: AreaBook, code: AreaCode, outer: AreaCode | null): string {
  const parent = parentOf(code);
  const own = ownTitle(book, code);
  return parent === null || parent === outer
    ? own
    : `${own} ${areaTitleWithin(book, parent, outer)}`;
}
