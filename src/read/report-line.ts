import { normalise } from './normalise.js';
import { politeEnding } from './polite.js';
import { readNumber } from './thai-number.js';

/** A figure of a form and the words that may introduce it (they come from the programme file). */
export type FieldWords<K extends string> = {
  readonly key: K;
  readonly words: readonly string[];
};

export type ReportLine<K extends string> = {
  readonly values: Readonly<Partial<Record<K, number>>>;
  /** Figures with two readings, to be asked about: only the person knows. */
  readonly unclear: Readonly<Partial<Record<K, readonly [number, number]>>>;
  /** Parts that were not understood, normalised: the conversation asks for what is missing. */
  readonly unread: readonly string[];
};

/** A stretch of the line: a field's word (`key` set) or what stands between two words. */
type Part<K> = { readonly key: K | null; readonly text: string };

const joints = /^[\s,;:=]+|(?:[\s,;:=]|และ)+$/g;

function partsOf<K extends string>(
  line: string,
  fields: readonly FieldWords<K>[],
): readonly Part<K>[] {
  const words = fields
    .flatMap(({ key, words: list }) => list.map((w) => ({ key, text: normalise(w) })))
    .filter(({ text }) => text !== '')
    .sort((a, b) => b.text.length - a.text.length);
  const parts: Part<K>[] = [];
  let between = '';
  const flush = (): void => {
    const text = between.replace(joints, '');
    if (text.replace(politeEnding, '') !== '') parts.push({ key: null, text });
    between = '';
  };
  for (let at = 0; at < line.length; ) {
    const word = words.find(({ text }) => line.startsWith(text, at));
    if (word) {
      flush();
      parts.push(word);
    } else between += line[at];
    at += word?.text.length ?? 1;
  }
  flush();
  return parts;
}

/** Leaves out a word that only repeats its own field: as a unit (ภาคี 3 เครือข่าย) or doubled (ประหยัดรายจ่าย 50). */
function withoutEchoes<K>(parts: readonly Part<K>[]): readonly Part<K>[] {
  return parts.filter(({ key }, i) => {
    if (key === null) return true;
    const doubled = parts[i - 1]?.key === key;
    const next = parts[i + 1];
    const asUnit =
      parts[i - 1]?.key === null && parts[i - 2]?.key === key && (!next || next.key !== null);
    return !doubled && !asUnit;
  });
}

/** Each figure with the word or words it may belong to, in the order of the line. */
function groupsOf<K>(parts: readonly Part<K>[]): readonly (readonly Part<K>[])[] {
  const wordFirst = parts[0]?.key !== null;
  const groups: Part<K>[][] = [];
  for (const [i, part] of parts.entries()) {
    const begins = (part.key !== null) === wordFirst && (parts[i - 1]?.key !== null) !== wordFirst;
    const group = groups.at(-1);
    if (group && !begins) group.push(part);
    else groups.push([part]);
  }
  return groups;
}

/**
 * Reads `ครัวเรือน ๑๒๐ ภาคี ๓ ลดรายจ่าย 6,000`: a word, then its figure, in any order, or throughout a
 * figure and then its word. Only what stands unmistakably together is read: a line that begins and ends
 * alike could be either, and two words in a row and a field with two figures are left unread.
 */
export function readReportLine<K extends string>(
  text: string,
  fields: readonly FieldWords<K>[],
): ReportLine<K> {
  const parts = withoutEchoes(partsOf(normalise(text), fields));
  const figureFirst = parts[0]?.key === null;
  const eitherWay = figureFirst === (parts.at(-1)?.key === null);
  const mixed = figureFirst && parts.filter((p) => p.key === null).length * 2 !== parts.length;
  const alone = parts.length > 0 && (eitherWay || mixed);
  const groups = alone ? [parts] : groupsOf(parts);
  const values = new Map<K, number>();
  const unclear = new Map<K, readonly [number, number]>();
  const given = new Map<K, string>();
  const twice = new Set<K>();
  const unread: string[] = [];
  for (const group of groups) {
    const key = group.find((p) => p.key !== null)?.key ?? null;
    const figure = readNumber(group.find((p) => p.key === null)?.text ?? '');
    if (group.length === 2 && key !== null && figure.kind !== 'none') {
      const readings = figure.kind === 'ask' ? figure.options : [figure.value];
      if ((given.get(key) ?? readings.join()) !== readings.join()) twice.add(key);
      given.set(key, readings.join());
      if (figure.kind === 'ask') unclear.set(key, figure.options);
      else values.set(key, figure.value);
    } else unread.push(group.map((p) => p.text).join(' '));
  }
  for (const key of twice) {
    values.delete(key);
    unclear.delete(key);
    unread.push(fields.find((f) => f.key === key)?.words[0] ?? key);
  }
  return {
    values: Object.fromEntries(values) as Partial<Record<K, number>>,
    unclear: Object.fromEntries(unclear) as ReportLine<K>['unclear'],
    unread,
  };
}

/**
 * What a message reports that does not begin with one of the bot's words: `begins` (รายงาน) may stand right
 * before a field's word, since Thai is written without spaces, and a line that says every figure of a
 * form needs no word at all. `isBegun`: the word was said. Null when it is no report.
 */
export function findReportLine(
  text: string,
  begins: readonly string[],
  forms: readonly (readonly FieldWords<string>[])[],
): { readonly line: string; readonly isBegun: boolean } | null {
  const said = normalise(text).replace(/^[/!]\s*/, '');
  const names = forms.flat().flatMap(({ words }) => words.map(normalise));
  for (const begin of begins) {
    const rest = said.startsWith(begin) ? said.slice(begin.length) : '';
    const isFigures = names.some((name) => name !== '' && rest.startsWith(name));
    // Every village begins with the word for one: without a figure it is talk about reports.
    if (isFigures && (/\d/.test(rest) || forms.some((fields) => saysFigures(rest, fields))))
      return { line: rest, isBegun: true };
  }
  const isWhole = forms.some((fields) => {
    const { values, unclear, unread } = readReportLine(said, fields);
    const isGiven = ({ key }: FieldWords<string>) => (values[key] ?? unclear[key]) !== undefined;
    return fields.length > 0 && unread.length === 0 && fields.every(isGiven);
  });
  return isWhole ? { line: said, isBegun: false } : null;
}

function saysFigures(line: string, fields: readonly FieldWords<string>[]): boolean {
  const { values, unclear } = readReportLine(line, fields);
  return Object.keys(values).length + Object.keys(unclear).length > 0;
}
