import { chaos } from './chaos.js';

jest.setTimeout(120_000);

test('600 people, two bots, faults, kills and a stop: everybody once', () =>
  chaos({ seed: 4, people: 600, blows: 2 }));
