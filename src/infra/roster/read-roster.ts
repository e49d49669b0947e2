import type { AreaBook } from '../../core/area.js';
import { decodeTable } from './decode-table.js';
import { parseTable } from './parse-table.js';
import { findColumns } from './roster-columns.js';
import { makePlaceReader } from './roster-place.js';
import { type Rejection, type RosterRow, readRosterRow } from './roster-row.js';

export type RosterRead =
  | {
      readonly kind: 'roster';
      readonly rows: readonly RosterRow[];
      /** By line; a row may have several. */
      readonly rejected: readonly Rejection[];
      /** What the reader did that the operator should know. */
      readonly notes: readonly string[];
    }
  /** The file as a whole cannot be used; one sentence says why. */
  | { readonly kind: 'unreadable'; readonly problem: string };

/** Two phases have 30,000 seats; an import is one transaction. */
const mostRows = 40_000;

/** Reads a roster as a province sends it. A seat that is there twice is rejected both times. */
export function readRoster(bytes: Uint8Array, areas: AreaBook): RosterRead {
  const decoded = decodeTable(bytes);
  if (decoded.kind === 'unreadable') return decoded;
  const table = parseTable(decoded.text);
  if (table.kind === 'unreadable') return table;
  const found = findColumns(table.rows);
  if (found.kind === 'unreadable') return found;
  const { body, unused } = found;
  if (body.length === 0)
    return { kind: 'unreadable', problem: 'There is no row below the headers.' };
  if (body.length > mostRows)
    return { kind: 'unreadable', problem: `There are more than ${mostRows} rows; split the file.` };

  const place = makePlaceReader(areas);
  const read = body.map((row) => readRosterRow(row, found, place));
  const taken = read.flatMap(({ row }) => row ?? []);
  const linesOf = linesBySeat(taken);
  const column = found.columns.number?.title ?? '';
  const isTwice = (row: RosterRow): boolean => (linesOf.get(row.seat)?.length ?? 0) > 1;
  const rows = taken.filter((row) => !isTwice(row));
  const again = taken
    .filter(isTwice)
    .map((row) => ({ line: row.line, column, reason: alsoText(row, linesOf.get(row.seat) ?? []) }));
  const rejected = [...read.flatMap((r) => r.rejected), ...again].sort((a, b) => a.line - b.line);
  const ignored = unused.map((title) => `Column "${title.slice(0, 40)}" is not used.`);
  return { kind: 'roster', rows, rejected, notes: [decoded.note ?? [], ignored].flat() };
}

function linesBySeat(rows: readonly RosterRow[]): ReadonlyMap<string, readonly number[]> {
  const lines = new Map<string, number[]>();
  for (const { seat, line } of rows) {
    const known = lines.get(seat);
    if (known) known.push(line);
    else lines.set(seat, [line]);
  }
  return lines;
}

/** Names the first other line: the seat may stand on every line of the file. */
const alsoText = ({ seat, line }: RosterRow, lines: readonly number[]): string =>
  `seat ${seat} is also on line ${lines.find((other) => other !== line)}`;
