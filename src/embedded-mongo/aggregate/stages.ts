import { requireSubFields } from '../allowed.js';
import { type Doc, isDoc, isTruthy, toNumber } from '../bson/value.js';
import { MongoError } from '../mongo-error.js';
import { valueAt } from '../query/paths.js';
import { absent, changeAt } from '../update/write-path.js';

/** The argument of `$limit` and `$skip`. @throws MongoError 15957 */
export function wholeNumber(stage: string, value: unknown, least: number): number {
  const number = toNumber(value);
  if (number === undefined || !Number.isSafeInteger(number) || number < least) {
    throw new MongoError(15957, `the ${stage} stage needs a whole number of at least ${least}`);
  }
  return number;
}

/** One document per element. @throws MongoError 28818 for a path without `$` */
export function compileUnwind(spec: unknown): (docs: Doc[]) => Doc[] {
  const options = isDoc(spec) ? spec : { path: spec };
  requireSubFields('$unwind', Object.keys(options));
  const { path } = options;
  if (typeof path !== 'string' || !path.startsWith('$')) {
    throw new MongoError(28818, `path option to $unwind stage should be prefixed with a '$'`);
  }
  const parts = path.slice(1).split('.');
  const keepsEmpty = isTruthy(options.preserveNullAndEmptyArrays);
  return (docs) =>
    docs.flatMap((doc) => {
      const value = valueAt(doc, parts);
      if (!Array.isArray(value)) {
        const isEmpty = value === undefined || value === null;
        return isEmpty && !keepsEmpty ? [] : [doc];
      }
      if (value.length === 0) return keepsEmpty ? [changeAt(doc, parts, () => absent)] : [];
      return value.map((item: unknown) => changeAt(doc, parts, () => item));
    });
}
