import { deaths, diesAt } from './turn-deaths.js';

jest.setTimeout(120_000);

// The points where most is at stake; all of them are in test/long.
const short = ['before-commit of a reply', 'after-send of a reply', 'after-send of a push'];
diesAt(deaths.filter(({ label, as }) => short.includes(`${label} of a ${as}`)));
