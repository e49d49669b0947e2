import type { AreaCode } from '../../../src/core/area.js';
import { onlyInside, type PlaceHeard } from '../../../src/features/registration/place-heard.js';

const codes = Array.from({ length: 22 }, (_, i) => String(100101 + i) as AreaCode);
const several: PlaceHeard = { kind: 'options', codes, near: false };
const near: PlaceHeard = { kind: 'options', codes: codes.slice(0, 3), near: true };

test.each<[string, PlaceHeard, readonly AreaCode[], PlaceHeard]>([
  ['more than fit are only counted', several, codes.slice(0, 11), { kind: 'too-many', count: 11 }],
  ['as many as fit', several, codes.slice(5, 15), { ...several, codes: codes.slice(5, 15) }],
  ['the only one', several, codes.slice(3, 4), { kind: 'one', code: codes[3] as AreaCode }],
  ['none of that name', several, [], { kind: 'outside' }],
  [
    'one similar name is asked about',
    near,
    codes.slice(0, 1),
    { ...near, codes: codes.slice(0, 1) },
  ],
  ['no similar name', near, [], { kind: 'none' }],
])('%s', (_name, heard, inside, expected) => expect(onlyInside(heard, inside)).toEqual(expected));
