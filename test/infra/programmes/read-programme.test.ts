import { readProgrammeText } from '../../../src/infra/programmes/read-programme.js';
import { phaseOne, phaseOneText } from './stored-rounds.js';

test('the committed programme is read, with a byte order mark too', () => {
  expect(readProgrammeText(phaseOneText)).toEqual({ kind: 'programme', programme: phaseOne });
  expect(readProgrammeText(`\uFEFF${phaseOneText}`).kind).toBe('programme');
});

test('what is not JSON is named so', () => {
  expect(readProgrammeText('{ "id": ')).toEqual({
    kind: 'problems',
    problems: [expect.stringMatching(/^the file is not JSON: /)],
  });
});

test('every problem is named at once with its place', () => {
  const text = phaseOneText
    .replace('"due": "2021-03-01"', '"due": "2021-02-30"')
    .replace('"lateDays": 7', '"lateDays": -1')
    .replace('"seatsPerTambon": 15', '"seats": 15');
  const read = readProgrammeText(text);
  const places = read.kind === 'problems' ? read.problems.map((p) => p.split(':')[0]) : [];
  expect(places.sort()).toEqual([
    'activities[2].reporting.lateDays',
    'activities[2].reporting.rounds[0].due',
    'seatsPerTambon',
    'the programme',
  ]);
});

test.each(['null', '[]', '"text"', '{}'])('%s is no programme', (text) => {
  expect(readProgrammeText(text).kind).toBe('problems');
});

test('a published result names figures that a form asks for', () => {
  const read = readProgrammeText(phaseOneText.replace('"partners": 9416', '"trees": 9416'));
  expect(read).toEqual({
    kind: 'problems',
    problems: ['published.figures.trees: no form asks for it'],
  });
});

test('a programme without a published result is a programme', () => {
  const { published: _, ...plain } = JSON.parse(phaseOneText) as Record<string, unknown>;
  expect(readProgrammeText(JSON.stringify(plain)).kind).toBe('programme');
});
