import { Long } from 'bson';
import { accumulators, isAllowed } from '../allowed.js';
import { double } from '../bson/arithmetic.js';
import { compare, keyOf } from '../bson/order.js';
import { type Doc, isDoc, isInt32, isNumber, setOwn, toNumber, typeOf } from '../bson/value.js';
import { refuse } from '../mongo-error.js';
import { compileExpression } from './expressions.js';

type Accumulator = { add: (value: unknown) => void; result: () => unknown };
type Group = { id: unknown; fields: (Accumulator & Pick<Field, 'name' | 'of'>)[] };
type Field = { name: string; of: (doc: Doc) => unknown; start: () => Accumulator };

/** @throws MongoError 15952 for an unknown accumulator, 15955 without an `_id` */
export function compileGroup(spec: unknown): (docs: Doc[]) => Doc[] {
  if (!isDoc(spec)) refuse(15947, "a group's fields must be specified in an object");
  if (!Object.hasOwn(spec, '_id')) refuse(15955, 'a group specification must include an _id');
  const idOf = compileExpression(spec._id);
  const fields = Object.keys(spec)
    .filter((name) => name !== '_id')
    .map((name) => compileField(name, spec[name]));
  return (docs) => {
    const groups = new Map<string, Group>();
    // most groups are by a text, which needs no key
    const texts = new Map<string, Group>();
    for (const doc of docs) {
      const id = idOf(doc) ?? null;
      const all = typeof id === 'string' ? texts : groups;
      const key = typeof id === 'string' ? id : keyOf(id);
      let group = all.get(key);
      if (!group) {
        group = { id, fields: fields.map(({ name, of, start }) => ({ name, of, ...start() })) };
        all.set(key, group);
      }
      for (const field of group.fields) field.add(field.of(doc));
    }
    return [...groups.values(), ...texts.values()].map((group) => {
      const result: Doc = { _id: group.id };
      for (const { name, result: of } of group.fields) setOwn(result, name, of());
      return result;
    });
  };
}

function compileField(name: string, spec: unknown): Field {
  if (/^\$|\./.test(name)) refuse(40235, `The field name '${name}' is not possible in a $group`);
  const [operator, ...others] = isDoc(spec) ? Object.keys(spec) : [];
  if (!isDoc(spec) || operator === undefined || others.length > 0) {
    refuse(40234, `The field '${name}' must be an accumulator object`);
  }
  if (!isAllowed(accumulators, operator)) refuse(15952, `unknown group operator '${operator}'`);
  if (Array.isArray(spec[operator]))
    refuse(40237, `The ${operator} accumulator takes one argument`);
  return { name, of: compileExpression(spec[operator]), start: startAccumulator[operator] };
}

const startAccumulator: Record<(typeof accumulators)[number], () => Accumulator> = {
  $sum: sum,
  $avg: average,
  $min: () => extreme((order) => order < 0),
  $max: () => extreme((order) => order > 0),
};

/** The sum of doubles with what rounding took from it (Neumaier), so that ten times 0.1 is 1. */
function newDoubleSum(): { add: (value: number) => void; total: () => number } {
  let total = 0;
  let lost = 0;
  return {
    add(value) {
      const next = total + value;
      if (Number.isFinite(next))
        lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
      total = next;
    },
    total: () => total + lost,
  };
}

function sum(): Accumulator {
  /** Whole numbers, as plain numbers as long as they are exact, far quicker. */
  let ints = 0;
  let whole = 0n;
  const doubles = newDoubleSum();
  let type: 'int' | 'long' | 'double' = 'int';
  return {
    add(value) {
      if (typeof value === 'number' && isInt32(value)) {
        ints += value;
        if (Number.isSafeInteger(ints * 2)) return;
        whole += BigInt(ints);
        ints = 0;
      } else if (typeof value === 'number') {
        doubles.add(value);
        type = 'double';
      } else if (typeOf(value) === 'long') {
        whole += (value as Long).toBigInt();
        if (type === 'int') type = 'long';
      } else if (isNumber(value)) {
        doubles.add(toNumber(value) ?? 0);
        type = 'double';
      }
    },
    result() {
      const exact = whole + BigInt(ints);
      const isLong = BigInt.asIntN(64, exact) === exact;
      if (type === 'double' || !isLong) {
        doubles.add(Number(exact));
        return double(doubles.total());
      }
      return type === 'int' && isInt32(Number(exact)) ? Number(exact) : Long.fromBigInt(exact);
    },
  };
}

function average(): Accumulator {
  const total = newDoubleSum();
  let count = 0;
  return {
    add(value) {
      const number = toNumber(value);
      if (number === undefined) return;
      total.add(number);
      count++;
    },
    result: () => (count === 0 ? null : double(total.total() / count)),
  };
}

/** Null and missing do not take part. */
function extreme(isBetter: (order: number) => boolean): Accumulator {
  let best: unknown = null;
  return {
    add(value) {
      if (value === undefined || value === null) return;
      if (best === null || isBetter(compare(value, best))) best = value;
    },
    result: () => best,
  };
}
