import { indexOptions, partialFilterOperators } from '../allowed.js';
import { same } from '../bson/order.js';
import { type Doc, isDoc, isOperatorDoc, isTruthy, show } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { compileFilter } from '../query/match.js';
import { isArrayIndex, isFieldName } from '../query/paths.js';
import { type Collection, newCollection } from '../store/collection.js';
import { type IndexState, newIndex } from '../store/index-state.js';
import { buildIndex } from '../store/load.js';
import { findCollection, requireNoWriters } from '../store/store.js';
import { type CommandContext, docField, docsField, namespaceOf } from './context.js';
import { firstReply } from './cursors.js';
import { runWrite } from './run-write.js';

export function createIndexes(context: CommandContext): Doc | Promise<Doc> {
  const ns = namespaceOf(context);
  const specs = docsField(context.command, 'indexes').map(checkedSpec);
  return runWrite(context, (transaction) => {
    const known = findCollection(context.server.store, transaction, ns);
    const collection = known ?? newCollection(ns);
    const numIndexesBefore = collection.indexes.length;
    const added = missingIndexes(collection, specs);
    if (added.length > 0) requireNoWriters(collection);
    for (const index of added) buildIndex(index, collection);
    collection.indexes = [...collection.indexes, ...added];
    if (!known) transaction.created.set(ns, collection);
    else if (added.length > 0) transaction.altered.add(collection);
    return {
      numIndexesBefore,
      numIndexesAfter: collection.indexes.length,
      createdCollectionAutomatically: !known,
      ok: 1,
    };
  });
}

function missingIndexes(collection: Collection, specs: readonly Doc[]): IndexState[] {
  const added: IndexState[] = [];
  for (const spec of specs) {
    const isKnown = [...collection.indexes, ...added].some((index) => isSameIndex(index, spec));
    if (!isKnown) added.push(newIndex(spec));
  }
  return added;
}

/** @throws MongoError 85 or 86 when an index is too much like the wanted one */
function isSameIndex(index: IndexState, spec: Doc): boolean {
  const isAlike =
    same(index.spec.key, spec.key) &&
    same(index.spec.partialFilterExpression, spec.partialFilterExpression) &&
    (index.isId || index.isUnique === isTruthy(spec.unique));
  const isNamedAlike = index.name === spec.name;
  if (isAlike && isNamedAlike) return true;
  if (isNamedAlike) refuse(86, `Another index has the same name: ${index.name}`);
  if (isAlike && !index.isId) refuse(85, `The index exists with another name: ${index.name}`);
  return isAlike;
}

/** @throws MongoError 197 for an option and 67 for a kind of index outside the allow-list */
function checkedSpec(spec: Doc): Doc {
  for (const option of Object.keys(spec)) {
    if (!indexOptions.includes(option)) refuse(197, `The index option '${option}' is not valid`);
  }
  const { key, name } = spec;
  if (!isDoc(key) || same(key, {})) refuse(67, 'The index key must be a non-empty object');
  if (typeof name !== 'string') refuse(9, "The 'name' field is required");
  for (const path of Object.keys(key)) checkKey(path, key[path]);
  const partial = spec.partialFilterExpression;
  if (partial !== undefined) checkPartialFilter(partial);
  const { background, ...kept } = spec;
  void background;
  return { ...kept, v: 2 };
}

function checkKey(path: string, direction: unknown): void {
  if (direction !== 1 && direction !== -1) {
    refuse(67, `Unsupported kind of index '${show(direction)}' on '${path}'`);
  }
  if (path.split('.').some((part) => !isFieldName(part) || isArrayIndex(part))) {
    refuse(67, `Unsupported index path '${path}'`);
  }
}

function checkPartialFilter(partial: unknown): void {
  if (!isDoc(partial)) refuse(67, 'partialFilterExpression must be an object');
  for (const path of Object.keys(partial)) {
    const condition = partial[path];
    const operators = isOperatorDoc(condition) ? Object.keys(condition) : [];
    const refused = [path, ...operators].find(
      (name) => name.startsWith('$') && !partialFilterOperators.includes(name),
    );
    if (refused !== undefined || (isOperatorDoc(condition) && condition.$exists === false)) {
      refuse(67, `Expression not supported in partial index: ${refused ?? '$exists: false'}`);
    }
  }
  compileFilter(partial);
}

export function listIndexes(context: CommandContext): Doc {
  const { command, server, transaction } = context;
  docField(command, 'cursor', 'listIndexes.cursor');
  const ns = namespaceOf(context);
  const collection = findCollection(server.store, transaction, ns);
  if (!collection) refuse(26, `ns does not exist: ${ns}`);
  const specs = collection.indexes.map((index) => index.spec);
  return firstReply(server.cursors, ns, specs);
}

export function dropIndexes(context: CommandContext): Doc | Promise<Doc> {
  const ns = namespaceOf(context);
  const wanted = context.command.index;
  return runWrite(context, (transaction) => {
    const collection = findCollection(context.server.store, transaction, ns);
    if (!collection) refuse(26, `ns not found ${ns}`);
    requireNoWriters(collection);
    const nIndexesWas = collection.indexes.length;
    const dropped = collection.indexes.filter(
      (index) =>
        (wanted === '*' && !index.isId) || index.name === wanted || same(index.spec.key, wanted),
    );
    if (dropped.some((index) => index.isId)) refuse(72, 'cannot drop _id index');
    const isLacking = dropped.length === 0 && wanted !== '*';
    if (isLacking) refuse(27, `index not found with name [${show(wanted)}]`);
    const [idIndex, ...others] = collection.indexes;
    collection.indexes = [idIndex, ...others.filter((index) => !dropped.includes(index))];
    transaction.altered.add(collection);
    return { nIndexesWas, ok: 1 };
  });
}
