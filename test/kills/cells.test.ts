import { cellDeaths } from './cell-deaths.js';

cellDeaths(['count-cells-sums']);
