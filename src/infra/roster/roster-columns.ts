import { type RosterColumn, readRosterHeader, rosterHeader } from '../../read/roster-header.js';
import type { TableRow } from './parse-table.js';

export type Column = { readonly index: number /** as the file calls it */; readonly title: string };
export type RosterColumns = { readonly [C in RosterColumn]?: Column };

export type FoundColumns =
  | {
      readonly kind: 'columns';
      readonly columns: RosterColumns;
      /** How many cells the row of headers has. */
      readonly width: number;
      readonly body: readonly TableRow[];
      /** Headers that name no column of a roster. */
      readonly unused: readonly string[];
    }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** Titles and empty lines may stand above the headers. */
const mostRowsAbove = 10;

/** Each of these must be there in one of its forms. */
const required: readonly (readonly (readonly RosterColumn[])[])[] = [
  [['tambonCode'], ['province', 'district', 'tambon']],
  [['number']],
  [['fullName'], ['firstName', 'lastName']],
];

/** Finds the row of headers, whatever the order of its columns, and the rows below it. */
export function findColumns(rows: readonly TableRow[]): FoundColumns {
  const candidates = rows.slice(0, mostRowsAbove).map(({ cells }) => cells.map(readRosterHeader));
  const known = candidates.map((row) => row.filter((column) => column !== null).length);
  const at = known.indexOf(Math.max(...known, 0));
  const names = candidates[at] ?? [];
  const titles = (rows[at]?.cells ?? []).map((cell) => cell.trim());
  const columns: { [C in RosterColumn]?: Column } = {};
  for (const [index, name] of names.entries()) {
    if (name === null) continue;
    const title = titles[index] ?? '';
    if (columns[name])
      return unreadable(`The headers name the column ${rosterHeader(name)} twice.`);
    columns[name] = { index, title };
  }
  const missing = required.filter((forms) => !forms.some((form) => form.every((c) => columns[c])));
  if (missing.length > 0) return unreadable(missingText(missing, titles));
  const unused = titles.filter((title, i) => title !== '' && names[i] === null);
  return { kind: 'columns', columns, width: titles.length, body: rows.slice(at + 1), unused };
}

const unreadable = (problem: string): FoundColumns => ({ kind: 'unreadable', problem });

function missingText(
  missing: readonly (readonly (readonly RosterColumn[])[])[],
  titles: readonly string[],
): string {
  const wanted = missing.map((forms) =>
    forms.map((form) => form.map(rosterHeader).join(' + ')).join(' or '),
  );
  const found = titles
    .filter((title) => title !== '')
    .map((title) => `"${title.slice(0, 40)}"`)
    .slice(0, 20);
  return `These columns are missing: ${wanted.join('; ')}. Headers found: ${found.join(', ') || 'none'}.`;
}
