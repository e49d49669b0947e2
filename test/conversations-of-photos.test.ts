import { testPages } from './harness/pages.js';

testPages('photos');
