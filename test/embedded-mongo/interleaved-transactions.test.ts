import { Long, UUID } from 'bson';
import fc from 'fast-check';
import { type Commands, inMemoryCommands } from './in-memory-commands.js';
import { printedSeed } from './seed.js';

/*
 * Transactions that change what they read, their commands mixed at random: those that committed leave
 * what they would have left one after the other in some order. What a transaction writes depends on what
 * it read, and no two orders give the same.
 */

type Doc = Record<string, unknown>;
/** Which documents the transaction reads and changes, and whether it commits in the end. */
type Plan = { ids: number[]; ends: 'commit' | 'abort' };

const modulus = 1_000_003;
const changed = (n: number, transaction: number): number => (n * 31 + transaction + 7) % modulus;
const startValues = [1, 2, 3];

async function valuesOf({ run }: Commands): Promise<number[]> {
  const { cursor } = await run({ find: 'c', sort: { _id: 1 } });
  return ((cursor as Doc).firstBatch as Doc[]).map((doc) => Number(doc.n));
}

/** The commands of one transaction, one a step; null when it is over. */
function script({ run }: Commands, plan: Plan, number: number) {
  const session = { lsid: { id: new UUID() }, txnNumber: Long.fromNumber(1), autocommit: false };
  let isFirst = true;
  const send = async (command: Doc): Promise<Doc> => {
    const starting = isFirst && { startTransaction: true };
    isFirst = false;
    return run({ ...command, ...session, ...starting });
  };
  const steps: (() => Promise<'goes on' | 'aborted' | 'committed'>)[] = plan.ids.flatMap((_id) => {
    let n = 0;
    return [
      async () => {
        const { cursor, ok } = await send({ find: 'c', filter: { _id } });
        n = Number(((cursor as Doc)?.firstBatch as Doc[])?.[0]?.n);
        return ok === 1 ? 'goes on' : 'aborted';
      },
      async () => {
        const u = { $set: { n: changed(n, number) } };
        const { ok, code } = await send({ update: 'c', updates: [{ q: { _id }, u }] });
        if (ok !== 1) expect(code).toBe(112);
        return ok === 1 ? 'goes on' : 'aborted';
      },
    ];
  });
  steps.push(async () => {
    const command = plan.ends === 'commit' ? { commitTransaction: 1 } : { abortTransaction: 1 };
    const { ok } = await send({ ...command, $db: 'admin' });
    return ok === 1 && plan.ends === 'commit' ? 'committed' : 'aborted';
  });
  return steps;
}

function* orders<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [i, item] of items.entries())
    for (const rest of orders([...items.slice(0, i), ...items.slice(i + 1)])) yield [item, ...rest];
}

const plan: fc.Arbitrary<Plan> = fc.record({
  ids: fc.uniqueArray(fc.nat({ max: 2 }), { minLength: 1, maxLength: 3 }),
  ends: fc.constantFrom('commit', 'commit', 'commit', 'abort'),
});

test('interleaved transactions equal some serial order', async () => {
  let committedInAll = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(plan, { minLength: 2, maxLength: 4 }),
      fc.array(fc.nat({ max: 3 }), { minLength: 30, maxLength: 30 }),
      async (plans, turns) => {
        const commands = inMemoryCommands();
        const documents = startValues.map((n, _id) => ({ _id, n }));
        await commands.run({ insert: 'c', documents });
        const waiting = plans.map((wanted, i) => script(commands, wanted, i));
        const committed: number[] = [];
        // the order that was drawn, then whatever is left
        for (const turn of [...turns, ...plans.flatMap((_, i) => Array(7).fill(i) as number[])]) {
          const steps = waiting[turn];
          const result = await steps?.shift()?.();
          if (result === 'aborted') steps?.splice(0);
          if (result === 'committed') committed.push(turn);
        }
        committedInAll += committed.length;
        const possible = [...orders(committed)].map((order) => {
          const values = [...startValues];
          for (const number of order)
            for (const id of plans[number]?.ids ?? [])
              values[id] = changed(values[id] ?? 0, number);
          return values;
        });
        expect(possible).toContainEqual(await valuesOf(commands));
      },
    ),
    { numRuns: 250, seed: printedSeed() },
  );
  expect(committedInAll).toBeGreaterThan(150);
});

test('a command that is refused before it runs begins no transaction', async () => {
  const { run } = inMemoryCommands();
  const first = {
    ...{ find: 'c', lsid: { id: 1 }, txnNumber: 1 },
    ...{ startTransaction: true, autocommit: false },
  };
  expect(await run({ ...first, maxTimeMS: 'soon' })).toMatchObject({ ok: 0, code: 14 });
  expect(await run({ ...first, maxTimeMS: 1_000 })).toMatchObject({ ok: 1 });
});
