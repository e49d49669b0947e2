import { type AreaBook, parentOf } from '../../core/area.js';
import { dayOf } from '../../core/time.js';
import { codeHeaders, rosterHeader } from '../../read/roster-header.js';
import { showCode } from '../../read/seat-code.js';
import { thaiDay } from '../../say/th/format.js';
import type { SeatCode } from './import-roster.js';

const lineEnd = '\r\n';

/**
 * A cell that a spreadsheet program shows as text and never runs. What begins like a formula behind
 * spaces, control or invisible characters, which those programs skip, gets an apostrophe in front.
 */
function cell(text: string): string {
  const bare = text.replace(/^[\s\p{Cc}\p{Cf}]+/u, '');
  const safe = /^[=+@|\uFF1D\uFF0B\uFF20\uFF5C\p{Pd}]/u.test(bare) ? `'${bare}` : bare;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** The codes as CSV for the people who hand them out, one line a seat, in the roster's own words. */
export function codeSheet(codes: readonly SeatCode[], areas: AreaBook): string {
  const header = [
    rosterHeader('tambonCode'),
    rosterHeader('province'),
    rosterHeader('district'),
    rosterHeader('tambon'),
    rosterHeader('number'),
    rosterHeader('fullName'),
    rosterHeader('village'),
    codeHeaders.code,
    codeHeaders.until,
  ];
  const lines = codes.map(({ row, code, until }) => {
    const district = parentOf(row.tambon);
    const province = district && parentOf(district);
    return [
      row.tambon,
      (province && areas.nameOf(province)) ?? '',
      (district && areas.nameOf(district)) ?? '',
      areas.nameOf(row.tambon) ?? '',
      String(row.number),
      row.name,
      row.village ?? '',
      showCode(code),
      thaiDay(dayOf(until)),
    ];
  });
  return [header, ...lines].map((cells) => cells.map(cell).join(',') + lineEnd).join('');
}
