import { photoDeaths } from './photo-deaths.js';

jest.setTimeout(120_000);

photoDeaths(['photo-kept']);
