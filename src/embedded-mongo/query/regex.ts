import { isRegExp } from '../bson/value.js';
import { MongoError, refuse } from '../mongo-error.js';

/*
 * MongoDB's expressions are PCRE's. Here is the part of them that means the same in JavaScript and cannot
 * run for ever: characters, sets, `.`, `^`, `$`, alternatives and groups. A group cannot be repeated.
 */
const escaped = String.raw`\\(?:[dDwWsStnr]|[^\p{L}\p{M}\p{N}])`;
const repeated = String.raw`(?:[*+?]|\{\d+(?:,\d*)?\})\??(?![*+?{])`;
const token = new RegExp(
  [
    String.raw`(?<atom>${escaped}|[^\\^$.[(){|*+?\0]|\.|\[\^?(?:${escaped}|[^\\[\]^])+\])`,
    `(?<times>${repeated})?`,
    String.raw`|(?<other>[\^$|)]|\((?:\?:)?)(?![*+?{])`,
  ].join(''),
  'uy',
);

/** JavaScript's for what PCRE writes alike and means otherwise; `m`, `s`: with that option. */
const meanings: Readonly<Record<string, string>> = {
  '.': '[^\\n]',
  '.s': '[^]',
  $: '(?=\\n?$)',
  $m: '(?=\\n|$)',
  '^m': '(?<=^|\\n)',
  '(': '(?:',
};

/**
 * A filter's regular expression as JavaScript's. Options i, m and s; u is what MongoDB always does.
 * @throws MongoError 51091 for what is broken or not supported, 51108 for another option
 */
export function toRegExp(pattern: unknown, options?: unknown): RegExp {
  const source = isRegExp(pattern) ? pattern.pattern : pattern;
  const flags = options ?? (isRegExp(pattern) ? pattern.options : '');
  if (typeof source !== 'string') refuse(2, '$regex has to be a string');
  if (typeof flags !== 'string') refuse(2, '$options has to be a string');
  const unknown = /[^imsu]/.exec(flags);
  if (unknown) refuse(51108, `invalid flag in regex options: ${unknown[0]}`);
  try {
    return new RegExp(translated(source, flags), flags.includes('i') ? 'iu' : 'u');
  } catch (error) {
    if (error instanceof MongoError) throw error;
    refuse(51091, 'Regular expression is invalid');
  }
}

function translated(source: string, flags: string): string {
  let result = '';
  token.lastIndex = 0;
  for (let at = 0; at < source.length; at = token.lastIndex) {
    const found = token.exec(source)?.groups;
    if (!found)
      refuse(51091, `Regular expression is not supported from here on: ${source.slice(at)}`);
    const { atom, times = '', other = '' } = found;
    result += atom === undefined ? meaningOf(other, flags) : inJavaScript(atom, flags) + times;
  }
  return result;
}

function meaningOf(mark: string, flags: string): string {
  const option = mark === '.' ? 's' : 'm';
  const key = flags.includes(option) ? mark + option : mark;
  return meanings[key] ?? meanings[mark] ?? mark;
}

function inJavaScript(atom: string, flags: string): string {
  if (atom === '.') return meaningOf(atom, flags);
  if (!atom.startsWith('[')) return character(atom, 'alone');
  const [, not = '', content = ''] = /^\[(\^?)(.*)\]$/su.exec(atom) ?? [];
  const each = new RegExp(`${escaped}|.`, 'gsu');
  return `[${not}${content.replace(each, (one) => character(one, 'in a set'))}]`;
}

/** Spaces are ASCII's in PCRE; what needs no backslash gets none, and what JavaScript needs one for gets it. */
function character(one: string, where: 'alone' | 'in a set'): string {
  if (one === '\\s') return where === 'alone' ? '[\\t-\\r ]' : '\\t-\\r ';
  if (one === '\\S') {
    if (where === 'in a set') refuse(51091, 'A set with \\S is not supported');
    return '[^\\t-\\r ]';
  }
  if (/^\\[dDwWtnr]$/.test(one)) return one;
  const bare = one.startsWith('\\') ? one.slice(1) : one;
  if (bare === '-' && where === 'in a set') return one === '-' ? '-' : '\\-';
  return /^[\\^$.*+?()[\]{}|/]$/.test(bare) ? `\\${bare}` : bare;
}
