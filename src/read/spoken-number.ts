import { mostRead, type NumberRead, noNumber } from './number-read.js';

const digits: Readonly<Record<string, number>> = {
  หนึ่ง: 1,
  นึง: 1,
  สอง: 2,
  ยี่: 2,
  สาม: 3,
  สี่: 4,
  ห้า: 5,
  หก: 6,
  เจ็ด: 7,
  แปด: 8,
  เก้า: 9,
};
const powers: Readonly<Record<string, number>> = {
  สิบ: 1,
  ร้อย: 2,
  พัน: 3,
  หมื่น: 4,
  แสน: 5,
  ล้าน: 6,
};
const million = 6;

type Token =
  | { readonly is: 'count'; readonly value: number }
  | { readonly is: 'power'; readonly power: number }
  | { readonly is: 'last-one' }
  | { readonly is: 'half' };

const numeral = '(?<numeral>\\d{1,3}(?:,\\d{3})+|\\d+)';
const words = [...Object.keys(digits), ...Object.keys(powers), 'เอ็ด', 'ครึ่ง'].join('|');
const token = new RegExp(` *(?:${numeral}|(?<word>${words})) *`, 'gy');
const decimal = /^(?<whole>\d{1,3}(?:,\d{3})+|\d+)\.(?<part>\d+) ?(?<power>[ก-๎]+?)(?<more>ล้าน)?$/;

function toToken(groups: Readonly<Record<string, string>>): Token {
  const { numeral: figure, word = '' } = groups;
  if (figure !== undefined) return { is: 'count', value: Number(figure.replaceAll(',', '')) };
  if (word === 'เอ็ด') return { is: 'last-one' };
  if (word === 'ครึ่ง') return { is: 'half' };
  const power = powers[word];
  return power === undefined ? { is: 'count', value: digits[word] ?? 0 } : { is: 'power', power };
}

function tokensOf(text: string): readonly Token[] | null {
  const matches = [...text.matchAll(token)];
  const read = matches.reduce((length, m) => length + m[0].length, 0);
  return read === text.length ? matches.map((m) => toToken(m.groups ?? {})) : null;
}

/** `1.5 แสน`, `2.5 แสนล้าน`: a decimal count of one power of ten. */
function readDecimal(text: string): NumberRead | null {
  const { whole, part = '', power = '', more } = text.match(decimal)?.groups ?? {};
  const first = powers[power];
  if (whole === undefined || first === undefined) return null;
  const zeros = first + (more === undefined ? 0 : million);
  const decimals = part.replace(/0+$/, '');
  if (decimals.length > zeros) return noNumber('fraction');
  // Put together as digits: 1.1 × 1,000 in floating point would not be whole.
  const value = Number(whole.replaceAll(',', '') + decimals.padEnd(zeros, '0'));
  return { kind: 'number', value };
}

type Sum = {
  /** Millions already counted, and what has been counted since. */
  readonly millions: number;
  readonly since: number;
  /** The power counted last: what follows must be smaller. */
  readonly power: number;
  /** A count still waiting for its power. */
  readonly count: number | null;
  /** `พันล้านสอง` has more than two readings. */
  readonly unclear: boolean;
};
const start: Sum = {
  millions: 0,
  since: 0,
  power: Number.POSITIVE_INFINITY,
  count: null,
  unclear: false,
};

function addMillion({ millions, since, power, count }: Sum): Sum | null {
  if (millions > 0)
    return since > 0 || count !== null
      ? null
      : { ...start, millions: millions * 10 ** million, power: million, unclear: true };
  // ร้อยห้าล้าน: 105 or 150 million.
  if (since > 0 && count !== null && (power !== 1 || count >= 10)) return null;
  const times = since + (count ?? 0) || 1;
  return { ...start, millions: times * 10 ** million, power: million, unclear: since >= 100 };
}

function addPower(sum: Sum, power: number): Sum | null {
  if (power === million) return addMillion(sum);
  const first = sum.millions === 0 && sum.since === 0;
  // Only สิบ may stand without its count in the middle: ร้อยสิบ, but not หมื่นพัน.
  const times = sum.count ?? (first || power === 1 ? 1 : 0);
  if (times === 0 || power >= sum.power || (times >= 10 && !first)) return null;
  return { ...sum, since: sum.since + times * 10 ** power, power, count: null };
}

function add(sum: Sum, next: Token): Sum | null {
  const follows = sum.millions + sum.since > 0 && sum.count === null;
  switch (next.is) {
    case 'power':
      return addPower(sum, next.power);
    case 'count':
      return sum.count === null && next.value > 0 ? { ...sum, count: next.value } : null;
    case 'last-one':
      return follows && sum.power > 0 ? { ...sum, since: sum.since + 1, power: 0 } : null;
    case 'half':
      return follows && sum.power > 1 && !sum.unclear
        ? { ...sum, since: sum.since + 10 ** sum.power / 2, power: 0 }
        : null;
  }
}

/**
 * Reads a normalised figure with Thai number words, or digits before ร้อย … ล้าน. A last bare digit is
 * the ones or the next power down (`สามร้อยห้า`: 305, 350), so it is asked; `ร้อยเอ็ด` is always 101.
 */
export function readSpokenNumber(text: string): NumberRead {
  const withDecimals = readDecimal(text);
  if (withDecimals) return withDecimals;
  const sum = (tokensOf(text) ?? []).reduce<Sum | null>((s, t) => s && add(s, t), start);
  if (!sum || sum === start) return noNumber('not-a-number');
  const base = sum.millions + sum.since;
  const last = sum.count;
  if (base > mostRead) return noNumber('too-large');
  if (last === null || base === 0) return { kind: 'number', value: base + (last ?? 0) };
  if (last >= 10 ** sum.power) return noNumber('not-a-number');
  if (last >= 10 || sum.power === 1) return { kind: 'number', value: base + last };
  if (sum.unclear) return noNumber('not-a-number');
  return { kind: 'ask', options: [base + last, base + last * 10 ** (sum.power - 1)] };
}
