import { memo } from '../core/memo.js';

// Format characters (zero width, bidi, byte order mark, soft hyphen) and variation selectors are
// invisible; only what holds an emoji together may stay.
const invisible = /\p{Cf}|[\uFE00-\uFE0F]/gu;
const emojiGlue =
  /(?<=(?:\p{Extended_Pictographic}\uFE0F?|\p{Emoji_Modifier}))\u200D(?=\p{Extended_Pictographic})|(?<=\p{Extended_Pictographic})\uFE0F/gu;

const keepEmojiGlue = (text: string): string => {
  const kept = new Set([...text.matchAll(emojiGlue)].map((m) => m.index));
  return text.replace(invisible, (c: string, at: number) => (kept.has(at) ? c : ''));
};

// Marks of other scripts: on nothing they are noise, on Thai letters they only hide them.
const foreignMark = /(?![\u0E00-\u0E7F])\p{M}/gu;
const loneMark = /(?<=^|\s)(?:(?![\u0E00-\u0E7F])\p{M})+/gu;

/** U+0E4D U+0E32 looks like U+0E33 and NFC keeps them apart, also with a tone mark between. */
const joinSaraAm = (text: string): string =>
  text.replace(/[\u0E31\u0E34-\u0E3A\u0E47-\u0E4E]+\u0E32?/g, (run) =>
    run.includes('\u0E4D') && run.endsWith('\u0E32')
      ? `${run.slice(0, -1).replaceAll('\u0E4D', '')}\u0E33`
      : run,
  );

/**
 * What a person typed, fit for storing: well-formed, NFC, no invisible or control characters, no
 * space at the ends. Line breaks stay; other control characters become a space or vanish.
 */
export const clean = (text: string): string =>
  joinSaraAm(
    keepEmojiGlue(
      text
        .replace(/\p{Cs}/gu, '\uFFFD')
        .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
        .replace(/\t/g, ' ')
        .replace(/(?!\n)\p{Cc}/gu, ''),
    ),
  )
    .normalize('NFC')
    .replace(loneMark, '')
    .trim();

// Marks above and below a consonant in one order, each once, and sara am after its tone mark:
// phones let people type น ำ ้ and ท ่ ี, which look right and compare unequal.
const tidyMarks = (marks: string): string =>
  [...new Set(marks)]
    .filter((mark, _, all) => mark !== '\u0E33' && !(mark === '\u0E4D' && all.includes('\u0E33')))
    .sort()
    .join('') + (marks.includes('\u0E33') ? '\u0E33' : '');

/**
 * What a person typed, fit for comparing: `clean`, and Thai and full-width digits and letters in
 * ASCII, lower case, one space between words, one spelling of Thai marks. For matching, never for storing.
 */
export const normalise = (text: string): string =>
  joinSaraAm(
    clean(text)
      .replace(invisible, '')
      .replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
      .replace(/[๐-๙]/g, (c) => String(c.charCodeAt(0) - 0x0e50))
      .toLowerCase()
      .normalize('NFC')
      .replace(foreignMark, '')
      .replace(/\s+/g, ' ')
      .replaceAll('เเ', 'แ'),
  )
    .replace(/[\u0E31\u0E33-\u0E3A\u0E47-\u0E4E]{2,}/g, tidyMarks)
    .trim();

/** `normalise` of the bot's own words, which come again with every message. */
export const plainOf = memo(normalise);
