import { clean, normalise, plainOf } from './normalise.js';
import { fillers } from './number-read.js';
import { politeEnding, politeWords } from './polite.js';
import { splitRound } from './round-number.js';
import { hasNumber, readNumber } from './thai-number.js';

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
type Part<K> = { readonly key: K | null; readonly text: string; readonly from: number };

/** What says nothing between a word and its figure: `มีภาคี 3`, `ครัวเรือนทั้งหมด 98 และ`. */
const joints = new RegExp(
  `^(?:[\\s,;:=]|และ|${fillers})+|(?:[\\s,;:=]|และ|(?<!ไม่)(?:${fillers}))+$`,
  'g',
);
const bullet = /^\s*(?:(\d{1,2})[.)](?=\s*[^\s\d])|[-–•*·](?=\s))\s*/;
const greeting = new RegExp(`^(?:(?:สวัสดี|หวัดดี) ?(?:${politeWords})?|${politeWords}(?= |$)) ?`);
const thanks = new RegExp(` ?ขอบ(?:พระ)?คุณ(?:มาก)*ๆ? ?(?:${politeWords})?$`);

/** The line as it is read: normalised, without the numbers of a list, a greeting and thanks. */
function bareLine(text: string): string {
  const lines = clean(text).split('\n');
  const marks = lines.flatMap((line) => {
    const found = bullet.exec(line);
    return found ? [found[1]] : [];
  });
  const isList =
    marks.length > 1 && marks.every((mark, i) => mark === undefined || Number(mark) === i + 1);
  const said = isList ? lines.map((line) => line.replace(bullet, '')).join('\n') : text;
  return normalise(said).replace(greeting, '').replace(thanks, '');
}

function partsOf<K extends string>(
  line: string,
  fields: readonly FieldWords<K>[],
): readonly Part<K>[] {
  const words = fields
    .flatMap(({ key, words: list }) => list.map((w) => ({ key, text: plainOf(w) })))
    .filter(({ text }) => text !== '')
    .sort((a, b) => b.text.length - a.text.length);
  const parts: Part<K>[] = [];
  let between = '';
  const flush = (to: number): void => {
    const text = between.replace(joints, '');
    if (text.replace(politeEnding, '') !== '')
      parts.push({ key: null, text, from: to - between.length + between.indexOf(text) });
    between = '';
  };
  let at = 0;
  while (at < line.length) {
    const word = words.find(({ text }) => line.startsWith(text, at));
    if (word) {
      flush(at);
      parts.push({ ...word, from: at });
    } else between += line[at];
    at += word?.text.length ?? 1;
  }
  flush(at);
  return parts;
}

/** Words without a number in front of a line that goes on with a word and its figure: not what it reports. */
const isPreface = <K>([first, ...rest]: readonly Part<K>[]): boolean =>
  first?.key === null && !hasNumber(first.text) && rest.length > 0 && rest.at(-1)?.key === null;

/** Which figures a text speaks of, whatever it says of them. */
export const namesIn = <K extends string>(
  text: string,
  fields: readonly FieldWords<K>[],
): readonly K[] => partsOf(bareLine(text), fields).flatMap(({ key }) => key ?? []);

/** Stretches of the line as they stand there; what stands side by side is one. */
function quotes<K>(line: string, groups: readonly (readonly Part<K>[])[]): readonly string[] {
  const stretches: { from: number; to: number }[] = [];
  for (const group of groups) {
    const [first, last] = [group[0], group.at(-1)];
    if (!first || !last) continue;
    const before = stretches.at(-1);
    const to = last.from + last.text.length;
    if (before && line.slice(before.to, first.from).trim() === '') before.to = to;
    else stretches.push({ from: first.from, to });
  }
  return stretches.map(({ from, to }) => line.slice(from, to));
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
  const line = bareLine(text);
  const said = withoutEchoes(partsOf(line, fields));
  const preface = isPreface(said) ? said.slice(0, 1) : [];
  const parts = said.slice(preface.length);
  const figureFirst = parts[0]?.key === null;
  const eitherWay = figureFirst === (parts.at(-1)?.key === null);
  const mixed = figureFirst && parts.filter((p) => p.key === null).length * 2 !== parts.length;
  const alone = parts.length > 0 && (eitherWay || mixed);
  const groups = alone ? [parts] : groupsOf(parts);
  const values = new Map<K, number>();
  const unclear = new Map<K, readonly [number, number]>();
  const given = new Map<K, string>();
  const twice = new Set<K>();
  const unread: (readonly Part<K>[])[] = [preface];
  for (const group of groups) {
    const key = group.find((p) => p.key !== null)?.key ?? null;
    const figure = readNumber(group.find((p) => p.key === null)?.text ?? '');
    if (group.length === 2 && key !== null && figure.kind !== 'none') {
      const readings = figure.kind === 'ask' ? figure.options : [figure.value];
      if ((given.get(key) ?? readings.join()) !== readings.join()) twice.add(key);
      given.set(key, readings.join());
      if (figure.kind === 'ask') unclear.set(key, figure.options);
      else values.set(key, figure.value);
    } else unread.push(group);
  }
  for (const key of twice) {
    values.delete(key);
    unclear.delete(key);
  }
  const doubled = fields
    .filter(({ key }) => twice.has(key))
    .map(({ key, words }) => words[0] ?? key);
  return {
    values: Object.fromEntries(values) as Partial<Record<K, number>>,
    unclear: Object.fromEntries(unclear) as ReportLine<K>['unclear'],
    unread: [...quotes(line, unread), ...doubled],
  };
}

/** How many figures a line says by their names, and whether that is all it says. */
function look(
  line: string,
  fields: readonly FieldWords<string>[],
): { readonly said: number; readonly isAll: boolean } {
  const { values, unclear, unread } = readReportLine(line, fields);
  const said = Object.keys(values).length + Object.keys(unclear).length;
  return { said, isAll: unread.length === 0 };
}

/**
 * What stands behind one of the words that begin a report (รายงาน) without a space, since Thai is written
 * without: the name of a figure, or a round. Null when it is another word, or talk about reports.
 */
export function lineBehind(
  text: string,
  begins: readonly string[],
  forms: readonly (readonly FieldWords<string>[])[],
): string | null {
  const said = normalise(text).replace(/^[/!]\s*/, '');
  const names = forms.flat().flatMap(({ words }) => words.map(plainOf));
  for (const begin of begins) {
    const rest = said.startsWith(begin) ? said.slice(begin.length) : '';
    const isFigures = names.some((name) => name !== '' && rest.startsWith(name));
    // Every village begins with the word for one: without a figure it is talk about reports.
    const hasFigure = /\d/.test(rest) || forms.some((fields) => look(rest, fields).said > 0);
    const round = splitRound(rest);
    const isRound = round && (round.rest === '' || forms.some((f) => look(round.rest, f).said > 0));
    if (isFigures ? hasFigure : isRound) return rest;
  }
  return null;
}

/**
 * A message that needs no word to be a report: it says every figure of a form, or two of them and nothing
 * else. Null when it is none.
 */
export function figuresAlone(
  text: string,
  forms: readonly (readonly FieldWords<string>[])[],
): string | null {
  const line = text.replace(/^\s*[/!]\s*/, '');
  const figures = splitRound(line)?.rest ?? line;
  const isReport = forms.some((fields) => {
    const { said, isAll } = look(figures, fields);
    return said > 0 && (said === fields.length || (said > 1 && isAll));
  });
  return isReport ? line : null;
}
