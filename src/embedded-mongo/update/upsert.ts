import { ObjectId } from 'bson';
import { type Doc, isDoc, isOperatorDoc, isRegExp } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { valueAt } from '../query/paths.js';
import { requirePlain, type Update } from './apply-update.js';
import { changeAt } from './write-path.js';

/** The document an upsert inserts: what the filter fixes by equality, then the update, then an `_id`. */
export function upsertedDoc(filter: Doc, spec: unknown, update: Update): Doc {
  const fixed = fixedByFilter(filter, {});
  const { _id } = fixed;
  const kept = _id === undefined ? {} : { _id };
  return withId(update(isOperatorDoc(spec) ? fixed : kept, 'inserting'));
}

function fixedByFilter(filter: Doc, base: Doc): Doc {
  let doc = base;
  for (const key of Object.keys(filter)) {
    const condition = filter[key];
    if (Array.isArray(condition) && (key === '$and' || isOnly(key, condition))) {
      for (const part of condition) if (isDoc(part)) doc = fixedByFilter(part, doc);
    } else if (!key.startsWith('$')) {
      const value = equalTo(condition);
      if (value === undefined) continue;
      const parts = key.split('.');
      if (valueAt(doc, parts) !== undefined) refuse(54, `The path '${key}' is matched twice`);
      doc = changeAt(doc, parts, () => value);
    }
  }
  return doc;
}

/** An alternative to nothing is as sure as a part of `$and`. */
const isOnly = (key: string, branches: readonly unknown[]): boolean =>
  key === '$or' && branches.length === 1;

function equalTo(condition: unknown): unknown {
  if (!isOperatorDoc(condition)) return isRegExp(condition) ? undefined : condition;
  if (Object.hasOwn(condition, '$eq')) return condition.$eq;
  const list = condition.$in;
  return Array.isArray(list) && list.length === 1 && !isRegExp(list[0]) ? list[0] : undefined;
}

/**
 * The document as it is stored: `_id` first, made when missing.
 * @throws MongoError 53 for an `_id` that cannot be one, 52 for a field that starts with `$`
 */
export function withId(doc: Doc): Doc {
  const fields = Object.keys(doc);
  requirePlain(fields);
  if (fields[0] === '_id') {
    requireUsableId(doc._id);
    return doc;
  }
  const { _id = new ObjectId(), ...others } = doc;
  requireUsableId(_id);
  return { _id, ...others };
}

function requireUsableId(id: unknown): void {
  if (Array.isArray(id)) refuse(53, "The '_id' value cannot be of type array");
  if (isRegExp(id)) refuse(53, "The '_id' value cannot be of type regex");
  if (isDoc(id)) requirePlain(Object.keys(id));
}
