import fc from 'fast-check';
import { wordsToBot } from '../../../src/infra/line/group-words.js';

type Mention = Readonly<Record<string, unknown>>;
const self = (index: unknown, length: unknown): Mention => ({
  index,
  length,
  type: 'user',
  isSelf: true,
});
const somebody = (index: number, length: number): Mention => ({
  index,
  length,
  type: 'user',
  userId: `U${'b'.repeat(32)}`,
  isSelf: false,
});
const said = (text: unknown, ...mentionees: readonly unknown[]) =>
  wordsToBot({
    type: 'message',
    message: { type: 'text', text, ...(mentionees.length > 0 && { mention: { mentionees } }) },
  });

const table: readonly (readonly [
  what: string,
  text: string,
  mentions: readonly unknown[],
  words: string | null,
])[] = [
  ['nothing said to the bot', 'ยังไม่ส่ง', [], null],
  ['a slash', '/ยังไม่ส่ง', [], '/ยังไม่ส่ง'],
  ['an exclamation mark', '!ยังไม่ส่ง', [], '!ยังไม่ส่ง'],
  ['a full-width slash', '／ยังไม่ส่ง', [], '／ยังไม่ส่ง'],
  ['a slash after what cannot be seen', '\u200b /ยังไม่ส่ง', [], '\u200b /ยังไม่ส่ง'],
  ['a slash in the middle', 'และ/หรือ', [], null],
  ['an exclamation mark at the end', 'ส่งแล้ว!', [], null],
  ['the mention first', '@bot ยังไม่ส่ง', [self(0, 4)], ' ยังไม่ส่ง'],
  ['the mention last', 'ยังไม่ส่ง @bot', [self(10, 4)], 'ยังไม่ส่ง '],
  ['the mention alone', '@bot', [self(0, 4)], ''],
  ['a name with spaces', '@ผู้นำ การเปลี่ยนแปลง สถานะ', [self(0, 21)], ' สถานะ'],
  // An emoji is two UTF-16 units, a flag four, and LINE counts units.
  ['after an emoji', '😀@bot สถานะ', [self(2, 4)], '😀 สถานะ'],
  ['after a flag', '🇹🇭 @bot สถานะ', [self(5, 4)], '🇹🇭  สถานะ'],
  ['a name with an emoji', '@bot😀 สถานะ', [self(0, 6)], ' สถานะ'],
  ['the mention twice', '@bot สถานะ @bot', [self(0, 4), self(11, 4)], ' สถานะ '],
  ['the mention twice, last first', '@bot สถานะ @bot', [self(11, 4), self(0, 4)], ' สถานะ '],
  ['together with somebody', '@bot ถาม @แดง', [self(0, 4), somebody(9, 4)], ' ถาม @แดง'],
  ['somebody else', '@แดง สถานะ', [somebody(0, 4)], null],
  ['everybody', '@all สถานะ', [{ index: 0, length: 4, type: 'all' }], null],
  ['a slash and a mention', '/สถานะ @bot', [self(7, 4)], '/สถานะ '],
  // A mention that points nowhere still addresses; nothing is cut out.
  ['beyond the end', '@bot สถานะ', [self(8, 40)], '@bot สถานะ'],
  ['before the beginning', '@bot สถานะ', [self(-1, 4)], '@bot สถานะ'],
  ['of no length', '@bot สถานะ', [self(0, 0)], '@bot สถานะ'],
  ['of half a unit', '@bot สถานะ', [self(0.5, 4)], '@bot สถานะ'],
  ['without a place', '@bot สถานะ', [{ isSelf: true }], '@bot สถานะ'],
  ['with a place of another kind', '@bot สถานะ', [self('0', '4')], '@bot สถานะ'],
  ['beside something odd', '@bot สถานะ', [null, 7, self(0, 4)], ' สถานะ'],
];

test.each(table)('%s', (_what, text, mentions, words) => {
  expect(said(text, ...mentions)).toBe(words);
});

test.each([
  ['a mention of another shape', { message: { type: 'text', text: '@bot', mention: 'all' } }],
  ['a picture', { message: { type: 'image' } }],
  ['text that is none', { message: { type: 'text', text: 7 } }],
  ['nothing', null],
])('%s is not said to the bot', (_what, event) => expect(wordsToBot(event)).toBeNull());

test('whatever stands around a mention is what remains', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme' }),
      (before, name, after) => {
        const mention = self(before.length, name.length + 1);
        expect(said(`${before}@${name}${after}`, mention)).toBe(before + after);
      },
    ),
  );
});
