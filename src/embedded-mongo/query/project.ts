import { type Doc, getOwn, isDoc, isTruthy, setOwn, toNumber } from '../bson/value.js';
import { MongoError, refuse } from '../mongo-error.js';
import { isFieldName } from './paths.js';

/** What one field of a projection asks: keep it, drop it, a computed value, or further fields inside. */
type Part =
  | { kind: 'keep' }
  | { kind: 'drop' }
  | { kind: 'compute'; of: (root: Doc) => unknown }
  | { kind: 'inside'; parts: Tree };
type Tree = Map<string, Part>;

export type Projection = (doc: Doc) => Doc;

/** Compiles an expression of an aggregation's `$project`; undefined where only paths are allowed. */
export type CompileExpression = (expression: unknown) => (root: Doc) => unknown;

/**
 * Compiles a projection: inclusion or exclusion, dotted or nested paths.
 * @throws MongoError 31253 and 31254 for a mixture, 31249 for colliding paths, 31325 for an unknown operator
 */
export function compileProjection(spec: unknown, compute?: CompileExpression): Projection {
  if (spec === undefined) return (doc) => doc;
  if (!isDoc(spec)) refuse(14, 'the projection must be a document');
  const tree: Tree = new Map();
  addParts(tree, spec, compute);
  const id = tree.get('_id');
  const includes = decideInclusion(tree);
  if (id === undefined && includes) tree.set('_id', { kind: 'keep' });
  if (tree.size === 0) return (doc) => doc;
  return (doc) => projectDoc(doc, tree, includes, doc);
}

function addParts(tree: Tree, spec: Doc, compute: CompileExpression | undefined): void {
  for (const path of Object.keys(spec)) {
    addPart(tree, path, path.split('.'), toPart(spec[path], path, compute));
  }
}

function toPart(value: unknown, path: string, compute: CompileExpression | undefined): Part {
  if (typeof value === 'boolean' || toNumber(value) !== undefined) {
    return { kind: isTruthy(value) ? 'keep' : 'drop' };
  }
  const operator = isDoc(value) ? Object.keys(value)[0] : undefined;
  if (isDoc(value) && operator === undefined) {
    refuse(51270, `An empty sub-projection is not a valid value: '${path}'`);
  }
  if (isDoc(value) && operator !== undefined && !operator.startsWith('$')) {
    const parts: Tree = new Map();
    addParts(parts, value, compute);
    return { kind: 'inside', parts };
  }
  if (compute) return { kind: 'compute', of: compute(value) };
  const shown = operator ?? 'a literal value';
  refuse(31325, `Unknown expression ${shown} in the projection of '${path}'`);
}

function addPart(tree: Tree, path: string, names: readonly string[], part: Part): void {
  const [name = '', ...rest] = names;
  if (!isFieldName(name)) {
    refuse(16410, `FieldPath '${path}' has a part that is empty or starts with '$'`);
  }
  const existing = tree.get(name);
  if (rest.length > 0) {
    const inside = existing ?? { kind: 'inside', parts: new Map() };
    if (inside.kind !== 'inside') throw collision(path);
    tree.set(name, inside);
    addPart(inside.parts, path, rest, part);
    return;
  }
  if (existing !== undefined) throw collision(path);
  tree.set(name, part);
}

function collision(path: string): MongoError {
  return new MongoError(31249, `Path collision at ${path}`);
}

/** `_id` may differ from the rest. */
function decideInclusion(tree: Tree): boolean {
  const kinds = new Set<Part['kind']>();
  collectKinds(tree, kinds, true);
  const includes = kinds.has('keep') || kinds.has('compute');
  if (includes && kinds.has('drop')) {
    refuse(31254, 'Cannot do exclusion in an inclusion projection');
  }
  const id = tree.get('_id');
  return includes || (kinds.size === 0 && id !== undefined && id.kind !== 'drop');
}

function collectKinds(tree: Tree, kinds: Set<Part['kind']>, isRoot: boolean): void {
  for (const [name, part] of tree) {
    if (part.kind === 'inside') collectKinds(part.parts, kinds, false);
    else if (!(isRoot && name === '_id')) kinds.add(part.kind);
  }
}

function projectDoc(doc: Doc, tree: Tree, includes: boolean, root: Doc): Doc {
  const result: Doc = {};
  for (const field of Object.keys(doc)) {
    const part = tree.get(field);
    if (part === undefined ? includes : part.kind === 'drop' || part.kind === 'compute') continue;
    const value = part === undefined ? doc[field] : projectValue(doc[field], part, includes, root);
    if (value !== undefined) setOwn(result, field, value);
  }
  if (includes) addComputed(result, tree, root);
  return result;
}

function projectValue(value: unknown, part: Part, includes: boolean, root: Doc): unknown {
  if (part.kind !== 'inside') return value;
  if (isDoc(value)) return projectDoc(value, part.parts, includes, root);
  if (Array.isArray(value)) {
    return value
      .map((item: unknown) => projectValue(item, part, includes, root))
      .filter((item) => item !== undefined);
  }
  if (!includes) return value;
  return hasComputed(part.parts) ? {} : undefined;
}

function addComputed(result: Doc, tree: Tree, root: Doc): void {
  for (const [field, part] of tree) {
    if (part.kind === 'compute') {
      const value = part.of(root);
      if (value !== undefined) setOwn(result, field, value);
    } else if (part.kind === 'inside' && hasComputed(part.parts)) {
      setOwn(result, field, computedIn(getOwn(result, field), part.parts, root));
    }
  }
}

/** Of an array every element gets the fields; what is no document becomes one. */
function computedIn(inner: unknown, parts: Tree, root: Doc): unknown {
  if (Array.isArray(inner)) return inner.map((item) => computedIn(item, parts, root));
  const target = isDoc(inner) ? inner : {};
  addComputed(target, parts, root);
  return target;
}

function hasComputed(tree: Tree): boolean {
  return [...tree.values()].some(
    (part) => part.kind === 'compute' || (part.kind === 'inside' && hasComputed(part.parts)),
  );
}
