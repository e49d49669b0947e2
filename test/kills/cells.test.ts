import { cellDeaths } from './cell-deaths.js';

jest.setTimeout(120_000);

cellDeaths(['count-cells-sums']);
