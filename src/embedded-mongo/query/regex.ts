import { isRegExp } from '../bson/value.js';
import { MongoError } from '../mongo-error.js';

const notAscii = /\P{ASCII}/u;

/**
 * A filter's regular expression as JavaScript's. Options i, m and s; u is what MongoDB always does.
 * @throws MongoError 51091 for a broken pattern, 51108 for another option
 */
export function toRegExp(pattern: unknown, options?: unknown): RegExp {
  const source = isRegExp(pattern) ? pattern.pattern : pattern;
  const flags = options ?? (isRegExp(pattern) ? pattern.options : '');
  if (typeof source !== 'string') throw new MongoError(2, '$regex has to be a string');
  if (typeof flags !== 'string') throw new MongoError(2, '$options has to be a string');
  const unknown = /[^imsu]/.exec(flags);
  if (unknown) throw new MongoError(51108, `invalid flag in regex options: ${unknown[0]}`);
  const wide = notAscii.test(source) ? 'u' : '';
  try {
    return new RegExp(source, flags.replace(/u/g, '') + wide);
  } catch {
    throw new MongoError(51091, 'Regular expression is invalid');
  }
}
