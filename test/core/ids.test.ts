import { parseGroupId, parseUserId } from '../../src/core/ids.js';

const digits = '0123456789abcdef'.repeat(2);

test.each([
  ['C', true],
  ['R', true],
  ['U', false],
  ['c', false],
  ['', false],
])('%s and 32 hex digits are a group: %s', (kind, is) => {
  expect(parseGroupId(kind + digits) !== null).toBe(is);
  expect(parseGroupId(`${kind}${digits}0`)).toBeNull();
  expect(parseGroupId(kind + digits.toUpperCase())).toBeNull();
});

test('nobody is both a person and a group', () => {
  for (const kind of ['U', 'C', 'R'])
    expect(parseUserId(kind + digits) === null).toBe(parseGroupId(kind + digits) !== null);
});
