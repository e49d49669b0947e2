import {
  type Doc,
  getOwn,
  isDoc,
  isOperatorDoc,
  isTruthy,
  setOwn,
  toNumber,
} from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { fieldParts } from './paths.js';

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
 * @throws MongoError 31254 for a mixture, 31249 for colliding paths, 31325 for an unknown operator
 */
export function compileProjection(spec: unknown, compute?: CompileExpression): Projection {
  if (spec === undefined) return (doc) => doc;
  if (!isDoc(spec)) refuse(14, 'the projection must be a document');
  const tree = partsOf(spec, compute);
  const includes = decideInclusion(tree);
  if (includes && !tree.has('_id')) tree.set('_id', { kind: 'keep' });
  if (tree.size === 0) return (doc) => doc;
  return (doc) => projectDoc(doc, tree, includes, doc);
}

function partsOf(spec: Doc, compute: CompileExpression | undefined): Tree {
  const tree: Tree = new Map();
  for (const path of Object.keys(spec)) addPart(tree, path, toPart(spec[path], path, compute));
  return tree;
}

function toPart(value: unknown, path: string, compute: CompileExpression | undefined): Part {
  if (typeof value === 'boolean' || toNumber(value) !== undefined) {
    return { kind: isTruthy(value) ? 'keep' : 'drop' };
  }
  if (isDoc(value) && !isOperatorDoc(value)) {
    const parts = partsOf(value, compute);
    if (parts.size === 0) refuse(51270, `An empty sub-projection is no valid value: '${path}'`);
    return { kind: 'inside', parts };
  }
  if (compute) return { kind: 'compute', of: compute(value) };
  const shown = isDoc(value) ? Object.keys(value)[0] : 'a literal value';
  refuse(31325, `Unknown expression ${shown} in the projection of '${path}'`);
}

function addPart(tree: Tree, path: string, part: Part): void {
  const names = fieldParts(path);
  const last = names.pop() ?? '';
  let inner = tree;
  for (const name of names) {
    const inside = inner.get(name) ?? { kind: 'inside', parts: new Map() };
    if (inside.kind !== 'inside') refuse(31249, `Path collision at ${path}`);
    inner.set(name, inside);
    inner = inside.parts;
  }
  if (inner.has(last)) refuse(31249, `Path collision at ${path}`);
  inner.set(last, part);
}

/** `_id` may differ from the rest. */
function decideInclusion(tree: Tree): boolean {
  const id = tree.get('_id');
  const kinds = [...tree.values()]
    .filter((part) => part !== id || part.kind === 'inside')
    .flatMap(kindsIn);
  const includes = kinds.includes('keep') || kinds.includes('compute');
  if (includes && kinds.includes('drop'))
    refuse(31254, 'Cannot exclude in an inclusion projection');
  return includes || (kinds.length === 0 && id !== undefined && id.kind !== 'drop');
}

function kindsIn(part: Part): Part['kind'][] {
  return part.kind === 'inside' ? [...part.parts.values()].flatMap(kindsIn) : [part.kind];
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
  return computes(part) ? {} : undefined;
}

function addComputed(result: Doc, tree: Tree, root: Doc): void {
  for (const [field, part] of tree) {
    if (part.kind === 'compute') {
      const value = part.of(root);
      if (value !== undefined) setOwn(result, field, value);
    } else if (part.kind === 'inside' && computes(part)) {
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

function computes(part: Part): boolean {
  if (part.kind === 'inside') return [...part.parts.values()].some(computes);
  return part.kind === 'compute';
}
