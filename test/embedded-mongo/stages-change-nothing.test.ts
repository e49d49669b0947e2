import { createHash } from 'node:crypto';
import { Double, Long } from 'bson';
import { stages } from '../../src/embedded-mongo/allowed.js';
import { encode } from '../../src/embedded-mongo/bson/codec.js';
import { type Commands, inMemoryCommands } from './in-memory-commands.js';

type Doc = Record<string, unknown>;

/** Of each stage what could tempt it to change a document, in the middle of a pipeline and at its end. */
const uses: Record<(typeof stages)[number], unknown[]> = {
  $match: [{ a: { $gt: 0 } }, { list: { $elemMatch: { b: 1 } } }],
  $group: [
    { _id: '$a', all: { $sum: '$n' }, least: { $min: '$who' }, most: { $max: '$list' } },
    { _id: { deep: '$who', list: '$list' }, mean: { $avg: '$n' } },
  ],
  $sort: [{ list: -1 }, { 'who.name': 1, _id: -1 }],
  $limit: [2],
  $skip: [1],
  $project: [
    { list: { b: 0 }, who: { name: 0 } },
    { 'list.b': '$who', 'who.name': { $cond: ['$a', '$list', 0] }, a: '$_id' },
    { all: ['$list', '$who'], list: 1 },
  ],
  $count: ['n'],
  $unwind: ['$list', '$who.tags'],
};

let commands: Commands;
beforeAll(async () => {
  commands = inMemoryCommands();
  await commands.run({ createIndexes: 'c', indexes: [{ key: { 'list.b': 1 }, name: 'b' }] });
  const documents = [
    { _id: 1, a: 1, n: new Double(2), list: [{ b: 1 }, { b: 2 }], who: { name: 'x', tags: [1] } },
    { _id: 2, a: 1, n: Long.fromNumber(3), list: [{ b: 1 }], who: { name: 'y', tags: [1, 2] } },
    { _id: 3, list: [], at: new Date(0) },
  ];
  await commands.run({ insert: 'c', documents });
});

/** Of every document, byte by byte, and of every entry of every index. */
function hashOfStore(): string {
  const hash = createHash('sha256');
  for (const { records, indexes } of commands.store.collections.values()) {
    for (const { doc } of records.values()) hash.update(encode(doc));
    for (const { tree } of indexes) for (const key of tree.keys()) hash.update(key, 'latin1');
  }
  return hash.digest('hex');
}

const run = (pipeline: Doc[]) => commands.run({ aggregate: 'c', pipeline, cursor: {} });
const cases = stages.flatMap((stage) =>
  uses[stage].map((spec): [string, Doc] => [stage, { [stage]: spec }]),
);

test.each(cases)('%s %j', async (_name, stage) => {
  const before = hashOfStore();
  for (const beside of [{ $match: {} }, ...cases.map(([, other]) => other)]) {
    for (const pipeline of [
      [stage, beside],
      [beside, stage],
    ]) {
      expect(await run(pipeline)).toMatchObject({ ok: 1 });
    }
  }
  expect(hashOfStore()).toBe(before);
});
