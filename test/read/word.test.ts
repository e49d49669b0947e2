import fc from 'fast-check';
import { matchWord, splitWord } from '../../src/read/word.js';
import { anyText } from './arbitraries.js';

const words = ['รายงาน', 'รายงานแทน', 'ยังไม่ส่ง', 'help', 'รอบ 2'];

describe('splitWord', () => {
  test.each([
    ['เมนู', 'เมนู', ''],
    [' /เมนู ', 'เมนู', ''],
    ['! HELP me', 'help', 'me'],
    ['／เมนู', 'เมนู', ''],
    ['รหัส ABCD-efgh ๑๒', 'รหัส', 'ABCD-efgh ๑๒'],
    ['ประกาศ บรรทัดหนึ่ง\nบรรทัดสอง', 'ประกาศ', 'บรรทัดหนึ่ง\nบรรทัดสอง'],
    ['รอบ๒\u200b', 'รอบ2', ''],
    ['//เมนู', '/เมนู', ''],
    ['', '', ''],
    ['/', '', ''],
  ])('%j is the word %j and %j', (text, word, rest) =>
    expect(splitWord(text)).toEqual({ word, rest }),
  );
});

describe('matchWord', () => {
  test.each([
    ['รายงาน', 'รายงาน', ''],
    ['รายงาน ครัวเรือน ๑๒๐', 'รายงาน', 'ครัวเรือน ๑๒๐'],
    ['รายงานแทน สมศรี', 'รายงานแทน', 'สมศรี'],
    ['Help', 'help', ''],
    ['รอบ ๒ เลย', 'รอบ 2', 'เลย'],
    ['รอบ\n２', 'รอบ 2', ''],
  ])('%j begins with %j, then %j', (text, word, rest) =>
    expect(matchWord(text, words)).toEqual({ word, rest }),
  );

  test.each(['รายงานครับผมยัง', 'ราย งาน', 'helpme', 'ส่ง', '', '👍', 'รอบ 21', '//help'])(
    '%j begins with none',
    (text) => expect(matchWord(text, words)).toBeNull(),
  );

  const invisible = fc.constantFrom('', '\u200b', '\u200d', '\ufeff', '\u2060', '\u00ad', '\u202a');
  const space = fc.constantFrom('', ' ', '\n', '\u00a0', '\u3000', ' \u200b ');
  const prefix = fc.constantFrom('', '/', '!', '/ ', '！');
  const thaiDigits = (text: string) =>
    text.replace(/\d/g, (d) => String.fromCharCode(0x0e50 + Number(d)));

  test('does not mind spaces around, invisible characters, case, Thai digits or a leading / or !', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...words),
        space,
        prefix,
        fc.array(invisible, { minLength: 12, maxLength: 12 }),
        fc.constantFrom(
          (t: string) => t,
          (t: string) => t.toUpperCase(),
          thaiDigits,
        ),
        (word, around, sign, between, vary) => {
          const typed = [...vary(word)].map((c, i) => (between[i] ?? '') + c).join('');
          const text = around + sign + typed + around;
          expect(matchWord(text, words)).toEqual({ word, rest: '' });
          expect(splitWord(text).word).toBe(splitWord(word).word);
        },
      ),
    );
  });

  test('answers to any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { word, rest } = splitWord(text);
        expect(matchWord(text, [word])).toEqual(word === '' ? null : { word, rest });
      }),
      { numRuns: 1000 },
    );
  });
});
