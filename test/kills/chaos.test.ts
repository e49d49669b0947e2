import { chaos } from './chaos.js';

jest.setTimeout(120_000);

test('1,200 people, two bots, faults, kills and a stop: everybody once', () =>
  chaos({ seed: 4, people: 1_200, blows: 3 }));
