import { cellDeaths } from '../kills/cell-deaths.js';

cellDeaths(['count-cells-sums', 'count-cells-drained']);
