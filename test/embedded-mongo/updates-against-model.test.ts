import { serialize } from 'bson';
import fc from 'fast-check';
import { decode } from '../../src/embedded-mongo/bson/codec.js';
import type { Doc } from '../../src/embedded-mongo/bson/value.js';
import { MongoError } from '../../src/embedded-mongo/mongo-error.js';
import { compileUpdate } from '../../src/embedded-mongo/update/apply-update.js';
import { printedSeed } from './seed.js';

/*
 * Random sequences of updates give what a naive model gives, which changes a copy in place: the same
 * document, or the same error code. The document before is never touched.
 */

type Container = Doc | unknown[];
type Step = { operator: string; path: string; argument: unknown };

class Refused extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`refused with ${code}`);
    this.code = code;
  }
}

const isContainer = (value: unknown): value is Container =>
  value !== null && typeof value === 'object';
const has = (container: Container, part: string): boolean => Object.hasOwn(container, part);
const isIndex = (part: string): boolean => /^\d+$/.test(part);

/** Walks to the last container of a path, making what is missing; null when nothing is to be made. */
function walk(doc: Doc, parts: string[], make: boolean): Container | null {
  let at: Container = doc;
  for (const part of parts) {
    if (Array.isArray(at) && !isIndex(part)) {
      if (make) throw new Refused(28);
      return null;
    }
    if (!has(at, part)) {
      if (!make) return null;
      put(at, part, {});
    }
    const next: unknown = (at as Doc)[part];
    if (!isContainer(next)) {
      if (make) throw new Refused(28);
      return null;
    }
    at = next;
  }
  return at;
}

function put(at: Container, part: string, value: unknown): void {
  if (!Array.isArray(at)) at[part] = value;
  else if (!isIndex(part)) throw new Refused(28);
  else {
    while (at.length < Number(part)) at.push(null);
    at[Number(part)] = value;
  }
}

function naive(before: Doc, { operator, path, argument }: Step): Doc {
  const doc = structuredClone(before);
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  const makes = operator === '$set' || operator === '$inc' || operator === '$push';
  const at = walk(doc, parts, makes);
  if (at === null) return before;
  if (Array.isArray(at) && !isIndex(last)) {
    if (makes) throw new Refused(28);
    return before;
  }
  const old = has(at, last) ? (at as Doc)[last] : undefined;
  if (operator === '$set') put(at, last, argument);
  if (operator === '$inc') {
    if (old !== undefined && typeof old !== 'number') throw new Refused(14);
    put(at, last, Number(old ?? 0) + Number(argument));
  }
  if (operator === '$push') {
    if (old !== undefined && !Array.isArray(old)) throw new Refused(2);
    put(at, last, [...(old ?? []), argument]);
  }
  if (operator === '$unset' && old !== undefined) {
    if (Array.isArray(at)) at[Number(last)] = null;
    else delete at[last];
  }
  if (operator === '$pull' && old !== undefined) {
    if (!Array.isArray(old)) throw new Refused(2);
    put(
      at,
      last,
      old.filter((item) => item !== argument),
    );
  }
  return doc;
}

const scalar = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom<unknown>('x', null, true));
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('a', 'b'), scalar, { maxKeys: 2 }),
);
const path = fc.constantFrom('a', 'b', 'c', 'a.a', 'a.b', 'a.0', 'a.2', 'b.a.c', 'b.1.a', 'c.b.0');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ operator: fc.constant('$set'), path, argument: value }),
  fc.record({ operator: fc.constant('$unset'), path, argument: fc.constant('') }),
  fc.record({ operator: fc.constant('$inc'), path, argument: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ operator: fc.constantFrom('$push', '$pull'), path, argument: scalar }),
);
const start = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { maxKeys: 3 });

/** Through BSON and back, as values arrive from a client. */
const asStored = (given: object): Doc => decode(serialize(given));

/** The document, or the code of the refusal. */
function outcome(run: () => Doc): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof MongoError || error instanceof Refused) return error.code;
    throw error;
  }
}

test('sequences of updates agree with a naive model', () => {
  fc.assert(
    fc.property(start, fc.array(step, { minLength: 1, maxLength: 12 }), (initial, steps) => {
      let doc: Doc = asStored({ _id: 1, ...initial });
      for (const wanted of steps) {
        const { operator, path: to } = wanted;
        const { argument } = asStored({ argument: wanted.argument });
        const before = structuredClone(doc);
        const update = compileUpdate({ [operator]: { [to]: argument } });
        const after = outcome(() => update(doc, 'updating'));
        expect([wanted, after]).toEqual([wanted, outcome(() => naive(doc, wanted))]);
        expect(doc).toEqual(before);
        if (typeof after !== 'number') doc = after as Doc;
      }
    }),
    { numRuns: 400, seed: printedSeed() },
  );
});
