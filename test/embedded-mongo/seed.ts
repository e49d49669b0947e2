/** The seed of this run's property tests, printed so that `SEED=…` repeats a failure. */
export function printedSeed(): number {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  process.stdout.write(`SEED=${seed}\n`);
  return seed;
}
