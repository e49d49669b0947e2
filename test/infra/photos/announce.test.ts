import { isTimeToAnswer } from '../../../src/infra/photos/announce.js';

const start = 1_000_000;
const seconds = 1_000;
type Waiting = Parameters<typeof isTimeToAnswer>[0][number];
const photo = (after: number, about: Partial<Waiting> = {}): Waiting => ({
  _id: `${after}`,
  state: 'stored',
  set: null,
  replyToken: 't',
  wantedAt: start + after * seconds,
  ...about,
});
const wanted = { state: 'wanted' } as const;
const of = (total: number | null) => ({ set: { id: 's', total } });

const table: readonly (readonly [string, readonly Waiting[], number, boolean])[] = [
  ['nothing', [], 0, false],
  ['one that is still to come', [photo(0, wanted)], 39, false],
  ['one that is still to come, while the reply is free', [photo(0, wanted)], 40, true],
  ['one, while another may follow', [photo(0)], 7, false],
  ['one, when it stays quiet', [photo(0)], 8, true],
  ['quiet counts from the newest', [photo(0), photo(6)], 10, false],
  ['a whole set at once', [photo(0, of(2)), photo(0, of(2))], 0, true],
  ['a set with one missing', [photo(0, of(3)), photo(0, of(3))], 7, false],
  ['a set of a phone that says no number', [photo(0, of(null))], 7, false],
  ['a set and one by itself', [photo(0, of(1)), photo(0)], 7, false],
  ['a refused one is answered too', [photo(0, { state: 'refused' })], 8, true],
  ['some still to come', [photo(0), photo(0, wanted)], 20, false],
  ['some to come, but the others have waited', [photo(0), photo(5, wanted)], 40, true],
];

test.each(table)('%s', (_name, waiting, after, is) => {
  expect(isTimeToAnswer(waiting, start + after * seconds)).toBe(is);
});
