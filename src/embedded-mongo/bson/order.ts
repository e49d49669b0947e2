import type { Binary, BSONRegExp, Long, ObjectId } from 'bson';
import { type Doc, emptyArray, toNumber, typeOf } from './value.js';

/*
 * The one definition of BSON order. `keyOf` turns a value into a latin1 string ("byte string")
 * whose JavaScript order is BSON's order and which is equal exactly when the values are equal.
 * Every key delimits itself, so keys can be put behind each other to make compound keys, and
 * `invert` reverses the order of one of them.
 */

const bytes = Array.from({ length: 256 }, (_, i) => String.fromCharCode(i));
const float = new DataView(new ArrayBuffer(8));

const ranks = {
  null: '\x04',
  int: '\x06',
  long: '\x06',
  double: '\x06',
  string: '\x08',
  object: '\x0a',
  array: '\x0c',
  binData: '\x0e',
  objectId: '\x10',
  bool: '\x12',
  date: '\x14',
  regex: '\x18',
} as const;

/** The byte that opens every key of the value's type; types that compare with each other share it. */
export function rankOf(value: unknown): string {
  return ranks[typeOf(value)];
}

export function keyOf(value: unknown): string {
  if (value === emptyArray) return '\x02';
  const type = typeOf(value);
  const rank = ranks[type];
  switch (type) {
    case 'null':
      return rank;
    case 'int':
    case 'double':
      return `${rank}${floatKey(toNumber(value) ?? 0)}\x04\x00`;
    case 'long':
      return rank + longKey(value as Long);
    case 'string':
      return rank + textKey(value as string);
    case 'bool':
      return rank + (value === true ? '\x02' : '\x01');
    case 'date':
      return rank + floatKey((value as Date).getTime());
    case 'objectId':
      return rank + objectIdKey(value as ObjectId);
    case 'array':
      return `${rank}${(value as unknown[]).map(keyOf).join('')}\x00`;
    case 'object':
      return `${rank}${Object.keys(value as Doc)
        .map((field) => fieldKey(field, (value as Doc)[field]))
        .join('')}\x00`;
    case 'binData':
      return rank + binaryKey(value as Binary);
    case 'regex':
      return rank + textKey((value as BSONRegExp).pattern) + textKey((value as BSONRegExp).options);
  }
}

/** In BSON order fields are compared by type, then name, then value. */
function fieldKey(field: string, value: unknown): string {
  return rankOf(value) + textKey(field) + keyOf(value);
}

/** IEEE 754 bits, made comparable as unsigned bytes: NaN first, -0 as 0. */
function floatKey(value: number): string {
  if (Number.isNaN(value)) return '\x00\x00\x00\x00\x00\x00\x00\x00';
  float.setFloat64(0, value === 0 ? 0 : value);
  const high = float.getUint32(0);
  const low = float.getUint32(4);
  return high & 0x80000000
    ? wordKey(~high >>> 0) + wordKey(~low >>> 0)
    : wordKey((high | 0x80000000) >>> 0) + wordKey(low);
}

function wordKey(word: number): string {
  return (
    (bytes[word >>> 24] ?? '') +
    (bytes[(word >>> 16) & 255] ?? '') +
    (bytes[(word >>> 8) & 255] ?? '') +
    (bytes[word & 255] ?? '')
  );
}

/**
 * The nearest double, then what it is off by (at most 512 for a 64-bit integer), so that longs
 * beyond 2^53 neither collide with each other nor with doubles.
 */
function longKey(value: Long): string {
  const near = value.toNumber();
  if (Number.isSafeInteger(near)) return `${floatKey(near)}\x04\x00`;
  const off = Number(value.toBigInt() - BigInt(near)) + 1024;
  return floatKey(near) + (bytes[off >>> 8] ?? '') + (bytes[off & 255] ?? '');
}

/** UTF-8 bytes; 0 and 1 are escaped so that 0 can end the text. */
function textKey(text: string): string {
  if (isPlainAscii(text)) return `${text}\x00`;
  const escaped = Buffer.from(text, 'utf8')
    .toString('latin1')
    .replaceAll('\x01', '\x01\x02')
    .replaceAll('\x00', '\x01\x01');
  return `${escaped}\x00`;
}

function isPlainAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 2 || code > 127) return false;
  }
  return true;
}

/** `id` is a getter that allocates at every read in bson 7: read it once. */
function objectIdKey(value: ObjectId): string {
  const id = value.id;
  let key = '';
  for (let i = 0; i < 12; i++) key += bytes[id[i] ?? 0];
  return key;
}

function binaryKey(value: Binary): string {
  const content = value.value();
  return (
    wordKey(content.length) +
    (bytes[value.sub_type] ?? '') +
    Buffer.from(content).toString('latin1')
  );
}

/** Reverses the order of a key, for descending fields of an index. */
export function invert(key: string): string {
  let inverted = '';
  for (let i = 0; i < key.length; i++) inverted += bytes[255 - key.charCodeAt(i)];
  return inverted;
}

export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** BSON order of two values; missing counts as null. */
export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number' && !Number.isNaN(a - b)) {
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return compareKeys(keyOf(a), keyOf(b));
}

/** Equality of the query language: 1, Long 1 and Double 1 are equal, the order of fields counts. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string') return false;
  return compare(a, b) === 0;
}

/** Identity as stored: the types of numbers count as well. Decides whether an update changed anything. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return !Object.is(a, -0) && !Object.is(b, -0) ? true : Object.is(a, b);
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  if (type === 'array') return sameArray(a as unknown[], b as unknown[]);
  if (type === 'object') return sameDoc(a as Doc, b as Doc);
  return keyOf(a) === keyOf(b);
}

function sameArray(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, i) => same(item, b[i]));
}

function sameDoc(a: Doc, b: Doc): boolean {
  const fields = Object.keys(a);
  const others = Object.keys(b);
  return (
    fields.length === others.length &&
    fields.every((field, i) => others[i] === field && same(a[field], b[field]))
  );
}
