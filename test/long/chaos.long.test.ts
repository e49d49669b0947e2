import { chaos } from '../kills/chaos.js';

/** SEED=n plays one of one's own. */
const seeds = process.env.SEED ? [Number(process.env.SEED)] : [1, 2, 3, 4, 5];

test.each(seeds)('3,000 people, everybody once, SEED=%i', (seed) =>
  chaos({ seed, people: 3_000, blows: 6 }),
);
