import { photoDeaths } from './photo-deaths.js';

photoDeaths(['photo-kept']);
