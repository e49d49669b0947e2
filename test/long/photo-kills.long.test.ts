import { photoDeaths } from '../kills/photo-deaths.js';

photoDeaths(['photo-claimed', 'photo-downloaded', 'photo-kept', 'photo-settled', 'photo-removed']);
