import { normalise } from './normalise.js';

/** What the columns of a roster may say. */
export type RosterColumn =
  | 'tambonCode'
  | 'province'
  | 'district'
  | 'tambon'
  | 'number'
  | 'firstName'
  | 'lastName'
  | 'fullName'
  | 'village'
  | 'villageNumber'
  | 'phone';

/** The usual header first. */
const headers: Readonly<Record<RosterColumn, readonly [string, ...string[]]>> = {
  tambonCode: ['รหัสตำบล'],
  province: ['จังหวัด', 'จ'],
  district: ['อำเภอ', 'อำเภอ/เขต', 'เขต', 'อ'],
  tambon: ['ตำบล', 'ตำบล/แขวง', 'แขวง', 'ต'],
  number: ['ลำดับที่', 'ลำดับ', 'ที่นั่ง', 'เลขที่นั่ง', 'ที่', 'no'],
  firstName: ['ชื่อ', 'ชื่อตัว'],
  lastName: ['นามสกุล', 'สกุล'],
  fullName: ['ชื่อ-สกุล', 'ชื่อ-นามสกุล', 'ชื่อและนามสกุล', 'ชื่อและสกุล', 'ชื่อตัว-ชื่อสกุล', 'รายชื่อ'],
  village: ['หมู่บ้าน', 'ชื่อหมู่บ้าน', 'บ้าน'],
  villageNumber: ['หมู่ที่', 'หมู่', 'ม', 'เลขหมู่บ้าน'],
  phone: ['โทรศัพท์', 'เบอร์โทรศัพท์', 'หมายเลขโทรศัพท์', 'เบอร์โทร', 'เบอร์', 'โทร', 'มือถือ'],
};

export const rosterColumns = Object.keys(headers) as readonly RosterColumn[];

const headerKey = (text: string): string => normalise(text).replace(/[\s.*:_\p{Pd}]/gu, '');

const columnOf: ReadonlyMap<string, RosterColumn> = new Map(
  rosterColumns.flatMap((column) =>
    headers[column].map((header) => [headerKey(header), column] as const),
  ),
);

/** Which column a header names; null when none. Spaces, dots, dashes and stars do not count. */
export const readRosterHeader = (text: string): RosterColumn | null =>
  columnOf.get(headerKey(text)) ?? null;

/** How a column is called in files that we write and messages about files that we read. */
export const rosterHeader = (column: RosterColumn): string => headers[column][0];

/** The columns that a list of seat codes has beside the roster's. */
export const codeHeaders = { code: 'รหัส', until: 'ใช้ได้ถึง' } as const;

const villageWord = 'หมู่ที่';

/** One line for a village of which a roster gives number, name or both; null for neither. */
export function villageLine(number: string, name: string): string | null {
  const digits = normalise(number).replace(/^(?:หมู่ที่|หมู่|ม)[. ]*/, '');
  const numbered = digits === '' ? '' : `${villageWord} ${digits}`;
  return [numbered, name].filter((part) => part !== '').join(' ') || null;
}
