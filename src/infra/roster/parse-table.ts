import { CsvError, parse } from 'csv-parse/sync';

export type TableRow = {
  /** The line of the file on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
};

export type ParsedTable =
  | { readonly kind: 'table'; readonly rows: readonly TableRow[] }
  | { readonly kind: 'unreadable'; readonly problem: string };

const separators = [',', '\t', ';'] as const;

/** The separator that the beginning of the text holds most of. */
const separatorOf = (text: string): string => {
  const count = (separator: string): number => text.slice(0, 4000).split(separator).length;
  return separators.reduce((best, next) => (count(next) > count(best) ? next : best));
};

const lineBreaks = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);

/** Takes a CSV text apart, whichever separator it uses; rows without any content are left out. */
export function parseTable(text: string): ParsedTable {
  try {
    const records = parse(text, {
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as readonly { record: readonly string[]; info: { lines: number } }[];
    const rows = records
      .map(({ record, info }) => ({ line: info.lines - lineBreaks(record), cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
    return { kind: 'table', rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? ` on line ${error.lines}` : '';
    return {
      kind: 'unreadable',
      problem: `The file is not well-formed CSV: a quotation mark is misplaced${line}.`,
    };
  }
}
