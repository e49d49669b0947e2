import type { AreaCode } from '../../core/area.js';
import { type SeatId, seatId } from '../../core/seat.js';
import { lengthOf } from '../../core/text.js';
import { clean, normalise } from '../../read/normalise.js';
import { readPhone } from '../../read/phone.js';
import {
  type RosterColumn,
  rosterColumns,
  rosterHeader,
  villageLine,
} from '../../read/roster-header.js';
import type { TableRow } from './parse-table.js';
import type { RosterColumns } from './roster-columns.js';
import type { PlaceCells, RosterPlace } from './roster-place.js';

/** One seat as the roster has it. */
export type RosterRow = {
  readonly line: number;
  readonly seat: SeatId;
  readonly tambon: AreaCode;
  readonly number: number;
  readonly name: string;
  /** Null when the roster says nothing. */
  readonly village: string | null;
  /** National form; null when the roster says nothing. */
  readonly phone: string | null;
};

/** Why a row cannot be taken; `column` as the file calls it. */
export type Rejection = { readonly line: number; readonly column: string; readonly reason: string };

type Reject = (column: RosterColumn, reason: string) => void;
/** Fit for storing; empty when the row says nothing there, null when it was rejected. */
type Cells = { readonly [C in RosterColumn]: string | null };

const mostLetters = 100;
const longestCell = 1000;

/** Reads one row, which is taken when nothing was rejected; every problem of it is named. */
export function readRosterRow(
  row: TableRow,
  { columns, width }: { readonly columns: RosterColumns; readonly width: number },
  place: (cells: PlaceCells) => RosterPlace,
): { readonly row: RosterRow | null; readonly rejected: readonly Rejection[] } {
  const { line } = row;
  const rejected: Rejection[] = [];
  const reject: Reject = (column, reason) => {
    rejected.push({ line, column: columns[column]?.title ?? rosterHeader(column), reason });
  };
  if (row.cells.slice(width).some((cell) => cell.trim() !== ''))
    rejected.push({ line, column: '-', reason: 'the row has more cells than there are headers' });
  const cells = readCells(row, columns, reject);
  const tambon = tambonOf(cells, place, reject);
  const number = numberOf(cells.number, reject);
  const name = (columns.fullName ? (['fullName'] as const) : (['firstName', 'lastName'] as const))
    .map((column) => nameOf(column, cells[column], reject))
    .join(' ');
  const village = villageLine(cells.villageNumber ?? '', cells.village ?? '');
  const phone = phoneOf(cells.phone, reject);
  if (rejected.length > 0 || tambon === null) return { row: null, rejected };
  return {
    row: { line, seat: seatId(tambon, number), tambon, number, name, village, phone },
    rejected,
  };
}

function readCells({ cells }: TableRow, columns: RosterColumns, reject: Reject): Cells {
  const read = (column: RosterColumn): string | null => {
    const raw = cells[columns[column]?.index ?? -1] ?? '';
    const text = clean(raw.slice(0, longestCell)).replace(/ +/g, ' ');
    const problem = problemOf(raw, text);
    if (problem) reject(column, problem);
    if (problem) return null;
    return /^\p{Pd}$/u.test(text) ? '' : text;
  };
  return Object.fromEntries(rosterColumns.map((column) => [column, read(column)])) as Cells;
}

// A telephone number may begin with a plus; a formula would be run by whoever opens our lists.
const formula = /^(?:[=@|\uFF1D\uFF20]|[+\uFF0B\p{Pd}](?=.*[^\d\s().\p{Pd}]))/u;

function problemOf(raw: string, text: string): string | null {
  if (raw.length > longestCell || lengthOf(text) > mostLetters)
    return `is longer than ${mostLetters} characters`;
  if (/\p{Cc}/u.test(raw.trim())) return 'contains a line break or control character';
  if (raw.includes('\uFFFD')) return 'contains a character that was lost';
  return formula.test(text) ? 'begins like a spreadsheet formula' : null;
}

function tambonOf(
  { tambonCode, province, district, tambon }: Cells,
  place: (cells: PlaceCells) => RosterPlace,
  reject: Reject,
): AreaCode | null {
  if (tambonCode === null || province === null || district === null || tambon === null) return null;
  const found = place({ tambonCode, province, district, tambon });
  if (found.kind === 'tambon') return found.code;
  reject(found.column, found.reason);
  return null;
}

function nameOf(column: RosterColumn, text: string | null, reject: Reject): string {
  if (text === '') reject(column, 'is empty');
  else if (text !== null && !/\p{L}/u.test(text)) reject(column, 'contains no letter');
  return text ?? '';
}

function numberOf(text: string | null, reject: Reject): number {
  const said = normalise(text ?? '').replace(/\.$/, '');
  const number = /^\d{1,2}$/.test(said) ? Number(said) : 0;
  if (text === '') reject('number', 'is empty');
  else if (text !== null && number === 0)
    reject('number', `'${text.slice(0, 20)}' is not a number from 1 to 99`);
  return number;
}

function phoneOf(text: string | null, reject: Reject): string | null {
  if (text === null || text === '') return null;
  // Spreadsheets take a telephone number for a figure and drop its leading zero.
  const digits = normalise(text);
  const phone = readPhone(/^[2-9]\d{7,8}$/.test(digits) ? `0${digits}` : digits);
  if (phone === null) reject('phone', 'cannot be read as a Thai telephone number');
  return phone;
}
