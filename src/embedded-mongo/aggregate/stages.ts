import { type Doc, show, toNumber } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { fieldParts, valueAt } from '../query/paths.js';
import { changeAt } from '../update/write-path.js';

/** The argument of `$limit` and `$skip`. @throws MongoError 15957 */
export function wholeNumber(stage: string, value: unknown, least: number): number {
  const number = toNumber(value);
  if (number === undefined || !Number.isSafeInteger(number) || number < least) {
    refuse(15957, `the ${stage} stage needs a whole number of at least ${least}`);
  }
  return number;
}

/** One document per element of `$path`. @throws MongoError 28818 for a path without `$` */
export function compileUnwind(spec: unknown): (docs: Doc[]) => Doc[] {
  if (typeof spec !== 'string' || !spec.startsWith('$')) {
    refuse(28818, `$unwind takes a path prefixed with a '$', not ${show(spec)}`);
  }
  const parts = fieldParts(spec.slice(1), spec);
  return (docs) =>
    docs.flatMap((doc) => {
      const value = valueAt(doc, parts);
      if (!Array.isArray(value)) return value === undefined || value === null ? [] : [doc];
      return value.map((item: unknown) => changeAt(doc, parts, () => item));
    });
}
