import { isAllowed, stages } from '../allowed.js';
import { same } from '../bson/order.js';
import type { Doc } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { compileFilter } from '../query/match.js';
import { compileProjection } from '../query/project.js';
import { parseSort, sortDocs } from '../query/sort.js';
import type { Query } from '../store/query.js';
import { compileExpression } from './expressions.js';
import { compileGroup } from './group.js';
import { compileUnwind, wholeNumber } from './stages.js';

type Stage = (docs: Doc[]) => Doc[];
type StageName = (typeof stages)[number];

/**
 * Compiles an aggregation. A leading `$match`, `$sort` and `$limit` become the query that reads the
 * collection, so that indexes serve them; the other stages follow. No stage changes a document.
 * @throws MongoError 40324 for an unknown stage, 168 for an unknown expression, 15952 for an unknown accumulator
 */
export function compilePipeline(pipeline: readonly Doc[]): { first: Query; rest: Stage } {
  const named = pipeline.map(nameStage);
  const first: Query = { filter: {} };
  const compiled = named.map(({ name, spec }) => compileStage[name](spec));
  let taken = 0;
  if (named[taken]?.name === '$match') first.filter = named[taken++]?.spec as Doc;
  if (named[taken]?.name === '$sort') first.sort = named[taken++]?.spec;
  if (named[taken]?.name === '$limit') first.limit = wholeNumber('$limit', named[taken++]?.spec, 1);
  const rest = compiled.slice(taken);
  return { first, rest: (docs) => rest.reduce((input, stage) => stage(input), docs) };
}

function nameStage(stage: Doc): { name: StageName; spec: unknown } {
  const [name, ...others] = Object.keys(stage);
  if (name === undefined || others.length > 0) refuse(40323, 'A stage has exactly one field');
  if (!isAllowed(stages, name)) refuse(40324, `Unrecognized pipeline stage name: '${name}'`);
  return { name, spec: stage[name] };
}

const compileStage: Record<StageName, (spec: unknown) => Stage> = {
  $match(filter) {
    const matches = compileFilter(filter);
    return (docs) => docs.filter(matches);
  },
  $sort(order) {
    const fields = parseSort(order);
    if (fields.length === 0) refuse(15976, '$sort stage must have at least one sort key');
    return (docs) => sortDocs(docs, fields);
  },
  $limit(number) {
    const limit = wholeNumber('$limit', number, 1);
    return (docs) => docs.slice(0, limit);
  },
  $skip(number) {
    const skip = wholeNumber('$skip', number, 0);
    return (docs) => docs.slice(skip);
  },
  $project(spec) {
    if (same(spec, {})) refuse(51272, '$project must have at least one field');
    const project = compileProjection(spec, compileExpression);
    return (docs) => docs.map(project);
  },
  $count(field) {
    if (typeof field !== 'string' || !/^[^$.]+$/.test(field)) {
      refuse(40156, 'the count field must be a non-empty name without $ and dots');
    }
    return (docs) => (docs.length === 0 ? [] : [{ [field]: docs.length }]);
  },
  $group: compileGroup,
  $unwind: compileUnwind,
};
